/** What a page shows of a document, and how far its text is read. */
import { plural } from '../../web/format.ts';
import { Button, ButtonLink, Form, Notice, Status } from '../../web/components/index.ts';
import type { Preview } from './preview.ts';
import type { DocumentCard, Reading } from './schema.ts';

/** The document itself, in the page: a browser on a phone shows no PDF there, but its first page. */
export const DocumentPreview = ({ preview, name, file }: { preview: Preview; name: string; file: string }) => {
  switch (preview.kind) {
    case 'pdf':
      return (
        <>
          {preview.firstPage && (
            <a class="first-page" href={file}>
              <img
                class="preview"
                src={preview.firstPage}
                alt={`Première page de « ${name} » : ouvrir le document`}
                loading="lazy"
              />
            </a>
          )}
          <iframe
            class="preview"
            src={`${preview.url}#navpanes=0&view=FitH`}
            title={`Aperçu de « ${name} »`}
            loading="lazy"
          />
        </>
      );
    case 'picture':
      return <img class="preview" src={preview.url} alt={`Aperçu de « ${name} »`} loading="lazy" />;
    case 'text':
      return (
        <section class="preview text" aria-label={`Texte de « ${name} »`} tabindex={0}>
          {pagesOf(preview.text).map((page) => (
            <p>{page}</p>
          ))}
        </section>
      );
  }
};

/** Pages and empty lines part paragraphs; single ends of lines are kept by the style. */
const pagesOf = (text: string): string[] => text.split(/\f|\n{2,}/).filter((part) => part.trim() !== '');

/** Where the reading of a document's text stands, in words. */
export const ReadingState = ({ reading }: { reading: Reading }) => {
  switch (reading.state) {
    case 'awaited':
    case 'reading':
      return <Status tone="waiting">Lecture du texte en cours</Status>;
    case 'recognising':
      return (
        <Status tone="waiting">
          {`Lecture du scan en cours : ${plural(reading.recognised ?? 0, 'page')} sur ${reading.scanned?.length ?? 0}`}
        </Status>
      );
    case 'done':
      return (
        <>
          <Status tone="done">Texte lu</Status> <span class="soft">{limitsOf(reading)}</span>
        </>
      );
    case 'none':
      return <span class="soft">Ce fichier n’a pas de texte que nous sachions lire. Il se retrouve par son nom.</span>;
    case 'failed':
      return <Status tone="refused">Nous n’avons pas pu lire ce document</Status>;
  }
};

/** What was left out, if anything was. */
function limitsOf({ scanned, truncated, unread }: Reading): string {
  const parts = [];
  if (scanned)
    parts.push(`${plural(scanned.length, 'page numérisée', 'pages numérisées')} : quelques mots peuvent manquer.`);
  if (unread) parts.push(`${plural(unread, 'autre page numérisée', 'autres pages numérisées')} : non lues.`);
  if (truncated) parts.push('Texte tronqué : le document est très long, seul son début est lu.');
  return parts.join(' ');
}

/** Offers to read again what could not be read. The file itself is whole: it opens and is published as any other. */
export const ReadAgain = ({ document }: { document: DocumentCard }) => (
  <Notice tone="warning" title="Nous n’avons pas pu lire ce document">
    <p>Il s’ouvre et se publie comme les autres, mais la recherche ne le trouve que par son nom.</p>
    <Form action={`/documents/${document.id}/relecture`}>
      <Button tone="plain">Réessayer</Button>
    </Form>
  </Notice>
);

export const WholeText = ({ document }: { document: DocumentCard }) => (
  <ButtonLink href={`/documents/${document.id}/texte`} tone="plain" icon="list">
    Voir tout le texte
  </ButtonLink>
);
