/** What was just done, said on the next page with the way to undo it. */
import { plural } from '../../../web/format.ts';
import { Button, ButtonLink, Form, Notice } from '../../../web/components/index.ts';
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
  /** Of files that were added: how many bear a number, as another had their name. `choix`: those that were there already. */
  renommes?: number | undefined;
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

/** Sent twice, or under a name that was taken: said with the way to put it right. */
const TakenNames = ({ doubles, renamed, sent }: { doubles: readonly string[]; renamed: number; sent: number }) => (
  <Notice tone="warning">
    {doubles.length > 0 && (
      <>
        <p>
          {doubles.length > 1
            ? `${doubles.length} de ces fichiers étaient déjà ici, à l’identique. Les nouveaux portent un numéro après leur nom.`
            : `${sent > 1 ? 'Un de ces fichiers' : 'Ce fichier'} était déjà ici, à l’identique. Le nouveau porte un numéro après son nom.`}
        </p>
        <p>
          <ButtonLink
            href={`/documents/choix?${new URLSearchParams({ action: 'jeter', choix: doubles.join(',') })}`}
            tone="quiet"
          >
            {doubles.length > 1 ? 'Jeter ces doubles…' : 'Jeter ce double…'}
          </ButtonLink>
        </p>
      </>
    )}
    {renamed > 0 && (
      <p>
        {renamed > 1
          ? `${renamed} noms étaient déjà pris : un numéro les suit.`
          : `${sent > 1 ? 'Un nom était déjà pris' : 'Ce nom était déjà pris'} par un autre fichier : un numéro le suit.`}{' '}
        Pour une nouvelle version, ouvrez le premier fichier.
      </p>
    )}
  </Notice>
);

export const DoneNotice = ({ fait, n = 1, choix, de, renommes = 0 }: Done) => {
  if (!fait) return null;
  if (fait === 'rien') return <Notice tone="warning">{TEXTS.nothingChosen}</Notice>;
  const undone = fait === 'jeter' ? 'restaurer' : fait === 'deplacer' ? 'deplacer' : undefined;
  const doubles = fait === 'ajouter' && choix ? choix.split(',') : [];
  return (
    <>
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
      {doubles.length + renommes > 0 && <TakenNames doubles={doubles} renamed={renommes} sent={n} />}
    </>
  );
};
