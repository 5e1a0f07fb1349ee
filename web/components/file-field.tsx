import { formatSize } from '../format.ts';
import { ErrorText, FieldFrame, Help, Optional, controlOf, type FieldBase } from './field.tsx';

export type FileFieldProps = FieldBase & {
  /** Types accepted, as in HTML: `.pdf,application/pdf`. */
  accept?: string;
  multiple?: boolean;
};

/**
 * A file sent with the form itself (the form posted to S3, a CSV): a plain control. For a file that the island
 * `upload` sends by itself while the rest is being written, see UploadField.
 */
export const FileField = (props: FileFieldProps) => (
  <FieldFrame {...props}>
    <input {...controlOf(props)} class="input" type="file" accept={props.accept} multiple={props.multiple} />
  </FieldFrame>
);

export type UploadFieldProps = FileFieldProps & {
  /** Where a deposit is asked for: POST `{name, size, type, sha256}` answers `{url, fields, document}`. */
  depot: string;
  /** Where its state is read, `{document}` standing for its id: answers `{state, reason?, pages?, size}`. */
  state: string;
  /** Where large files are sent in parts: see `web/README.md`. Left out, they go whole. */
  parts?: string;
  /** The most bytes accepted. */
  maxSize: number;
  /** What is already there; `name` of the field then holds its id. */
  documents?: readonly { id: string; name: string; size: number }[];
  /** The form is these files and nothing else: it leaves by itself once all have been received. */
  straight?: boolean;
  /** What a reader without script is told instead of the control. */
  later?: string;
};

/**
 * A file that goes straight to S3 with its progress. The form carries the document's id in a hidden field named
 * `name`. Without script, the file is asked for on the page after the form, and a sentence says so.
 */
export const UploadField = (props: UploadFieldProps) => {
  const id = props.id ?? props.name;
  const { name: _name, required: _required, ...control } = controlOf(props);
  return (
    <div
      class="field"
      data-upload={props.name}
      data-depot={props.depot}
      data-state={props.state}
      data-parts={props.parts}
      data-max={props.maxSize}
      data-straight={props.straight}
    >
      <label class="label" for={id}>
        {props.label}
        {props.optional && <Optional />}
      </label>
      <Help id={id}>{props.help}</Help>
      <ErrorText id={id}>{props.error}</ErrorText>
      <div class="drop" data-drop hidden={!!props.documents?.length}>
        <p data-later>{props.later ?? 'Vous choisirez le document à la page suivante.'}</p>
        <input {...control} type="file" accept={props.accept} multiple={props.multiple} hidden disabled />
      </div>
      <ul class="sending" role="list" data-sending>
        {props.documents?.map((document) => (
          <li data-document={document.id}>
            <input type="hidden" name={props.name} value={document.id} />
            <p>
              <b>{document.name}</b> · {formatSize(document.size)}
            </p>
          </li>
        ))}
      </ul>
      <p class="hide" role="status" data-status></p>
    </div>
  );
};
