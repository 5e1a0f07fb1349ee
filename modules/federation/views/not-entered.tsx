import { ButtonLink, Section } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { ProposedOrganisation } from '../../organisations/index.ts';
import type { WayOut } from '../service/entering.ts';

/** Why somebody did not come in, and what she may do: tie her account, or ask the organisation that she works for. */
export const NotEnteredPage = (props: { chrome: Chrome; detail: string; wayOut: WayOut }) => {
  const { slug, worksFor } = props.wayOut;
  return (
    <Page
      title="La connexion n’a pas abouti"
      chrome={props.chrome}
      heading="La connexion n’a pas abouti"
      lead={props.detail}
    >
      {slug !== undefined && (
        <p>
          {/* Back to the provider, which still knows her: nothing is asked twice. */}
          <ButtonLink href={`/connexion?retour=${encodeURIComponent(`/connexion/fournisseur/${slug}`)}`}>
            Entrer avec mon mot de passe et relier ce compte
          </ButtonLink>
        </p>
      )}
      {worksFor && <Proposed organisation={worksFor} isFirst={slug === undefined} />}
      <p>
        {slug === undefined && !worksFor ? (
          <ButtonLink href="/connexion">Revenir à la connexion</ButtonLink>
        ) : (
          <a href={slug === undefined ? '/connexion' : `/connexion/${slug}`}>Revenir à la connexion</a>
        )}
      </p>
    </Page>
  );
};

/** Said to her alone, and kept nowhere. */
const Proposed = ({ organisation, isFirst }: { organisation: ProposedOrganisation; isFirst: boolean }) => {
  const { name, slug, hasJoined } = organisation;
  const tone = isFirst ? 'primary' : 'plain';
  return (
    <Section title="Pas encore membre ?">
      <p>
        Votre compte indique que vous travaillez pour {name}.{' '}
        {hasJoined
          ? 'Ses référents décident qui en est membre : vous pouvez le leur demander.'
          : 'Cette organisation n’est pas encore inscrite : vous pouvez commencer son inscription.'}
      </p>
      <p>
        <ButtonLink href={hasJoined ? `/inscription/${slug}/rejoindre` : `/inscription/${slug}`} tone={tone}>
          {hasJoined ? `Demander à rejoindre ${name}` : `Inscrire ${name}`}
        </ButtonLink>
      </p>
    </Section>
  );
};
