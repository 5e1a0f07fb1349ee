import {
  Button,
  ButtonLink,
  DefinitionList,
  Empty,
  Field,
  Form,
  Notice,
  Pager,
  Row,
  Rows,
  Section,
  Select,
  Toolbar,
} from '../../../web/components/index.ts';
import { de } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type Filters, type What, whatName, whatNamed, WHATS } from '../keys.ts';
import { FUNCTIONS } from '../schema.ts';
import type { OrganisationLine, PersonLine } from '../store/lines.ts';
import { EmailLink, TelephoneLink } from './links.tsx';
import { functionText } from './person.tsx';

/** An address of the directory with its filters. */
export function directoryAddress(path: string, given: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

export const PersonRows = ({ people, within }: { people: readonly PersonLine[]; within?: boolean }) => (
  <Rows>
    {people.map((one) => (
      <Row
        icon="person"
        href={`/annuaire/personnes/${one.person}`}
        title={`${one.firstName} ${one.lastName}`}
        detail={[functionText(one), !within && one.organisation].filter(Boolean).join(' · ')}
      />
    ))}
  </Rows>
);

const OPTIONS = WHATS.map((value) => ({
  value,
  label: `${FUNCTIONS.some((key) => key === value) ? 'Fonction' : 'Sujet'} : ${whatName(value)}`,
}));

export interface Asked {
  q: string;
  what: What | undefined;
  organisation: string | undefined;
  epci: string | undefined;
}

/** Who is listed, in words: what the letters were understood as is said. */
const summaryOf = ({ q }: Asked, filters: Filters, where: string | undefined): string =>
  [filters.what ? whatName(filters.what) : 'Tout le monde', where && `à ${where}`, q !== '' && `pour « ${q} »`]
    .filter(Boolean)
    .join(' ');

export const DirectoryPage = (props: {
  chrome: Chrome;
  asked: Asked;
  filters: Filters;
  people: readonly PersonLine[];
  organisations: readonly OrganisationLine[];
  next: string | undefined;
}) => {
  const { asked, people, organisations, filters } = props;
  const { q, what, organisation, epci } = asked;
  const address = (more: Readonly<Record<string, string | undefined>>) =>
    directoryAddress('/annuaire', { q, quoi: what, organisation, epci, ...more });
  const where = organisation ? (people[0]?.organisation ?? organisation) : epci;
  const named = what === undefined && q !== '' ? whatNamed(q) : undefined;
  return (
    <Page title="Annuaire" chrome={props.chrome} lead="Les personnes et les organisations du réseau.">
      <Form action="/annuaire" method="get">
        {organisation && <input type="hidden" name="organisation" value={organisation} />}
        {epci && <input type="hidden" name="epci" value={epci} />}
        <Field
          label="Un nom, une commune, une fonction ou un sujet"
          name="q"
          type="search"
          optional
          help="Par exemple : Martin, Nérac, maire Nérac."
          value={q}
        />
        <Select
          label="Fonction ou sujet"
          name="quoi"
          options={OPTIONS}
          blank="Tous"
          optional
          value={what}
          width="medium"
        />
        <Button icon="search">Chercher</Button>
      </Form>
      {organisations.length > 0 && (
        <Section title="Organisations">
          <Rows>
            {organisations.map((one) => (
              <Row
                icon="organisation"
                href={`/annuaire/${one.slug}`}
                title={one.name}
                detail={one.epci && <a href={directoryAddress('/annuaire', { epci: one.epci })}>{one.epci}</a>}
              />
            ))}
          </Rows>
        </Section>
      )}
      <Section title="Personnes">
        <p class="soft">
          {summaryOf(asked, filters, where)}
          {(organisation ?? epci) && (
            <>
              {' '}
              · <a href={address({ organisation: undefined, epci: undefined })}>Dans tout le réseau</a>
            </>
          )}
          {named && (
            <>
              {' '}
              · <a href={address({ q: undefined, quoi: named })}>Seulement : {whatName(named)}</a>
            </>
          )}
        </p>
        {people.length > 0 ? (
          <PersonRows people={people} />
        ) : (
          <Empty title="Personne ne correspond" action={<ButtonLink href="/annuaire">Voir tout l’annuaire</ButtonLink>}>
            Écrivez seulement le début d’un nom, ou retirez un filtre.
          </Empty>
        )}
      </Section>
      <Pager next={props.next && address({ suite: props.next })} />
      {people.length > 0 && (
        <p class="small">
          <a href={directoryAddress('/annuaire/export', { q, quoi: what, organisation, epci })}>
            Télécharger cette liste pour un tableur
          </a>
        </p>
      )}
    </Page>
  );
};

export interface OrganisationCoordinates {
  address?: string | undefined;
  telephone?: string | undefined;
  email?: string | undefined;
  website?: string | undefined;
  hours?: string | undefined;
}

export const OrganisationPage = (props: {
  chrome: Chrome;
  organisation: { name: string; slug: string; state: 'active' | 'suspended' };
  coordinates: OrganisationCoordinates;
  people: readonly PersonLine[];
  hasMore: boolean;
}) => {
  const { organisation, coordinates, people } = props;
  const { address, telephone, email, website, hours } = coordinates;
  const facts = [
    ...(address ? [{ term: 'Adresse', description: address }] : []),
    ...(telephone ? [{ term: 'Téléphone', description: <TelephoneLink number={telephone} /> }] : []),
    ...(email ? [{ term: 'Courriel', description: <EmailLink address={email} /> }] : []),
    ...(website ? [{ term: 'Site', description: <a href={website}>{website}</a> }] : []),
    ...(hours ? [{ term: 'Horaires', description: hours }] : []),
  ];
  return (
    <Page
      title={organisation.name}
      chrome={props.chrome}
      breadcrumb={[{ href: '/annuaire', label: 'Annuaire' }]}
      action={<ButtonLink href={`/annuaire/${organisation.slug}/organigramme`}>Organigramme</ButtonLink>}
    >
      {organisation.state === 'suspended' && (
        <Notice tone="info">
          L’espace {de(organisation.name)} est suspendu : ses membres lisent, sans rien publier pour l’instant. Ses
          coordonnées et ses personnes restent ici.
        </Notice>
      )}
      {facts.length > 0 && <DefinitionList items={facts} />}
      <Toolbar>
        <a href={`/c/${organisation.slug}`}>Page publique</a>
        <a href={`/annuaire/${organisation.slug}/vcard`}>Enregistrer dans mes contacts</a>
      </Toolbar>
      <Section title={`Les personnes ${de(organisation.name)}`}>
        <PersonRows people={people} within />
        {props.hasMore && (
          <p>
            <a href={directoryAddress('/annuaire', { organisation: organisation.slug })}>Toutes les personnes</a>
          </p>
        )}
      </Section>
    </Page>
  );
};
