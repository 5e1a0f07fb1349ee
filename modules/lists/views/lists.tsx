/** The référent's lists: how many readers, what they will receive, the address to share. */
import {
  Button,
  ButtonLink,
  Empty,
  Form,
  Notice,
  Pager,
  Panel,
  Row,
  Rows,
  When,
} from '../../../web/components/index.ts';
import { plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { NextLetter } from '../service/letter.ts';
import type { List, Reader } from '../store/list.ts';

const LISTS = [{ href: '/listes', label: 'Listes' }];

export const ListsPage = (props: { chrome: Chrome; lists: readonly List[]; next: NextLetter; shareUrl: string }) => (
  <Page
    title="Listes"
    heading="Listes"
    lead="Ce que vous publiez pour tout le monde part aux abonnés, le matin à 7 h."
    chrome={props.chrome}
  >
    {props.lists.length === 0 ? (
      <Empty title="La liste se prépare">
        Elle s’ouvre d’elle-même dans la minute qui suit l’inscription de votre organisation.
      </Empty>
    ) : (
      <Rows>
        {props.lists.map(({ id, name, readers }) => (
          <Row
            icon="mail"
            href={`/listes/${id}`}
            title={name}
            detail={readers === 0 ? 'Aucun abonné pour l’instant' : plural(readers, 'abonné')}
          />
        ))}
      </Rows>
    )}
    <Panel title="La prochaine lettre">
      {props.next.cards.length === 0 ? (
        <p>Rien de nouveau à envoyer pour l’instant : sans nouveauté, aucune lettre ne part.</p>
      ) : (
        <>
          <p>
            {plural(props.next.cards.length, 'publication')} à envoyer. Départ :{' '}
            <When date={props.next.at} kind="datetime" />.
          </p>
          <p>
            <ButtonLink href="/listes/apercu" tone="plain">
              Voir l’aperçu
            </ButtonLink>
          </p>
        </>
      )}
    </Panel>
    <Panel title="Faire connaître la lettre" tone="soft">
      <p>Donnez cette adresse : on s’y abonne sans compte, en laissant son courriel.</p>
      <p>
        <a href={props.shareUrl}>{props.shareUrl}</a>
      </p>
    </Panel>
  </Page>
);

export const ReadersPage = (props: {
  chrome: Chrome;
  list: List;
  readers: readonly Reader[];
  next: string | undefined;
  isRemoved: boolean;
}) => (
  <Page
    title={props.list.name}
    heading={props.list.name}
    lead={props.list.readers === 0 ? undefined : plural(props.list.readers, 'abonné')}
    chrome={props.chrome}
    breadcrumb={LISTS}
  >
    {props.isRemoved && <Notice tone="success">C’est fait : cette personne ne recevra plus cette lettre.</Notice>}
    {props.readers.length === 0 && props.next === undefined ? (
      <Empty
        title="Aucun abonné pour l’instant"
        action={<ButtonLink href="/listes">Voir l’adresse à partager</ButtonLink>}
      >
        Les habitants s’abonnent sur votre page publique. Leur adresse entière n’est montrée à personne.
      </Empty>
    ) : (
      <Rows>
        {props.readers.map(({ key, masked, since }) => (
          <Row
            icon="person"
            title={masked}
            detail={
              <>
                A donné son accord le <When date={since} kind="datetime" />
              </>
            }
            end={
              <a href={`/listes/${props.list.id}/abonnes/${key}/retirer`}>
                Retirer<span class="hide"> {masked}</span>
              </a>
            }
          />
        ))}
      </Rows>
    )}
    <Pager next={props.next} />
  </Page>
);

export const RemoveReaderPage = (props: { chrome: Chrome; list: List; reader: Reader }) => (
  <Page
    title={`Retirer ${props.reader.masked}`}
    heading={`Retirer ${props.reader.masked}`}
    chrome={props.chrome}
    breadcrumb={[...LISTS, { href: `/listes/${props.list.id}`, label: props.list.name }]}
  >
    <p>
      Cette personne ne recevra plus « {props.list.name} ». Elle n’en est pas avertie, et peut s’abonner de nouveau. Son
      accord du <When date={props.reader.since} kind="date" /> et son retrait restent écrits dans ses propres données.
    </p>
    <Form action={`/listes/${props.list.id}/abonnes/${props.reader.key}/retirer`}>
      <Button tone="danger">Retirer de la liste</Button>
    </Form>
    <p>
      <a href={`/listes/${props.list.id}`}>La garder</a>
    </p>
  </Page>
);
