/** Lines of folders and files, with a box to choose each. */
import type { Child } from 'hono/jsx';
import { describeFile } from '../../documents/index.ts';
import { formatDate } from '../../../web/format.ts';
import { Icon } from '../../../web/icons.tsx';
import { Row, Rows, Status, When } from '../../../web/components/index.ts';
import type { EntryCard } from '../schema.ts';
import { TEXTS } from '../texts.ts';

const hrefOf = ({ kind, id }: EntryCard): string =>
  kind === 'folder' ? `/documents/dossiers/${id}` : `/documents/fichiers/${id}`;

const iconOf = ({ kind }: Pick<EntryCard, 'kind'>) => (kind === 'folder' ? 'folder' : 'document');

/** The form that takes what is chosen: apart from the list, which is printed without it. */
export const CHOICE_FORM = 'choix';

const Box = ({ entry }: { entry: EntryCard }) => (
  <label class="check">
    <input type="checkbox" form={CHOICE_FORM} name="choix" value={entry.id} aria-label={`Choisir « ${entry.name} »`} />
    <Icon name={iconOf(entry)} />
  </label>
);

const detailOf = (entry: EntryCard, now: Date | undefined): Child => {
  if (entry.until) return `À la corbeille, effacé le ${formatDate(entry.until)}`;
  if (entry.kind === 'folder') return 'Dossier';
  return (
    <>
      {describeFile(entry)} · {entry.by.name}
      {now && (
        <>
          {' '}
          · <When date={entry.updatedAt} kind="relative" now={now} />
        </>
      )}
    </>
  );
};

export const EntryRows = (props: {
  entries: readonly EntryCard[];
  /** With a box before each. */
  chosen: boolean;
  /** Those of the trash lead nowhere. */
  linked?: boolean;
  /** What stands at the end of a line, in place of its state. */
  end?: (entry: EntryCard) => Child;
  /** Folders that only some read. */
  withReaders?: ReadonlySet<string>;
  now?: Date;
}) => (
  <Rows>
    {props.entries.map((entry) => (
      <Row
        {...(props.chosen ? { lead: <Box entry={entry} /> } : { icon: iconOf(entry) })}
        {...(props.linked === false ? {} : { href: hrefOf(entry) })}
        title={entry.name}
        detail={detailOf(entry, props.now)}
        end={
          props.end ? (
            props.end(entry)
          ) : entry.lockedBy ? (
            <Status tone="waiting">Réservé par {entry.lockedBy.name}</Status>
          ) : props.withReaders?.has(entry.id) ? (
            <Status tone="info">Lecteurs choisis</Status>
          ) : undefined
        }
      />
    ))}
  </Rows>
);

export const nameOfPlace = (folder: { name: string } | undefined): string => folder?.name ?? TEXTS.root;
