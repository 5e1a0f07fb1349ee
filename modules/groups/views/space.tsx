/** A group's own space, and its door for those who are not in it. */
import type { Child } from 'hono/jsx';
import {
  Button,
  ButtonLink,
  Columns,
  Form,
  Kind,
  Notice,
  Panel,
  Row,
  Rows,
  Section,
  Status,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Doorstep } from '../service/belonging.ts';
import type { Group, GroupMember, PersonOfOrganisation } from '../schema.ts';
import { ACCESS_TEXTS, KIND_TEXTS, STANDING_TEXTS } from '../texts.ts';

const CRUMBS = [{ href: '/groupes', label: 'Groupes' }] as const;

type Described = Pick<Group, 'kind' | 'access' | 'memberCount' | 'organisationName'>;

const About = ({ group }: { group: Described }) => (
  <Kind>
    <span>{KIND_TEXTS[group.kind].name}</span>
    <span>{ACCESS_TEXTS[group.access].name}</span>
    <span>{plural(group.memberCount, 'membre')}</span>
    <span>{`Ouvert par ${group.organisationName}`}</span>
  </Kind>
);

/** Typed by a facilitator: its line ends are kept. */
const Purpose = ({ text }: { text: string }) => (
  <div class="prose">
    {text
      .split('\n')
      .filter(Boolean)
      .map((line) => (
        <p>{line}</p>
      ))}
  </div>
);

export const personTitle = ({ firstName, lastName }: Pick<PersonOfOrganisation, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim();

/** People of a group, each with her organisation. */
export const MemberRows = (props: {
  members: readonly GroupMember[];
  /** What may be done with each, for a facilitator. */
  end?: (member: GroupMember) => Child;
}) => (
  <Rows>
    {props.members.map((member) => (
      <Row
        icon="person"
        title={personTitle(member)}
        detail={
          member.standing === 'facilitator'
            ? `${member.organisationName} · ${STANDING_TEXTS.facilitator.name}`
            : member.organisationName
        }
        end={props.end?.(member)}
      />
    ))}
  </Rows>
);

export interface SpaceProps {
  chrome: Chrome;
  group: Group;
  facilitators: readonly PersonOfOrganisation[];
  /** What it shares. */
  shelf: Child;
  mayPublish: boolean;
  isFacilitator: boolean;
  mayTakeOver: boolean;
  done: string | undefined;
}

const Waiting = ({ group: { id, requestCount } }: { group: Group }) => (
  <Panel title="Ce qui vous attend" tone="todo">
    <p>{`${plural(requestCount, 'demande')} pour entrer dans le groupe.`}</p>
    <Toolbar>
      <ButtonLink href={`/groupes/${id}/membres`} tone="plain">
        Répondre
      </ButtonLink>
    </Toolbar>
  </Panel>
);

const TakeOver = ({ id }: { id: string }) => (
  <Notice tone="warning" title="Plus personne n’anime ce groupe">
    <p>Ses animateurs ont quitté leur organisation. Vous pouvez prendre leur place.</p>
    <Form action={`/groupes/${id}/animer`}>
      <Button tone="plain">Animer ce groupe</Button>
    </Form>
  </Notice>
);

const Aside = ({ group, facilitators, isFacilitator }: SpaceProps) => (
  <>
    <Section title={facilitators.length > 1 ? 'Animateurs' : 'Animateur'}>
      {facilitators.length > 0 ? (
        <Rows>
          {facilitators.map((person) => (
            <Row icon="person" title={personTitle(person)} detail={person.organisationName} />
          ))}
        </Rows>
      ) : (
        <p class="soft">Personne pour l’instant.</p>
      )}
    </Section>
    <Panel title="Dans ce groupe" tone="soft">
      <Rows bare>
        <Row icon="people" href={`/groupes/${group.id}/membres`} title={plural(group.memberCount, 'membre')} />
        {isFacilitator && group.state === 'active' && (
          <Row icon="mail" href={`/groupes/${group.id}/invitations`} title="Inviter" />
        )}
        {isFacilitator && <Row icon="pencil" href={`/groupes/${group.id}/reglages`} title="Réglages" />}
        <Row icon="logout" href={`/groupes/${group.id}/quitter`} title="Quitter le groupe" />
      </Rows>
    </Panel>
  </>
);

/** The space, for its members. */
export const SpacePage = (props: SpaceProps) => {
  const { group, isFacilitator } = props;
  return (
    <Page
      title={group.name}
      chrome={props.chrome}
      breadcrumb={CRUMBS}
      action={props.mayPublish && <ButtonLink href={`/publier?groupe=${group.id}`}>Publier dans le groupe</ButtonLink>}
      wide
    >
      <div class="stack">
        {props.done && <Notice tone="success">{props.done}</Notice>}
        {group.archivedAt && (
          <Notice tone="info" title="Ce groupe est archivé">
            <p>
              Depuis le <When date={group.archivedAt} />. Ses membres peuvent le lire ; rien de nouveau ne s’y ajoute.
            </p>
          </Notice>
        )}
        {props.mayTakeOver && <TakeOver id={group.id} />}
        {isFacilitator && group.state === 'active' && group.requestCount > 0 && <Waiting group={group} />}
        <Columns aside={<Aside {...props} />}>
          <About group={group} />
          <Purpose text={group.purpose} />
          {props.shelf}
        </Columns>
      </div>
    </Page>
  );
};

/** What the référent answers for her organisation. */
const Answer = ({ id }: { id: string }) => (
  <Form action={`/groupes/${id}/organisation`}>
    <Toolbar>
      <Button name="answer" value="accept">
        Accepter pour mon organisation
      </Button>
      <Button name="answer" value="decline" tone="plain">
        Décliner
      </Button>
    </Toolbar>
  </Form>
);

const OfferedNotice = (props: { door: Doorstep; organisation: string; isReferent: boolean }) => {
  const { offered, group } = props.door;
  if (!offered) return null;
  if (offered.state === 'accepted') {
    return (
      <Notice tone="info" title={`${props.organisation} est invitée dans ce groupe`}>
        <p>{props.isReferent ? 'Vos membres peuvent y entrer.' : 'Vous pouvez y entrer.'}</p>
        {props.isReferent && (
          <Form action={`/groupes/${group.id}/organisation`}>
            <Button name="answer" value="decline" tone="quiet">
              Ne plus laisser entrer mon organisation
            </Button>
          </Form>
        )}
      </Notice>
    );
  }
  return (
    <Notice tone="info" title={`${props.organisation} est invitée dans ce groupe`}>
      <p>
        {`Invitation de ${offered.invitedBy}. `}
        {props.isReferent
          ? 'Si vous acceptez, chacun de vos membres pourra y entrer.'
          : 'Votre référent n’a pas encore répondu.'}
      </p>
      {props.isReferent && <Answer id={group.id} />}
    </Notice>
  );
};

const Enter = ({ door }: { door: Doorstep }) => {
  const { id } = door.group;
  const isInvited = door.invitations.length > 0;
  if (door.may === 'enter') {
    return (
      <Toolbar>
        <Form action={`/groupes/${id}/entrer`}>
          <Button>Entrer dans le groupe</Button>
        </Form>
        {isInvited && (
          <Form action={`/groupes/${id}/decliner`}>
            <Button tone="plain">Décliner l’invitation</Button>
          </Form>
        )}
      </Toolbar>
    );
  }
  if (door.asked) {
    return (
      <Notice tone="info" title="Votre demande est envoyée">
        <p>
          Elle est partie le <When date={door.asked.askedAt} kind="datetime" />. Un courriel vous dira la réponse des
          animateurs.
        </p>
        <Form action={`/groupes/${id}/demande/annuler`}>
          <Button tone="quiet">Annuler ma demande</Button>
        </Form>
      </Notice>
    );
  }
  if (door.may === 'shut') return <Status tone="waiting">Ouvert aux personnes invitées</Status>;
  return (
    <>
      <p>Vos nom, prénom et organisation seront montrés aux animateurs, qui vous répondront.</p>
      <Form action={`/groupes/${id}/demande`}>
        <Button>Demander à entrer</Button>
      </Form>
    </>
  );
};

/** The door of a group, for those who are not in it. */
export const DoorPage = (props: {
  chrome: Chrome;
  door: Doorstep;
  organisation: string;
  isReferent: boolean;
  done: string | undefined;
}) => {
  const { door } = props;
  const [invitation] = door.invitations;
  return (
    <Page title={door.group.name} chrome={props.chrome} breadcrumb={CRUMBS} scripts={['once']}>
      <div class="stack">
        {props.done && <Notice tone="success">{props.done}</Notice>}
        <About group={door.group} />
        <Purpose text={door.group.purpose} />
        {invitation && (
          <Notice tone="info" title="Une invitation pour vous">
            <p>
              {`Invitation de ${invitation.invitedBy}, le `}
              <When date={invitation.invitedAt} />.
            </p>
          </Notice>
        )}
        <OfferedNotice {...props} />
        <Enter door={door} />
      </div>
    </Page>
  );
};

/** What leaving does, before it does. */
export const LeavePage = (props: { chrome: Chrome; group: Group; problem: string | undefined }) => (
  <Page
    title="Quitter le groupe ?"
    chrome={props.chrome}
    breadcrumb={[...CRUMBS, { href: `/groupes/${props.group.id}`, label: props.group.name }]}
  >
    <Panel>
      <div class="stack">
        <p>
          <b>{props.group.name}</b>
        </p>
        {props.problem ? (
          <Notice tone="warning">
            <p>{props.problem}</p>
            <ul>
              <li>
                <a href={`/groupes/${props.group.id}/membres`}>Nommer un autre animateur parmi les membres</a>
              </li>
              <li>
                <a href={`/groupes/${props.group.id}/reglages`}>Archiver le groupe</a>
              </li>
            </ul>
          </Notice>
        ) : (
          <p>
            Vous n’y aurez plus accès dès la page suivante. Ce que vous y avez publié reste au groupe et à votre
            organisation.
          </p>
        )}
        <Toolbar>
          {!props.problem && (
            <Form action={`/groupes/${props.group.id}/quitter`}>
              <Button tone="danger">Quitter le groupe</Button>
            </Form>
          )}
          <ButtonLink href={`/groupes/${props.group.id}`} tone="quiet">
            Y rester
          </ButtonLink>
        </Toolbar>
      </div>
    </Panel>
  </Page>
);
