/** Apart from the editor, which is fetched only when it is needed. */

/** True of what the editor sends, whole blocks: a browser that goes back puts it in the textarea, tags and all. */
export const isFormatted = (text: string): boolean =>
  /^<(?:p|h[23]|ul|ol|blockquote)>[^]*<\/(?:p|h[23]|ul|ol|blockquote)>$/.test(text);
