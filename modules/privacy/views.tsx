/** What is kept of somebody and why; copies to fetch; closing an account. */
import type { Departing } from '../organisations/index.ts';
import {
  Button,
  ButtonLink,
  type Column,
  Empty,
  FileSize,
  Form,
  Notice,
  Section,
  Status,
  Table,
  When,
} from '../../web/components/index.ts';
import { plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import { isFetchable, isUnderWay } from './service.ts';
import type { DataRequest } from './store.ts';

interface CopiesShown {
  copies: readonly DataRequest[];
  /** Where files are: `<path>/<id>/<part>`. */
  path: string;
  now: Date;
}

const Files = ({ copy, path, now }: { copy: DataRequest; path: string; now: Date }) => {
  if (!isFetchable(copy, now)) return <>{copy.state === 'ready' ? 'Effacés' : 'Vous recevrez un courriel'}</>;
  return (
    <>
      {copy.parts.map(({ size }, at) => (
        <>
          <a href={`${path}/${copy.id}/${at + 1}`}>
            {copy.parts.length > 1 ? `Fichier ${at + 1} sur ${copy.parts.length}` : 'Télécharger'}
          </a>{' '}
          (<FileSize bytes={size} type="ZIP" />){' '}
        </>
      ))}
    </>
  );
};

const State = ({ copy, now }: { copy: DataRequest; now: Date }) => {
  if (isFetchable(copy, now))
    return (
      <>
        <Status tone="done">Prête</Status> jusqu’au <When date={copy.expiresAt ?? copy.createdAt} />
      </>
    );
  if (copy.state === 'ready') return <Status tone="refused">Passée</Status>;
  return isUnderWay(copy, now) ? (
    <Status tone="waiting">En préparation</Status>
  ) : (
    <Status tone="refused">Perdue</Status>
  );
};

export const CopiesTable = ({ copies, path, now }: CopiesShown) => {
  const columns: readonly Column<DataRequest>[] = [
    { label: 'Demandée', cell: ({ createdAt }) => <When date={createdAt} kind="datetime" /> },
    { label: 'Par', cell: ({ name }) => name },
    { label: 'État', cell: (copy) => <State copy={copy} now={now} /> },
    { label: 'Fichiers', cell: (copy) => <Files copy={copy} path={path} now={now} /> },
  ];
  return <Table caption="Copies demandées" hideCaption columns={columns} rows={copies} />;
};

const Copies = (props: CopiesShown) => (
  <Section title="Copies demandées" id="copies">
    {props.copies.length === 0 ? <Empty title="Aucune copie demandée pour l’instant" /> : <CopiesTable {...props} />}
  </Section>
);

const Ask = ({ action, id, copies, now, children }: CopiesShown & { action: string; id: string; children: string }) =>
  copies.some((copy) => isUnderWay(copy, now)) ? (
    <p>Une copie est en préparation.</p>
  ) : (
    <Form action={action}>
      <input type="hidden" name="id" value={id} />
      <Button>{children}</Button>
    </Form>
  );

const Asked = ({ done }: { done: boolean }) =>
  done ? (
    <Notice tone="success">
      La copie se prépare. Vous recevrez un courriel quand elle sera prête : quelques minutes en général.
    </Notice>
  ) : null;

/** The référent's: everything that her organisation has. */
export const OrganisationCopyPage = (props: CopiesShown & { chrome: Chrome; id: string; done: boolean }) => (
  <Page
    title="Copie des données"
    heading="Copie des données de l’organisation"
    lead="Tout ce que votre organisation a mis dans Parvis, dans des fichiers que vous gardez."
    chrome={props.chrome}
    breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
    wide
  >
    <Asked done={props.done} />
    <p>
      La copie contient les publications et les brouillons, les documents eux-mêmes, les membres et leurs rôles, les
      invitations, les listes (sans l’adresse des abonnés) et le journal. Elle reste à votre disposition sept jours ;
      seuls les référents peuvent l’ouvrir, et le journal le note.
    </p>
    <Ask {...props} action="/organisation/copie">
      Demander une copie
    </Ask>
    <Copies {...props} />
  </Page>
);

interface Kept {
  what: string;
  why: string;
  long: string;
}

const KEPT: readonly Kept[] = [
  { what: 'Votre nom, votre adresse', why: 'Vous reconnaître et vous écrire', long: 'Tant que le compte existe' },
  {
    what: 'Vos organisations, votre rôle, votre fonction',
    why: 'Savoir ce que vous pouvez faire, et à qui s’adresser',
    long: 'Tant que vous en êtes membre',
  },
  {
    what: 'Ce qui vérifie le code de votre téléphone et vos codes de secours, chiffré',
    why: 'La double vérification, si vous l’avez mise en place',
    long: 'Tant qu’elle est en place',
  },
  { what: 'Vos connexions ouvertes', why: 'Vous laisser les fermer', long: '60 jours au plus' },
  {
    what: 'Ce que vous écrivez et déposez',
    why: 'C’est le travail de votre organisation, qui en est responsable',
    long: 'Aussi longtemps que votre organisation le garde ; sans votre nom une fois le compte fermé',
  },
  {
    what: 'Le journal : ce que vous faites, et le début de l’adresse de votre réseau',
    why: 'Comprendre un incident, prouver qui a fait quoi',
    long: 'Un an, même si le compte est fermé',
  },
  { what: 'Les courriels que Parvis vous envoie', why: 'Les remettre', long: 'Trois jours' },
];

const KEPT_COLUMNS: readonly Column<Kept>[] = [
  { label: 'Quoi', cell: ({ what }) => what },
  { label: 'Pourquoi', cell: ({ why }) => why },
  { label: 'Combien de temps', cell: ({ long }) => long },
];

/** A person's own. */
export const OwnDataPage = (props: CopiesShown & { chrome: Chrome; id: string; done: boolean }) => (
  <Page
    title="Mes données"
    heading="Mes données"
    lead="Ce que Parvis garde de vous, pourquoi, et ce que vous pouvez en faire."
    chrome={props.chrome}
    breadcrumb={[{ href: '/compte', label: 'Mon compte' }]}
    wide
  >
    <Asked done={props.done} />
    <Table caption="Ce que Parvis garde de vous" hideCaption columns={KEPT_COLUMNS} rows={KEPT} />
    <Section title="En avoir une copie">
      <p>Tout ce qui porte votre nom, et les documents que vous avez déposés, dans un fichier.</p>
      <Ask {...props} action="/compte/donnees/copie">
        Demander une copie de mes données
      </Ask>
    </Section>
    <Copies {...props} />
    <Section title="Fermer mon compte">
      <p>Votre accès et vos données sont effacés ; ce que vous avez publié reste à vos organisations.</p>
      <ButtonLink href="/compte/donnees/fermer" tone="plain">
        Voir ce que fermer veut dire
      </ButtonLink>
    </Section>
  </Page>
);

/** What closing means: nothing is done yet. */
export const CloseAccountPage = (props: {
  chrome: Chrome;
  id: string;
  departures: readonly Departing[];
  groups: readonly string[];
  inTheWay: readonly string[];
}) => (
  <Page
    title="Fermer mon compte"
    heading="Fermer mon compte"
    chrome={props.chrome}
    breadcrumb={[
      { href: '/compte', label: 'Mon compte' },
      { href: '/compte/donnees', label: 'Mes données' },
    ]}
  >
    {props.inTheWay.length > 0 ? (
      <>
        <Notice tone="warning" title="Confiez d’abord votre rôle à quelqu’un">
          Vous êtes seul responsable de : {props.inTheWay.join(', ')}.
        </Notice>
        <p>
          Nommez un autre référent, puis revenez ici. <a href="/organisation">Voir les membres</a>
        </p>
      </>
    ) : (
      <>
        <p>
          {props.departures.length === 0
            ? 'Vous n’êtes membre d’aucune organisation.'
            : `Vous quittez ${plural(props.departures.length, 'organisation')} : ${props.departures.map(({ organisation }) => organisation).join(', ')}. ${props.departures.length === 1 ? 'Ses membres ne vous verront plus dans l’annuaire' : 'Leurs membres ne vous verront plus dans l’annuaire'}.`}
        </p>
        {props.groups.length > 0 && (
          <p>
            Vous quittez {plural(props.groups.length, 'groupe')} : {props.groups.join(', ')}.
          </p>
        )}
        <ul>
          <li>Toutes vos connexions se ferment, et votre mot de passe est effacé.</li>
          <li>Vos publications et vos documents restent à vos organisations, sans votre nom.</li>
          {props.departures.map(({ organisation, successor }) =>
            successor === undefined ? null : (
              <li>
                {organisation} : vos brouillons reviennent à {successor}.
              </li>
            ),
          )}
          <li>Jetez avant les brouillons que vous ne voulez pas laisser.</li>
          <li>Le journal garde votre nom un an au plus : la loi le permet, pour pouvoir prouver qui a fait quoi.</li>
        </ul>
        <p>
          <b>Un compte fermé ne se rouvre pas.</b> Vous pourrez être invité de nouveau, avec un compte neuf. Pensez à{' '}
          <a href="/compte/donnees">demander une copie</a> avant.
        </p>
        <Form action="/compte/donnees/fermer">
          <input type="hidden" name="id" value={props.id} />
          <Button tone="danger">Fermer mon compte définitivement</Button>
        </Form>
      </>
    )}
  </Page>
);
