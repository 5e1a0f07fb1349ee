import * as z from 'zod';
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import { EditorField, errorOf, Field, UploadField } from '../../../web/components/index.ts';
import { ACCEPTED_EXTENSIONS, depositAddresses, FORMATS_HELP } from '../../documents/index.ts';
import { commonFields } from '../schema.ts';
import type { Kind } from './kind.ts';

/** A piece of news: a title and a text, with a document if one wants. */
export const news: Kind = {
  name: 'news',
  path: 'actualite',
  section: 'actualites',
  icon: 'news',
  words: {
    one: 'Actualité',
    several: 'Actualités',
    publish: 'Publier une actualité',
    choice: 'Une annonce, une information, un rendez-vous : un titre et quelques lignes.',
    done: 'Votre actualité est en ligne',
    none: 'Aucune actualité pour l’instant.',
  },
  schema: z.object(commonFields).transform((typed) => ({ ...typed, particulars: {} })),
  needsDocument: false,
  lacks: ({ title, body }) => [
    ...(title ? [] : [{ field: 'title', message: 'Donnez un titre à votre actualité.' }]),
    ...(body ? [] : [{ field: 'body', message: 'Écrivez le texte de votre actualité.' }]),
  ],
  fieldNames: { title: 'le titre', body: 'le texte' },
  onCard: [],
  line: ({ excerpt }) => excerpt,
  facts: () => [],
  Fields: ({ values, errors }) => (
    <>
      <Field
        name="title"
        label="Titre"
        help="Ce que l’on retiendra si l’on ne lit qu’une ligne."
        value={values.title}
        error={errorOf(errors, 'title')}
      />
      <EditorField
        name="body"
        label="Texte"
        text={values.body}
        html={values.html}
        error={errorOf(errors, 'body')}
        rows={12}
      />
      <UploadField
        {...depositAddresses({ dossier: 'publications' })}
        name="document"
        label="Document joint"
        help={FORMATS_HELP}
        accept={ACCEPTED_EXTENSIONS}
        maxSize={LARGEST_FILE}
        documents={values.documents}
        error={errorOf(errors, 'document')}
        later="Pour joindre un document, choisissez « Garder et joindre un document » en bas de la page."
        optional
      />
    </>
  ),
};
