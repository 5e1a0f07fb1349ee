import { Icon } from '../icons.tsx';
import { islandFile } from '../islands.ts';
import { ErrorText, FieldFrame, Help, Optional, controlOf, type FieldBase } from './field.tsx';

/**
 * A text with bold, links, headings, lists and quotes. Without script it is a textarea of plain text and the hidden
 * field `<name>Format` says `text`; the island `editor` replaces it and says `html`. A text that already has its
 * formatting is given twice: `html` for the editor, `text` for the textarea.
 */
export const EditorField = (props: FieldBase & { text?: string; html?: string; rows?: number }) => (
  <div class="field" data-editor data-style={islandFile('editor.css')}>
    <label class="label" for={props.id ?? props.name} id={`${props.id ?? props.name}-nom`}>
      {props.label}
      {props.optional && <Optional />}
    </label>
    <Help id={props.id ?? props.name}>{props.help}</Help>
    <ErrorText id={props.id ?? props.name}>{props.error}</ErrorText>
    <input type="hidden" name={`${props.name}Format`} value="text" />
    <textarea {...controlOf(props)} class="input editor-text" rows={props.rows ?? 10} data-html={props.html}>
      {props.text ?? ''}
    </textarea>
  </div>
);

/**
 * One field to find something by its name (a commune): a plain search form without script; with the island
 * `suggest`, proposals come while typing from `suggest` (`?q=`), as JSON `[{ value, label, hint, url }]`.
 */
export const SuggestField = (
  props: FieldBase & { suggest: string; value?: string; button?: string; autofocus?: boolean },
) => (
  <FieldFrame {...props}>
    <div class="suggest" data-suggest={props.suggest} data-style={islandFile('suggest.css')}>
      <div class="suggest-row">
        <input
          {...controlOf(props)}
          class="input"
          type="text"
          value={props.value}
          autocomplete="off"
          autocapitalize="words"
          spellcheck={false}
          autofocus={props.autofocus}
        />
        <button class="btn" type="submit">
          <Icon name="search" />
          {props.button ?? 'Chercher'}
        </button>
      </div>
      <p class="hide" role="status" data-status></p>
    </div>
  </FieldFrame>
);
