import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Form,
  Notice,
  Pager,
  Row,
  Rows,
  Section,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { plural } from '../../../web/format.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { ListedOrganisation, Reach } from '../store/organisation.ts';
import { KIND_TEXTS } from '../texts.ts';
import { OrganisationFields } from './unlisted.tsx';
import { WhoFields } from './who-fields.tsx';

interface Common {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
}

export const OrganisationsPage = (
  props: Common & {
    organisations: readonly ListedOrganisation[];
    next: string | undefined;
    reach: Reach;
    done?: string | undefined;
  },
) => (
  <Page
    title="Organisations"
    chrome={props.chrome}
    heading="Organisations"
    lead={`${plural(props.reach.organisations, 'organisation inscrite', 'organisations inscrites')}, ${plural(props.reach.people, 'personne', 'personnes')}.`}
    action={<ButtonLink href="/territoire/organisations/nouvelle">Ajouter une organisation</ButtonLink>}
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    {props.organisations.length === 0 ? (
      <Empty
        title="Aucune organisation n’est encore inscrite"
        action={<ButtonLink href="/territoire/messageries">Importer les messageries</ButtonLink>}
      >
        Importez les messageries officielles : les communes s’inscriront seules.
      </Empty>
    ) : (
      <Rows>
        {props.organisations.map(({ name, slug, kind, joinedAt }) => (
          <Row
            icon="organisation"
            href={`/c/${slug}`}
            title={name}
            detail={KIND_TEXTS[kind]}
            end={
              <>
                depuis le <When date={joinedAt} kind="date" />
              </>
            }
          />
        ))}
      </Rows>
    )}
    <Pager next={props.next && `/territoire/organisations?suite=${props.next}`} />
  </Page>
);

export const AddOrganisationPage = (props: Common & { id: string; typed: Readonly<Record<string, string>> }) => (
  <Page
    title="Ajouter une organisation"
    chrome={props.chrome}
    heading="Ajouter une organisation"
    lead="Pour celles que le registre n’a pas, ou que vous connaissez bien. Son premier référent reçoit un lien par courriel."
    breadcrumb={[{ href: '/territoire/organisations', label: 'Organisations' }]}
  >
    <ErrorSummary errors={props.errors} />
    <Form action="/territoire/organisations" once>
      <input type="hidden" name="id" value={props.id} />
      <OrganisationFields typed={props.typed} errors={props.errors} />
      <Section title="Son premier référent">
        <WhoFields typed={props.typed} errors={props.errors} />
      </Section>
      <Button>Ajouter et envoyer le lien</Button>
    </Form>
  </Page>
);
