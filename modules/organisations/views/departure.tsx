/** Somebody leaves: what will happen, and who goes on. */
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Form,
  Panel,
  Select,
  Toolbar,
} from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import type { MemberLine } from '../store/member.ts';
import { ROLE_TEXTS } from '../texts.ts';

export const DeparturePage = (props: {
  chrome: Chrome;
  errors?: readonly FieldError[] | undefined;
  member: MemberLine;
  isSelf: boolean;
  /** She looks after the members: the pages around this one are hers. */
  mayManage: boolean;
  organisation: string;
  successors: readonly MemberLine[];
}) => {
  const { member, isSelf, successors, errors } = props;
  const name = `${member.firstName} ${member.lastName}`;
  const heading = isSelf ? `Quitter ${props.organisation} ?` : `Retirer ${name} ?`;
  const back = props.mayManage ? `/organisation/membres/${member.person}` : '/compte';
  return (
    <Page
      title={heading}
      chrome={props.chrome}
      breadcrumb={[
        props.mayManage ? { href: '/organisation', label: 'Mon organisation' } : { href: back, label: 'Mon compte' },
      ]}
      scripts={['once']}
    >
      <ErrorSummary errors={errors} />
      <Panel>
        <div class="stack">
          <p>
            {isSelf ? 'Vous n’aurez' : `${name} n’aura`} plus accès à {props.organisation} dès la page suivante. Ce qui
            a été publié et les documents restent à l’organisation. Une nouvelle invitation suffit pour revenir.
          </p>
          <Form action={`/organisation/membres/${member.person}/retirer`} once>
            {successors.length > 0 && (
              <Select
                label={isSelf ? 'Qui reprend vos brouillons ?' : 'Qui reprend ses brouillons ?'}
                help="Ce qui n’est pas encore publié ou attend d’être validé passe à son nom, comme les services et les groupes dont plus personne ne s’occuperait."
                name="to"
                options={successors.map((one) => ({
                  value: one.person,
                  label: `${one.firstName} ${one.lastName}, ${ROLE_TEXTS[one.role].name.toLowerCase()}`,
                }))}
                value={successors[0]?.person}
                error={errorOf(errors, 'to')}
              />
            )}
            <Toolbar>
              <Button tone="danger">{isSelf ? 'Quitter' : `Retirer ${name}`}</Button>
              <ButtonLink href={back} tone="quiet">
                {isSelf ? 'Rester' : 'Ne pas retirer'}
              </ButtonLink>
            </Toolbar>
          </Form>
        </div>
      </Panel>
    </Page>
  );
};
