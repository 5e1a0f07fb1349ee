/** What everybody reads where an organisation or a file is not, or is no longer. */
import { ButtonLink, Panel, Section } from '../../../web/components/index.ts';
import { at, de, formatDate } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { withQuery } from '../addresses.ts';
import type { Card } from '../schema.ts';
import { ActRows } from './cards.tsx';
import type { Named } from './public.tsx';

/** A commune of the register that has not joined yet. */
export const NotOpenPage = ({ territory, organisation }: { territory: { name: string }; organisation: Named }) => (
  <Page
    title={organisation.name}
    chrome={{ kind: 'public', territory }}
    lead={`La page ${de(organisation.name)} n’est pas encore ouverte.`}
  >
    <Panel tone="soft" title={`Vous travaillez ${at(organisation.name)} ?`}>
      <div class="stack">
        <p>L’inscription est gratuite et prend quelques minutes.</p>
        <ButtonLink href={withQuery('/inscription', { q: organisation.name })}>Inscrire ma commune</ButtonLink>
      </div>
    </Panel>
  </Page>
);

/** An organisation that has chosen to have no public page. */
export const ClosedPage = ({ territory, organisation }: { territory: { name: string }; organisation: Named }) => (
  <Page
    title={organisation.name}
    chrome={{ kind: 'public', territory }}
    lead={`${organisation.name} n’a pas de page publique.`}
  >
    <p>
      <ButtonLink href="/">Voir les organisations du territoire</ButtonLink>
    </p>
  </Page>
);

/** One that has left the territory, until it is erased. */
export const LeftPage = (props: {
  territory: { name: string };
  organisation: Named;
  left: { at: string; until: string };
  acts: readonly Card[];
  now: Date;
}) => {
  const { name } = props.organisation;
  return (
    <Page
      title={name}
      chrome={{ kind: 'public', territory: props.territory }}
      lead={`${name} a quitté ce site le ${formatDate(props.left.at)}. Ses publications n’y sont plus, et on ne peut plus s’y abonner.`}
    >
      {props.acts.length > 0 && (
        <Section title="Ses actes encore en ligne">
          <p class="soft">
            La loi veut que les actes restent en ligne deux mois : ceux-ci se lisent jusqu’au{' '}
            {formatDate(props.left.until)}.
          </p>
          <ActRows cards={props.acts} now={props.now} />
        </Section>
      )}
      <p>
        <ButtonLink href="/" tone="plain">
          Voir les organisations du territoire
        </ButtonLink>
      </p>
    </Page>
  );
};

/** The public's copy of a document is made right after publication. */
export const FileOnItsWayPage = (props: { chrome: Chrome; here: string; back: string }) => (
  <Page
    title="Le document arrive"
    chrome={props.chrome}
    lead="Il vient d’être publié et sera prêt dans quelques secondes."
  >
    <p>
      <ButtonLink href={props.here} icon="download">
        Réessayer
      </ButtonLink>{' '}
      <ButtonLink href={props.back} tone="quiet">
        Revenir à la publication
      </ButtonLink>
    </p>
  </Page>
);
