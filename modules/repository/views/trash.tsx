import { Button, ButtonLink, Empty, Form, Pager, Toolbar } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type EntryCard, TRASH } from '../schema.ts';
import { TEXTS } from '../texts.ts';
import { type Done, DoneNotice } from './done.tsx';
import { CHOICE_FORM, EntryRows } from './entries.tsx';
import { crumbsTo } from './folders.tsx';

export const TrashPage = (props: {
  chrome: Chrome;
  entries: readonly EntryCard[];
  next: string | undefined;
  mayErase: boolean;
  done: Done;
}) => (
  <Page
    title={TEXTS.trash}
    chrome={props.chrome}
    breadcrumb={crumbsTo(undefined, false)}
    lead="Ce que vous avez jeté se reprend ici pendant trente jours, puis s’efface."
    scripts={['once']}
  >
    <DoneNotice {...props.done} />
    {props.entries.length === 0 ? (
      <Empty title="La corbeille est vide" action={<ButtonLink href="/documents">Revenir aux documents</ButtonLink>} />
    ) : (
      <>
        <EntryRows entries={props.entries} chosen linked={false} />
        <Form id={CHOICE_FORM} action="/documents/choix" once={false}>
          <input type="hidden" name="de" value={TRASH} />
          <Toolbar>
            <Button tone="plain" name="action" value="restaurer">
              Remettre à leur place…
            </Button>
            {props.mayErase && (
              <Button tone="danger" name="action" value="effacer" icon="trash">
                Effacer pour de bon…
              </Button>
            )}
          </Toolbar>
        </Form>
      </>
    )}
    <Pager next={props.next} />
  </Page>
);
