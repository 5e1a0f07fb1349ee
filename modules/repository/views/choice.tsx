/** Where to put what was chosen, and what is about to be touched. */
import { plural } from '../../../web/format.ts';
import { Button, ButtonLink, Form, Notice, Row, Rows, Section, Toolbar } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type EntryCard, type Folder, ROOT, type Room } from '../schema.ts';
import type { ChoiceAction } from '../service/choice.ts';
import { isFile, type Item, parentOf } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { nameOfPlace } from './entries.tsx';
import { crumbsTo } from './folders.tsx';
import { RoomNotice } from './readers.tsx';

const ids = (items: readonly Item[]): string => items.map(({ id }) => id).join(',');

/** « le fichier « budget.pdf » », or « 3 éléments ». */
const nameOf = (items: readonly Item[]): string =>
  items.length === 1 && items[0] ? `« ${items[0].name} »` : plural(items.length, 'élément');

const ItemList = ({ items }: { items: readonly Item[] }) => (
  <Rows>
    {items.map((item) => (
      <Row icon={isFile(item) ? 'document' : 'folder'} title={item.name} />
    ))}
  </Rows>
);

const back = (items: readonly Item[]): string => {
  const place = items[0] ? parentOf(items[0]) : ROOT;
  return place === ROOT ? '/documents' : `/documents/dossiers/${place}`;
};

export const DestinationPage = (props: {
  chrome: Chrome;
  action: 'deplacer' | 'copier';
  items: readonly Item[];
  folder: Folder | undefined;
  folders: readonly EntryCard[];
  /** Who reads that place, when it is not all members. */
  room: Room | undefined;
}) => {
  const { action, items, folder, folders } = props;
  const verb = action === 'deplacer' ? 'Déplacer' : 'Copier';
  const here = (place: string): string => `/documents/choix?action=${action}&choix=${ids(items)}&vers=${place}`;
  return (
    <Page
      title={`${verb} ${nameOf(items)}`}
      chrome={props.chrome}
      lead="Ouvrez le dossier où les mettre, puis confirmez."
      scripts={['once']}
    >
      {items.length > 1 && <ItemList items={items} />}
      <Section title={`Vers « ${nameOfPlace(folder)} »`} id="vers">
        {folder && (
          <p>
            <a href={here(folder.parent)}>Remonter d’un niveau</a> · <a href={here(ROOT)}>{TEXTS.root}</a>
          </p>
        )}
        {folders.length > 0 ? (
          <Rows>
            {folders.map(({ id, name }) => (
              <Row icon="folder" href={here(id)} title={name} />
            ))}
          </Rows>
        ) : (
          <p class="soft">Aucun dossier plus bas.</p>
        )}
        {props.room ? (
          <RoomNotice room={props.room} />
        ) : (
          <p class="soft small">Lu par tous les membres de votre organisation.</p>
        )}
        <Form action="/documents/classer">
          <input type="hidden" name="action" value={action} />
          <input type="hidden" name="choix" value={ids(items)} />
          <input type="hidden" name="vers" value={folder?.id ?? ROOT} />
          <Toolbar>
            <Button>
              {verb} dans « {nameOfPlace(folder)} »
            </Button>
            <ButtonLink href={back(items)} tone="quiet">
              Annuler
            </ButtonLink>
          </Toolbar>
        </Form>
      </Section>
    </Page>
  );
};

const QUESTIONS: Readonly<
  Record<Exclude<ChoiceAction, 'deplacer' | 'copier'>, { title: string; button: string; said: string }>
> = {
  jeter: {
    title: 'Mettre à la corbeille',
    button: 'Mettre à la corbeille',
    said: 'Vous pourrez les reprendre pendant trente jours. Ensuite, ils seront effacés pour de bon.',
  },
  restaurer: {
    title: 'Remettre à leur place',
    button: 'Remettre à leur place',
    said: 'Ils reviendront dans leur dossier, ou en haut des documents s’il n’existe plus.',
  },
  effacer: {
    title: 'Effacer pour de bon',
    button: 'Effacer pour de bon',
    said: 'Toutes leurs versions seront effacées. Personne ne pourra les reprendre.',
  },
};

export const ConfirmPage = (props: {
  chrome: Chrome;
  action: keyof typeof QUESTIONS;
  items: readonly Item[];
  touched: { folders: number; files: number };
}) => {
  const { action, items, touched } = props;
  const { title, button, said } = QUESTIONS[action];
  const parts = [
    ...(touched.folders > 0 ? [plural(touched.folders, 'dossier')] : []),
    plural(touched.files, 'fichier'),
  ];
  return (
    <Page
      title={`${title} : ${nameOf(items)}`}
      chrome={props.chrome}
      breadcrumb={crumbsTo(undefined, false)}
      scripts={['once']}
    >
      <Notice tone="warning" title={`En tout, ${parts.join(' et ')}.`}>
        <p>{said}</p>
      </Notice>
      <ItemList items={items} />
      <Form action="/documents/classer">
        <input type="hidden" name="action" value={action} />
        <input type="hidden" name="choix" value={ids(items)} />
        <Toolbar>
          <Button tone={action === 'restaurer' ? 'primary' : 'danger'}>{button}</Button>
          <ButtonLink href={action === 'jeter' ? back(items) : '/documents/corbeille'} tone="quiet">
            Annuler
          </ButtonLink>
        </Toolbar>
      </Form>
    </Page>
  );
};
