/** The référent's page of one member: her role, and the way out. */
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Form,
  Section,
  Select,
  When,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { ROLES } from '../../../platform/actor.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { MemberLine } from '../store/member.ts';
import { ROLE_TEXTS } from '../texts.ts';

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_TEXTS[role].name }));

export const MemberPage = (props: {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
  member: MemberLine;
  organisation: string;
  isSelf: boolean;
}) => {
  const { member } = props;
  const name = `${member.firstName} ${member.lastName}`;
  return (
    <Page
      title={name}
      chrome={props.chrome}
      heading={name}
      breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
    >
      <ErrorSummary errors={props.errors} />
      <p class="soft">
        {[member.position, member.email].filter(Boolean).join(' · ')} · membre depuis le{' '}
        <When date={member.since} kind="date" />
      </p>
      {props.isSelf ? (
        <p>
          <a href="/compte/fiche">Ma fiche dans l’annuaire</a>
        </p>
      ) : (
        <>
          <p>
            <a href={`/organisation/membres/${member.person}/fiche`}>Sa fiche dans l’annuaire</a>
          </p>
          <p>
            <a href={`/organisation/membres/${member.person}/compte`}>Sa messagerie ou son téléphone est perdu</a>
          </p>
        </>
      )}
      <Section title={props.isSelf ? 'Votre rôle' : 'Son rôle'}>
        <Form action={`/organisation/membres/${member.person}/role`} once>
          <input type="hidden" name="version" value={String(member.version)} />
          <Select
            label="Rôle"
            name="role"
            help={
              props.isSelf ? 'Le changement vaut à votre prochain clic.' : 'Le changement vaut à son prochain clic.'
            }
            options={ROLE_OPTIONS}
            value={member.role}
            width="medium"
            error={errorOf(props.errors, 'role')}
          />
          <Button>Changer le rôle</Button>
        </Form>
      </Section>
      <Section title={props.isSelf ? 'Quitter l’organisation' : 'Retirer de l’organisation'}>
        <ButtonLink href={`/organisation/membres/${member.person}/retirer`} tone="danger">
          {props.isSelf ? `Quitter ${props.organisation}` : `Retirer ${name}`}
        </ButtonLink>
      </Section>
    </Page>
  );
};
