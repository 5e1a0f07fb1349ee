/** What was just done, said on the next page with the way to undo it. */
import { plural } from '../../../web/format.ts';
import { Button, Form, Notice } from '../../../web/components/index.ts';
import { TEXTS } from '../texts.ts';

export const DONE_NAMES = [
  'ajouter',
  'deplacer',
  'copier',
  'jeter',
  'restaurer',
  'effacer',
  'lecteurs',
  'favori',
  'rien',
] as const;

export interface Done {
  fait?: (typeof DONE_NAMES)[number] | undefined;
  n?: number | undefined;
  /** What to undo: ids between commas, and where they lay. */
  choix?: string | undefined;
  de?: string | undefined;
}

const SENTENCES = {
  ajouter: (n: number) => `${plural(n, 'fichier')} ${n > 1 ? 'ajoutés' : 'ajouté'}.`,
  deplacer: (n: number) => `${plural(n, 'élément')} ${n > 1 ? 'rangés' : 'rangé'} ici.`,
  copier: (n: number) => `${plural(n, 'copie')} ${n > 1 ? 'faites' : 'faite'} ici.`,
  jeter: (n: number) => `${plural(n, 'élément')} dans la corbeille, pour trente jours.`,
  restaurer: (n: number) => `${plural(n, 'élément')} ${n > 1 ? 'remis' : 'remis'} à leur place.`,
  lecteurs: () => 'Les lecteurs de ce dossier sont enregistrés.',
  favori: () => 'Ajouté à vos favoris.',
  effacer: (n: number) => `${plural(n, 'élément')} ${n > 1 ? 'effacés' : 'effacé'} pour de bon.`,
} as const;

export const DoneNotice = ({ fait, n = 1, choix, de }: Done) => {
  if (!fait) return null;
  if (fait === 'rien') return <Notice tone="warning">{TEXTS.nothingChosen}</Notice>;
  const undone = fait === 'jeter' ? 'restaurer' : fait === 'deplacer' ? 'deplacer' : undefined;
  return (
    <Notice tone="success">
      <p>{SENTENCES[fait](n)}</p>
      {undone && choix && de && (
        <Form action="/documents/classer">
          <input type="hidden" name="action" value={undone} />
          <input type="hidden" name="choix" value={choix} />
          {undone === 'deplacer' && <input type="hidden" name="vers" value={de} />}
          <Button tone="quiet">Annuler</Button>
        </Form>
      )}
    </Notice>
  );
};
