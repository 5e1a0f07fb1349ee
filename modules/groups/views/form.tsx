/** What a group is: the form that opens it, and its settings. */
import type { FieldError } from '../../../platform/problems.ts';
import type { Typed } from '../../../platform/http/route.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  RadioCards,
  Section,
  TextArea,
  Toolbar,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type Group, GROUP_ACCESS, GROUP_KINDS } from '../schema.ts';
import { ACCESS_TEXTS, KIND_TEXTS } from '../texts.ts';

interface Common {
  chrome: Chrome;
  typed: Typed;
  errors?: readonly FieldError[] | undefined;
}

const GroupFields = ({ typed, errors }: Pick<Common, 'typed' | 'errors'>) => (
  <>
    <Field
      name="name"
      label="Nom du groupe"
      help="Par exemple : Voirie du bassin de l’Albret."
      value={typed.name}
      error={errorOf(errors, 'name')}
    />
    <TextArea
      name="purpose"
      label="À quoi il sert"
      help="Une ou deux phrases, pour que chacun sache s’il doit y entrer."
      rows={3}
      value={typed.purpose}
      error={errorOf(errors, 'purpose')}
    />
    <RadioCards
      name="kind"
      label="Quelle sorte de groupe ?"
      value={typed.kind}
      error={errorOf(errors, 'kind')}
      options={GROUP_KINDS.map((value) => ({
        value,
        title: KIND_TEXTS[value].name,
        explanation: KIND_TEXTS[value].explanation,
      }))}
    />
    <RadioCards
      name="access"
      label="Comment y entre-t-on ?"
      value={typed.access}
      error={errorOf(errors, 'access')}
      options={GROUP_ACCESS.map((value) => ({
        value,
        title: ACCESS_TEXTS[value].name,
        explanation: ACCESS_TEXTS[value].explanation,
      }))}
    />
  </>
);

export const NewGroupPage = ({ chrome, typed, errors, id }: Common & { id: string }) => (
  <Page
    title="Ouvrir un groupe"
    chrome={chrome}
    breadcrumb={[{ href: '/groupes', label: 'Groupes' }]}
    lead="Vous en serez l’animateur : vous y invitez qui vous voulez, et vous pourrez passer la main."
    scripts={['once']}
  >
    <ErrorSummary errors={errors} />
    <Form action="/groupes">
      <input type="hidden" name="id" value={id} />
      <GroupFields typed={typed} errors={errors} />
      <Button>Ouvrir le groupe</Button>
    </Form>
  </Page>
);

const readers = (members: number): string =>
  members > 1 ? `Ses ${plural(members, 'membre')} pourront` : 'Vous, son seul membre, pourrez';

/** What archiving and reopening do, and to whom. */
const Life = ({ group: { id, state, memberCount } }: { group: Group }) =>
  state === 'active' ? (
    <Section title="Archiver le groupe">
      <p>
        {`${readers(memberCount)} encore le lire. Plus personne ne pourra y entrer ni y publier, et il ne sera plus proposé dans le réseau. Vous pourrez le rouvrir.`}
      </p>
      <Form action={`/groupes/${id}/archiver`}>
        <Button tone="danger">Archiver le groupe</Button>
      </Form>
    </Section>
  ) : (
    <Section title="Rouvrir le groupe">
      <p>{`${readers(memberCount)} de nouveau y publier.`}</p>
      <Form action={`/groupes/${id}/rouvrir`}>
        <Button>Rouvrir le groupe</Button>
      </Form>
    </Section>
  );

export const SettingsPage = ({ chrome, typed, errors, group }: Common & { group: Group }) => (
  <Page
    title="Réglages du groupe"
    chrome={chrome}
    breadcrumb={[
      { href: '/groupes', label: 'Groupes' },
      { href: `/groupes/${group.id}`, label: group.name },
    ]}
    scripts={['once']}
  >
    <ErrorSummary errors={errors} />
    {group.state === 'active' && (
      <Form action={`/groupes/${group.id}/reglages`}>
        <input type="hidden" name="version" value={typed.version ?? String(group.version)} />
        <GroupFields typed={typed} errors={errors} />
        <Toolbar>
          <Button>Enregistrer</Button>
          <ButtonLink href={`/groupes/${group.id}`} tone="quiet">
            Ne rien changer
          </ButtonLink>
        </Toolbar>
      </Form>
    )}
    <Life group={group} />
  </Page>
);
