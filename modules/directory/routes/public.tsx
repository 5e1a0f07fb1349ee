/** `/c/<slug>/contacts`: whom residents may reach, of those who want to be found there. */
import * as z from 'zod';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Table } from '../../../platform/table.ts';
import { slugSchema, organisationBySlug } from '../../organisations/index.ts';
import { contactsOf } from '../store/people.ts';
import { publicUnits } from '../store/units.ts';
import { ContactsPage } from '../views/contacts.tsx';

/** In seconds, as other public pages: who no longer wants to be found is gone after it. */
const KEPT_FOR = 120;

export const publicDirectoryRoutes = ({ table, territory }: { table: Table; territory: Territory }): Route[] => [
  defineRoute({
    method: 'get',
    path: '/c/:slug/contacts',
    summary: 'Les personnes d’une organisation qui donnent leurs coordonnées à tout le monde',
    access: 'anyone',
    params: z.object({ slug: slugSchema }),
    async handle(call) {
      const organisation = await organisationBySlug(table, territory.code, call.params.slug);
      if (!organisation?.active) throw new Problem('not-found');
      const [contacts, units] = await Promise.all([
        contactsOf(table, organisation.siren),
        publicUnits(table, organisation.siren),
      ]);
      const data = contacts.map(({ person: _person, ...contact }) => contact);
      return page(
        { siren: organisation.siren, contacts: data, services: units },
        () => (
          <ContactsPage
            territory={territory}
            organisation={organisation}
            contacts={contacts}
            units={units}
            nonce={call.nonce}
          />
        ),
        { publicFor: KEPT_FOR },
      );
    },
  }),
];
