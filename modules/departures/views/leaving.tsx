/** What leaving means, said before it is done: to the référent, and to the operator. */
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Section,
  TextArea,
  Toolbar,
} from '../../../web/components/index.ts';
import { de, formatDate, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import { MOST_COUNTED, type ToLeave } from '../service.ts';
import { TEXTS } from '../texts.ts';

interface LeavingProps {
  chrome: Chrome;
  toLeave: ToLeave;
  /** Where it is posted, and where one goes back to. */
  action: string;
  back: { href: string; label: string };
  isOperator: boolean;
  typed: Readonly<Record<string, string>>;
  errors?: readonly FieldError[] | undefined;
}

const groupsSaid = (groups: readonly string[]): string =>
  groups.length === 0
    ? 'les groupes'
    : `${plural(groups.length, 'groupe')} (${groups.slice(0, 5).join(', ')}${groups.length > 5 ? '…' : ''})`;

const publicationsSaid = (publications: number | undefined): string => {
  if (publications === undefined) return 'Toutes ses publications';
  if (publications === 0) return 'Aucune publication';
  return publications >= MOST_COUNTED ? `Plus de ${MOST_COUNTED} publications` : plural(publications, 'publication');
};

const What = ({ toLeave, isOperator }: Pick<LeavingProps, 'toLeave' | 'isOperator'>) => {
  const { reached, until } = toLeave;
  const { members, publications, groups, readers } = reached;
  return (
    <>
      <Section title="Qui est concerné">
        <ul>
          <li>
            <b>{members === undefined ? 'Tous ses membres' : plural(members, 'membre')}</b>{' '}
            {members === 1 ? 'perd' : 'perdent'} l’accès dès maintenant, et {members === 1 ? 'reçoit' : 'reçoivent'} la
            raison par courriel. Leurs comptes restent ouverts pour leurs autres organisations.
          </li>
          <li>
            <b>{readers === 0 ? 'Aucun abonné' : plural(readers, 'abonné')}</b>
            {readers === 0
              ? ' n’est à prévenir.'
              : ` ${readers === 1 ? 'est prévenu et retiré' : 'sont prévenus et retirés'} de ses lettres, définitivement.`}
          </li>
          <li>
            <b>{publicationsSaid(publications)}</b> ne se{' '}
            {publications !== undefined && publications < 2 ? 'lira' : 'liront'} plus : ni sur sa page publique, ni dans
            le réseau, ni dans {groups === undefined ? 'les groupes' : groupsSaid(groups)}. Les actes déjà publiés
            restent en ligne jusqu’à la fin du délai, comme la loi le demande.
          </li>
          <li>Les invitations en attente et les demandes pour la rejoindre ne valent plus.</li>
        </ul>
      </Section>
      <Section title="Ensuite">
        <ul>
          <li>
            Une copie complète des données se prépare toute seule. Un lien pour la télécharger, valable sept jours, est
            envoyé {isOperator ? 'à ses référents et à vous' : 'à vous et aux autres référents'}.
          </li>
          <li>
            Jusqu’au <b>{formatDate(until)}</b>, {isOperator ? 'vous pouvez' : 'l’opérateur du territoire peut'} tout
            rétablir : membres, publications, documents. Les abonnés, non : chacun s’abonnera de nouveau s’il le
            souhaite.
          </li>
          <li>Passé ce jour, tout est effacé, et la ligne du registre redevient libre.</li>
        </ul>
      </Section>
    </>
  );
};

export const LeavingPage = (props: LeavingProps) => {
  const { toLeave, typed, errors } = props;
  const { profile, life, isHeld } = toLeave;
  return (
    <Page
      title={`Quitter le territoire : ${profile.name}`}
      chrome={props.chrome}
      heading={props.isOperator ? `Faire quitter le territoire à ${profile.name}` : 'Quitter le territoire'}
      lead={`L’espace ${de(profile.name)} ferme, et ses données sont effacées après un délai.`}
      breadcrumb={[props.back]}
    >
      <ErrorSummary errors={errors} />
      <What toLeave={toLeave} isOperator={props.isOperator} />
      {isHeld ? (
        <Notice tone="warning" title="À faire d’abord">
          {TEXTS.hasProvider}
        </Notice>
      ) : (
        <Section title="Confirmer">
          <Form action={props.action} once>
            <input type="hidden" name="version" value={typed.version ?? String(life.version)} />
            <TextArea
              label="La raison"
              name="reason"
              rows={3}
              help="Elle est envoyée telle quelle aux membres."
              value={typed.reason}
              error={errorOf(errors, 'reason')}
            />
            <Field
              label={`Le nom de l’organisation : ${profile.name}`}
              name="name"
              help="Écrivez-le en entier, pour être sûr que c’est bien celle-ci."
              autocomplete="off"
              value={typed.name}
              error={errorOf(errors, 'name')}
            />
            <Toolbar>
              <Button tone="danger">
                {props.isOperator ? 'Faire quitter le territoire' : 'Quitter le territoire'}
              </Button>
              <ButtonLink href={props.back.href} tone="quiet">
                Ne rien changer
              </ButtonLink>
            </Toolbar>
          </Form>
        </Section>
      )}
    </Page>
  );
};

/** To the référent, who has no way in any more. */
export const LeftPage = (props: { chrome: Chrome; name: string; until: string; email: string }) => (
  <Page
    title={`${props.name} a quitté le territoire`}
    chrome={props.chrome}
    heading={`${props.name} a quitté le territoire`}
    lead="Son espace est fermé. Ses membres et ses abonnés sont prévenus par courriel."
  >
    <ul>
      <li>
        La copie de toutes les données se prépare : le lien arrive à <b>{props.email}</b>, et sert sept jours.
      </li>
      <li>
        Jusqu’au {formatDate(props.until)}, l’opérateur du territoire peut tout rétablir. Ensuite, tout est effacé.
      </li>
      <li>Votre compte reste ouvert.</li>
    </ul>
    <p>
      <ButtonLink href="/compte/donnees" tone="plain">
        Voir mes données
      </ButtonLink>
    </p>
  </Page>
);
