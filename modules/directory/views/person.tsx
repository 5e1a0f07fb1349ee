import { Icon, ButtonLink, DefinitionList, Panel } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { FIELD_NAMES, FUNCTION_NAMES, SUBJECT_NAMES } from '../labels.ts';
import type { Held } from '../rules.ts';
import type { Shown } from '../schema.ts';
import type { SeenCard } from '../service/reading.ts';
import { EmailLink, TelephoneLink } from './links.tsx';

/** What she is, in her words or in those of the list. */
export const functionText = ({ function: key, title }: Held): string | undefined =>
  title ?? (key && FUNCTION_NAMES[key]);

/** The facts that may be read of somebody. */
export const factsOf = (shown: Shown) => [
  ...(shown.phone ? [{ term: FIELD_NAMES.phone, description: <TelephoneLink number={shown.phone} /> }] : []),
  ...(shown.mobile ? [{ term: FIELD_NAMES.mobile, description: <TelephoneLink number={shown.mobile} /> }] : []),
  ...(shown.email ? [{ term: FIELD_NAMES.email, description: <EmailLink address={shown.email} /> }] : []),
  ...(shown.hours ? [{ term: FIELD_NAMES.hours, description: shown.hours }] : []),
  ...(shown.subjects.length > 0
    ? [{ term: FIELD_NAMES.subjects, description: shown.subjects.map((key) => SUBJECT_NAMES[key]).join(', ') }]
    : []),
];

const InOrganisation = ({ card }: { card: SeenCard }) => {
  const facts = factsOf(card);
  return (
    <Panel title={card.organisation}>
      <p>
        {functionText(card) ?? 'Membre'} · <a href={`/annuaire/${card.slug}`}>{card.organisation}</a>
      </p>
      {card.units.length > 0 && (
        <p>
          <a href={`/annuaire/${card.slug}/organigramme`}>{card.units.join(', ')}</a>
        </p>
      )}
      {facts.length > 0 ? (
        <DefinitionList items={facts} />
      ) : (
        <p class="soft">
          <Icon name="lock" /> Cette personne n’a pas choisi de montrer ses coordonnées.
        </p>
      )}
    </Panel>
  );
};

export const PersonPage = (props: { chrome: Chrome; cards: readonly SeenCard[]; isSelf: boolean; person: string }) => {
  const [first] = props.cards;
  const name = first ? `${first.firstName} ${first.lastName}` : '';
  return (
    <Page
      title={name}
      chrome={props.chrome}
      breadcrumb={[{ href: '/annuaire', label: 'Annuaire' }]}
      action={props.isSelf && <ButtonLink href="/compte/fiche">Modifier ma fiche</ButtonLink>}
    >
      {props.cards.map((card) => (
        <InOrganisation card={card} />
      ))}
      <p class="small">
        <a href={`/annuaire/personnes/${props.person}/vcard`}>Enregistrer dans mes contacts</a>
      </p>
    </Page>
  );
};
