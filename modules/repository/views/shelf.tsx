/** Pages of what a member comes back to. */
import { Button, ButtonLink, Empty, Filters, Form } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { EntryCard } from '../schema.ts';
import { TEXTS } from '../texts.ts';
import { EntryRows } from './entries.tsx';

/** The three ways into documents. */
export const Ways = ({ current }: { current: 'all' | 'favourites' | 'recents' }) => (
  <Filters
    label="Accès aux documents"
    options={[
      { href: '/documents', label: 'Tous les dossiers', current: current === 'all' },
      { href: '/documents/favoris', label: 'Favoris', current: current === 'favourites' },
      { href: '/documents/recents', label: 'Récents', current: current === 'recents' },
    ]}
  />
);

export const FavouriteForm = ({ id, isFavourite }: { id: string; isFavourite: boolean }) => (
  <Form action="/documents/favoris">
    <input type="hidden" name="id" value={id} />
    <Button tone="quiet" name="action" value={isFavourite ? 'retirer' : 'ajouter'}>
      {isFavourite ? 'Retirer des favoris' : 'Ajouter aux favoris'}
    </Button>
  </Form>
);

const WORDS = {
  favourites: {
    title: 'Favoris',
    lead: 'Vos dossiers et vos fichiers de tous les jours. Vous seul voyez cette liste.',
    empty: 'Aucun favori pour l’instant',
    advice: 'Ouvrez un dossier ou un fichier, puis « Ajouter aux favoris ».',
  },
  recents: {
    title: 'Récents',
    lead: 'Les derniers fichiers que vous avez ouverts. Vous seul voyez cette liste.',
    empty: 'Aucun fichier ouvert pour l’instant',
    advice: 'Les fichiers que vous ouvrirez paraîtront ici.',
  },
} as const;

export const ShelfPage = (props: {
  chrome: Chrome;
  which: 'favourites' | 'recents';
  entries: readonly EntryCard[];
  now: Date;
}) => {
  const { title, lead, empty, advice } = WORDS[props.which];
  return (
    <Page title={title} heading={TEXTS.root} chrome={props.chrome} lead={lead} scripts={['once']}>
      <Ways current={props.which} />
      {props.entries.length > 0 ? (
        <EntryRows
          entries={props.entries}
          chosen={false}
          now={props.now}
          {...(props.which === 'favourites' ? { end: (entry) => <FavouriteForm id={entry.id} isFavourite /> } : {})}
        />
      ) : (
        <Empty title={empty} action={<ButtonLink href="/documents">Voir tous les dossiers</ButtonLink>}>
          {advice}
        </Empty>
      )}
    </Page>
  );
};
