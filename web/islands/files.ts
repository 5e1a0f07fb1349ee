// Written by web/build.ts and committed, so that the server knows the names without a build; a test compares them.
export const files = {
  'draft.js': 'draft-ZKOXMC57.js',
  'editor.css': 'editor-RXZ2EP2N.css',
  'editor.js': 'editor-3JMBNNYI.js',
  'favicon.svg': 'favicon-5D80BEA9.svg',
  'once.js': 'once-SXFWJBCU.js',
  'suggest.js': 'suggest-FR4VMV5B.js',
  'upload.js': 'upload-ZWHM7AWC.js',
} as const;
