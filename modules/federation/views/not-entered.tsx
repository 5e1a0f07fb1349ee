import { ButtonLink } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';

/** Why somebody did not come in, and what she may do. `toTie`: the organisation that her account may be tied to. */
export const NotEnteredPage = (props: { chrome: Chrome; detail: string; toTie: string | undefined }) => (
  <Page
    title="La connexion n’a pas abouti"
    chrome={props.chrome}
    heading="La connexion n’a pas abouti"
    lead={props.detail}
  >
    {props.toTie === undefined ? (
      <p>
        <ButtonLink href="/connexion">Revenir à la connexion</ButtonLink>
      </p>
    ) : (
      <>
        <p>
          {/* Back to the provider, which still knows her: nothing is asked twice. */}
          <ButtonLink href={`/connexion?retour=${encodeURIComponent(`/connexion/fournisseur/${props.toTie}`)}`}>
            Entrer avec mon mot de passe et relier ce compte
          </ButtonLink>
        </p>
        <p>
          <a href={`/connexion/${props.toTie}`}>Revenir à la connexion</a>
        </p>
      </>
    )}
  </Page>
);
