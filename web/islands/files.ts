// Written by web/build.ts and committed, so that the server knows the names without a build; a test compares them.
export const files = {
  'draft.js': 'draft-JPMWURME.js',
  'editor.css': 'editor-RXZ2EP2N.css',
  'editor.js': 'editor-TT7ZWG2U.js',
  'favicon.svg': 'favicon-5D80BEA9.svg',
  'once.js': 'once-CBE2Y34F.js',
  'suggest.css': 'suggest-7HXKBIGE.css',
  'suggest.js': 'suggest-RAR6E5RG.js',
  'upload.js': 'upload-VQFPT3S4.js',
  'verify.js': 'verify-CWRNO5KN.js',
} as const;
