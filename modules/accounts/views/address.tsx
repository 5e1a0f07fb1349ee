/** Changing the address that one signs in with, and what both mailboxes see of it. */
import {
  Button,
  CodeField,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Panel,
  PasswordField,
  Status,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import { CHANGE_HOURS, type Standing } from '../rules.ts';
import type { Asked } from '../service/changing.ts';
import type { AddressChange } from '../store.ts';

const CRUMBS = [{ href: '/compte', label: 'Mon compte' }];

const Answer = ({ at, by }: { at: string | undefined; by?: string | undefined }) => {
  if (at) {
    return (
      <Status tone="done">
        d’accord, <When date={at} kind="datetime" />
      </Status>
    );
  }
  return by ? <Status tone="done">{by} s’en est porté garant</Status> : <Status tone="waiting">en attente</Status>;
};

const UnderWay = ({ change, standing }: { change: AddressChange; standing: Standing }) => {
  if (standing === 'applying') {
    return <Notice tone="info">Les deux adresses ont répondu : le changement se fait, dans la minute.</Notice>;
  }
  if (standing === 'refused') {
    return (
      <Notice tone="warning" title="Votre adresse n’a pas changé.">
        {change.after} a reçu un autre compte entre-temps : une adresse n’en ouvre qu’un.
      </Notice>
    );
  }
  if (standing !== 'waiting') return null;
  return (
    <Panel title="Changement en cours">
      <DefinitionList
        items={[
          {
            term: 'Nouvelle adresse',
            description: (
              <>
                {change.after}
                <br />
                <Answer at={change.newAt} />
              </>
            ),
          },
          {
            term: 'Adresse actuelle',
            description: (
              <>
                {change.before}
                <br />
                <Answer at={change.oldAt} by={change.vouchedBy} />
              </>
            ),
          },
          { term: 'Jusqu’au', description: <When date={change.expiresAt} kind="datetime" /> },
        ]}
      />
      {!change.oldAt && !change.vouchedBy && (
        <p class="soft">
          Vous ne lisez plus l’adresse actuelle ? Demandez à un référent de votre organisation, ou à l’opérateur du
          territoire, de se porter garant de vous à sa place.
        </p>
      )}
      <Form action="/connexion/adresse/annuler" once>
        <Button tone="quiet">Annuler ce changement</Button>
      </Form>
    </Panel>
  );
};

/** `code`: none when she has a password; else whether it was sent. */
export const ChangeAddressPage = (props: {
  chrome: Chrome;
  email: string;
  change: AddressChange | undefined;
  standing: Standing | undefined;
  code: 'to-send' | 'sent' | undefined;
  /** She also comes in with an account that she has elsewhere. */
  hasOwnProvider: boolean;
  typed?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  done?: string | undefined;
}) => (
  <Page
    title="Changer d’adresse"
    chrome={props.chrome}
    heading="Changer d’adresse de connexion"
    lead={`Vous vous connectez aujourd’hui avec ${props.email}. Un lien part aux deux adresses : chacune répond, dans l’ordre qui vous convient.`}
    breadcrumb={CRUMBS}
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <ErrorSummary errors={props.errors} />
    {props.change && props.standing && <UnderWay change={props.change} standing={props.standing} />}
    {props.standing !== 'applying' && (
      <Form action={props.code === 'to-send' ? '/connexion/adresse/code' : '/connexion/adresse'} once>
        <Field
          label="Votre nouvelle adresse e-mail"
          name="email"
          type="email"
          autocomplete="email"
          value={props.typed ?? ''}
          error={errorOf(props.errors, 'email')}
        />
        {props.code === undefined && (
          <PasswordField label="Votre mot de passe" name="password" error={errorOf(props.errors, 'password')} />
        )}
        {props.code === 'sent' && (
          <CodeField
            label="Code reçu par courriel"
            name="code"
            help={`Envoyé à ${props.email}.`}
            error={errorOf(props.errors, 'code')}
          />
        )}
        <Button>
          {props.code === 'to-send'
            ? 'Recevoir un code à l’adresse actuelle'
            : props.standing === 'waiting'
              ? 'Demander ce changement à la place'
              : 'Envoyer les deux liens'}
        </Button>
      </Form>
    )}
    <p class="soft">
      Vos abonnements aux lettres des communes ne changent pas : ils restent à l’adresse où vous les avez pris.
      L’adresse de <a href="/compte/fiche">votre fiche dans l’annuaire</a> non plus.
    </p>
    {props.hasOwnProvider && (
      <p class="soft">
        Le compte de votre organisation, avec lequel vous entrez aussi, garde sa propre adresse : c’est le service qui
        le tient qui en décide.
      </p>
    )}
  </Page>
);

const Agreed = ({ chrome, asked: { change, standing, side } }: { chrome: Chrome; asked: Asked }) => {
  if (standing === 'refused') {
    return (
      <Page title="Adresse déjà prise" chrome={chrome} heading="Cette adresse a reçu un autre compte">
        <p>Une adresse n’ouvre qu’un compte : rien n’a changé. Vous vous connectez comme avant.</p>
      </Page>
    );
  }
  const isMade = standing === 'done' || standing === 'applying';
  return (
    <Page
      title="C’est noté"
      chrome={chrome}
      heading={isMade ? 'Votre adresse de connexion change' : 'C’est noté : il reste l’autre adresse'}
    >
      {isMade ? (
        <>
          <Notice tone="success">
            Connectez-vous désormais avec {change.after}. Cela peut prendre une minute ; vos autres connexions se
            ferment.
          </Notice>
          <p>
            <a href="/connexion">Se connecter</a>
          </p>
          {side === 'old' && (
            <p class="soft">
              Ce n’est pas vous ? Prévenez tout de suite un référent de votre organisation : le journal garde ce qui
              s’est passé.
            </p>
          )}
        </>
      ) : (
        <p>
          {side === 'new'
            ? `L’adresse actuelle doit encore donner son accord, dans les ${CHANGE_HOURS} heures. Vous n’y avez plus accès ? Un référent de votre organisation peut se porter garant de vous.`
            : `La nouvelle adresse, ${change.after}, doit encore confirmer, dans les ${CHANGE_HOURS} heures.`}
        </p>
      )}
    </Page>
  );
};

/** Whether that mailbox has answered already, or has nothing left to answer. */
const hasAnswered = ({ change, side, standing }: Asked): boolean =>
  standing !== 'waiting' || (side === 'new' ? change.newAt : change.oldAt) !== undefined;

/** Where a link leads: mail programs open it by themselves, so that opening it does nothing. */
export const LinkPage = ({ chrome, asked, token }: { chrome: Chrome; asked: Asked; token: string }) => {
  if (hasAnswered(asked)) return <Agreed chrome={chrome} asked={asked} />;
  const { change, side } = asked;
  const action = `/connexion/adresse/${token}`;
  return side === 'new' ? (
    <Page title="Confirmer mon adresse" chrome={chrome} heading="Cette adresse est-elle la vôtre ?">
      <p>
        En confirmant, <b>{change.after}</b> ouvrira votre compte de Parvis, dès que l’adresse actuelle aura donné son
        accord.
      </p>
      <Form action={action} once>
        <Button>Confirmer : c’est mon adresse</Button>
      </Form>
    </Page>
  ) : (
    <Page title="Changer d’adresse" chrome={chrome} heading="Voulez-vous changer d’adresse de connexion ?">
      <p>
        En acceptant, vous vous connecterez avec <b>{change.after}</b> au lieu de <b>{change.before}</b>, qui n’ouvrira
        plus votre compte.
      </p>
      {change.vouchedBy && (
        <p>{change.vouchedBy} s’est porté garant de vous : il ne manque plus que la nouvelle adresse.</p>
      )}
      <Form action={action} once>
        <Toolbar>
          <Button name="reponse" value="oui">
            Accepter
          </Button>
          <Button tone="danger" name="reponse" value="non">
            Ce n’est pas moi : tout arrêter
          </Button>
        </Toolbar>
      </Form>
    </Page>
  );
};

export const RefusedPage = ({ chrome }: { chrome: Chrome }) => (
  <Page title="C’est arrêté" chrome={chrome} heading="C’est arrêté : votre adresse ne change pas">
    <p>
      Quelqu’un connaît sans doute votre mot de passe. <a href="/connexion/oubli">Changez-le maintenant</a> : toutes vos
      connexions seront fermées. Puis prévenez un référent de votre organisation.
    </p>
  </Page>
);
