/** How large files are cut: for the server and for the browser. */

/** Files above this size go in parts. In bytes. */
export const LARGEST_WHOLE = 16 * 1024 * 1024;

/** Size of every part but the last. In bytes: S3 joins none under 5 MiB. */
export const PART_SIZE = 8 * 1024 * 1024;
