/** Pages of whoever subscribes: no account, a link from her mailbox. */
import type { FieldError } from '../../../platform/problems.ts';
import { maskedAddress } from '../../../platform/text.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Row,
  Rows,
  Section,
  When,
} from '../../../web/components/index.ts';
import { de } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { PublicList, Preferences } from '../service/subscription.ts';
import type { Confirmation } from '../store/confirmation.ts';
import type { Subscription } from '../store/subscriber.ts';

interface Common {
  chrome: Chrome;
}

export const SubscribePage = (
  props: Common & {
    joining: PublicList;
    typed: Readonly<Record<string, string>>;
    errors?: readonly FieldError[] | undefined;
  },
) => {
  const { organisation, list } = props.joining;
  return (
    <Page
      title={`S’abonner : ${list.name}`}
      heading="S’abonner"
      lead={`« ${list.name} » : une lettre le matin, les jours où il y a du nouveau.`}
      chrome={props.chrome}
    >
      <ErrorSummary errors={props.errors} />
      <Form action={`/c/${organisation.slug}/s-abonner`}>
        <input type="hidden" name="liste" value={list.id} />
        <Field
          label="Votre adresse e-mail"
          name="email"
          type="email"
          autocomplete="email"
          inputmode="email"
          help="Elle ne sert qu’à cette lettre. La mairie ne la voit pas."
          value={props.typed.email}
          error={errorOf(props.errors, 'email')}
        />
        <Button icon="mail">M’abonner</Button>
      </Form>
    </Page>
  );
};

export const RequestSentPage = (props: Common & { joining: PublicList }) => (
  <Page
    title="Regardez votre messagerie"
    heading="Regardez votre messagerie"
    lead="Un message vient de partir à l’adresse que vous avez donnée. Ouvrez-le et confirmez : c’est tout."
    chrome={props.chrome}
  >
    <p>
      Rien n’arrive ? Regardez dans les indésirables, ou vérifiez l’adresse et{' '}
      <a href={`/c/${props.joining.organisation.slug}/s-abonner`}>recommencez</a> dans dix minutes.
    </p>
    <p>
      <ButtonLink href={`/c/${props.joining.organisation.slug}`} tone="plain">
        Revenir à la page {de(props.joining.organisation.name)}
      </ButtonLink>
    </p>
  </Page>
);

export const ConfirmPage = (props: Common & { confirmation: Confirmation; token: string }) => (
  <Page title="Confirmer mon abonnement" heading="Confirmer mon abonnement" chrome={props.chrome}>
    <p>{props.confirmation.text}</p>
    <p class="soft">Adresse : {maskedAddress(props.confirmation.email)}</p>
    <Form action={`/u/confirmer/${props.token}`}>
      <Button>Oui, je m’abonne</Button>
    </Form>
    <p class="soft">Sinon, fermez cette page : vous ne recevrez rien.</p>
  </Page>
);

const activeOf = (known: Preferences | undefined): readonly Subscription[] =>
  known?.subscriptions.filter(({ state }) => state === 'active') ?? [];

export const LeavePage = (props: Common & { token: string; known: Preferences | undefined }) => {
  const active = activeOf(props.known);
  if (!props.known || active.length === 0)
    return <LeftPage chrome={props.chrome} token={props.token} isKnown={props.known !== undefined} />;
  return (
    <Page title="Ne plus recevoir" heading="Ne plus recevoir" chrome={props.chrome}>
      <p>{maskedAddress(props.known.subscriber.email)} ne recevra plus :</p>
      <ul>
        {active.map(({ listName }) => (
          <li>{listName}</li>
        ))}
      </ul>
      <Form action={`/u/${props.token}`}>
        <Button>Ne plus recevoir</Button>
      </Form>
      <p>
        <a href={`/u/preferences/${props.token}`}>Choisir plutôt ce que je reçois</a>
      </p>
    </Page>
  );
};

export const LeftPage = (props: Common & { token: string; isKnown: boolean }) => (
  <Page
    title="C’est fait"
    heading="C’est fait"
    lead="Vous ne recevrez plus de lettre à cette adresse. Une lettre déjà partie peut encore arriver."
    chrome={props.chrome}
  >
    {props.isKnown && (
      <p>
        <a href={`/u/preferences/${props.token}`}>Voir ce que nous gardons de vous, ou tout effacer</a>
      </p>
    )}
  </Page>
);

const DONE = {
  confirme: 'Votre abonnement est confirmé. La première lettre arrive dès qu’il y a du nouveau.',
  quitte: 'C’est fait : vous ne recevez plus cette liste.',
} as const;

const STOPPED: Readonly<Record<string, string>> = {
  complaint: 'Un de nos messages a été signalé comme indésirable : nous n’écrivons plus à cette adresse.',
  bounce: 'Votre messagerie a refusé nos messages : nous n’écrivons plus à cette adresse.',
  'soft-bounces': 'Votre messagerie a refusé plusieurs messages de suite : nous n’écrivons plus à cette adresse.',
};

const Proof = ({ subscription }: { subscription: Subscription }) => (
  <>
    Demandé le <When date={subscription.askedAt} kind="datetime" /> depuis {subscription.askedFrom}, confirmé le{' '}
    <When date={subscription.confirmedAt} kind="datetime" />.
    {subscription.leftAt && (
      <>
        {' '}
        Quitté le <When date={subscription.leftAt} kind="datetime" />
        {subscription.leftBy === 'organisation' && `, retiré par ${subscription.organisationName}`}.
      </>
    )}
  </>
);

const SubscriptionRow = ({ subscription, token }: { subscription: Subscription; token: string }) => (
  <Row
    icon="mail"
    title={subscription.listName}
    detail={<Proof subscription={subscription} />}
    end={
      subscription.state === 'active' && (
        <Form action={`/u/preferences/${token}/quitter`}>
          <input type="hidden" name="organisation" value={subscription.organisation} />
          <input type="hidden" name="liste" value={subscription.list} />
          <Button tone="quiet">
            Quitter<span class="hide"> « {subscription.listName} »</span>
          </Button>
        </Form>
      )
    }
  />
);

export const PreferencesPage = (
  props: Common & { token: string; known: Preferences; done?: keyof typeof DONE | undefined },
) => {
  const { subscriber, subscriptions } = props.known;
  const [active, left] = [activeOf(props.known), subscriptions.filter(({ state }) => state === 'left')];
  return (
    <Page
      title="Mes abonnements"
      heading="Mes abonnements"
      lead={maskedAddress(subscriber.email)}
      chrome={props.chrome}
    >
      {props.done && <Notice tone="success">{DONE[props.done]}</Notice>}
      {subscriber.state !== 'active' && (
        <Notice tone="warning">
          {STOPPED[subscriber.stopReason ?? 'bounce']} Abonnez-vous de nouveau pour que cela reprenne.
        </Notice>
      )}
      {active.length === 0 ? (
        <Empty title="Vous ne recevez aucune lettre">La page publique de chaque commune propose de s’abonner.</Empty>
      ) : (
        <Section title="Ce que je reçois">
          <Rows>
            {active.map((subscription) => (
              <SubscriptionRow subscription={subscription} token={props.token} />
            ))}
          </Rows>
          <Form action={`/u/${props.token}`}>
            <Button tone="plain">Tout quitter</Button>
          </Form>
        </Section>
      )}
      {left.length > 0 && (
        <Section title="Ce que j’ai quitté">
          <Rows>
            {left.map((subscription) => (
              <SubscriptionRow subscription={subscription} token={props.token} />
            ))}
          </Rows>
        </Section>
      )}
      <Section title="Mes données">
        <p>Votre adresse, vos abonnements et la preuve de votre accord : rien d’autre.</p>
        <p class="toolbar">
          <ButtonLink href={`/u/preferences/${props.token}/donnees`} tone="plain" download>
            Télécharger mes données
          </ButtonLink>
          <ButtonLink href={`/u/preferences/${props.token}/effacer`} tone="plain">
            Tout effacer
          </ButtonLink>
        </p>
      </Section>
    </Page>
  );
};

export const ForgetPage = (props: Common & { token: string; known: Preferences }) => (
  <Page title="Tout effacer" heading="Tout effacer" chrome={props.chrome}>
    <p>
      Tout ce que nous gardons de {maskedAddress(props.known.subscriber.email)} sera effacé tout de suite et pour de bon
      : l’adresse, les abonnements, la preuve de votre accord. Vous ne recevrez plus rien.
    </p>
    <Form action={`/u/preferences/${props.token}/effacer`}>
      <Button tone="danger">Tout effacer</Button>
    </Form>
    <p>
      <a href={`/u/preferences/${props.token}`}>Garder mes abonnements</a>
    </p>
  </Page>
);

export const ForgottenPage = (props: Common) => (
  <Page
    title="Tout est effacé"
    heading="Tout est effacé"
    lead="Nous ne gardons plus rien de cette adresse. Une lettre déjà partie peut encore arriver."
    chrome={props.chrome}
  />
);

/** An address that is no more in the table: said the same way on every page of a link. */
export const NobodyPage = (props: Common) => (
  <Page
    title="Nous ne gardons rien de cette adresse"
    heading="Nous ne gardons rien de cette adresse"
    lead="Elle ne reçoit aucune lettre. La page publique de chaque commune propose de s’abonner."
    chrome={props.chrome}
  />
);
