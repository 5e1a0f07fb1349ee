/** Asking to join an organisation, as everybody sees it. */
import { Button, ButtonLink, ErrorSummary, errorOf, Form, Notice, TextArea } from '../../../web/components/index.ts';
import { de } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import { JOIN_REQUEST_DAYS, type JoinOutcome } from '../rules-joining.ts';
import { WhoFields } from './who-fields.tsx';

interface Common {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
}

export const AskToJoinPage = (
  props: Common & { organisation: { name: string; slug: string }; typed: Readonly<Record<string, string>> },
) => {
  const { name, slug } = props.organisation;
  return (
    <Page
      title={`Rejoindre ${name}`}
      chrome={props.chrome}
      heading={`Demander à rejoindre ${name}`}
      lead="Pour les élus et les agents. Votre demande part à ses référents, qui vous répondent par courriel."
      breadcrumb={[{ href: `/c/${slug}`, label: name }]}
    >
      <ErrorSummary errors={props.errors} />
      <Form action={`/inscription/${slug}/rejoindre`} once>
        <WhoFields isSelf typed={props.typed} errors={props.errors} />
        <TextArea
          label="Quelques mots pour ses référents"
          name="words"
          optional
          rows={3}
          help="Par exemple : qui vous connaît à la mairie, pourquoi vous demandez un accès."
          value={props.typed.words}
          error={errorOf(props.errors, 'words')}
        />
        <Button>Envoyer ma demande</Button>
      </Form>
      <p class="soft">
        Vous êtes déjà membre ? <a href="/connexion">Connectez-vous</a>.
      </p>
    </Page>
  );
};

export const AskedPage = (props: Common & { name: string }) => (
  <Page title="Regardez votre messagerie" chrome={props.chrome} heading="Regardez votre messagerie">
    <Notice tone="success" title="Il reste à confirmer votre adresse.">
      Un courriel vient de vous être envoyé. Ouvrez son lien : votre demande partira aux référents {de(props.name)}.
    </Notice>
    <p class="soft">Rien reçu ? Regardez dans les indésirables, et vérifiez l’adresse que vous avez écrite.</p>
  </Page>
);

export const ConfirmPage = (props: Common & { name: string; email: string; token: string }) => (
  <Page title="Confirmer ma demande" chrome={props.chrome} heading={`Demander à rejoindre ${props.name}`}>
    <p>
      Votre adresse est <b>{props.email}</b>. En confirmant, votre demande part aux référents {de(props.name)}, avec vos
      nom, fonction et adresse.
    </p>
    <Form action={`/inscription/rejoindre/${props.token}`} once>
      <Button>Confirmer ma demande</Button>
    </Form>
  </Page>
);

export const ConfirmedPage = (props: Common & { name: string; outcome: JoinOutcome }) =>
  props.outcome === 'member' ? (
    <Page title="Vous êtes déjà membre" chrome={props.chrome} heading={`Vous êtes déjà membre ${de(props.name)}`}>
      <p>Votre adresse y a un accès : il n’y a rien à demander.</p>
      <p>
        <ButtonLink href="/connexion">Se connecter</ButtonLink>{' '}
        <ButtonLink href="/connexion/oubli" tone="plain">
          Mot de passe oublié
        </ButtonLink>
      </p>
    </Page>
  ) : (
    <Page title="Votre demande est transmise" chrome={props.chrome} heading="Votre demande est transmise">
      <Notice tone="success" title={`Les référents ${de(props.name)} l’ont reçue.`}>
        Leur réponse vous parviendra par courriel. Sans réponse au bout de {String(JOIN_REQUEST_DAYS)} jours, la demande
        s’efface ; vous pourrez la refaire.
      </Notice>
      <p>Vous pouvez fermer cette page.</p>
    </Page>
  );
