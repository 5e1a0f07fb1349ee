// Written by web/build.ts and committed, so that the server knows the names without a build; a test compares them.
export const files = {
  'draft.js': 'draft-MFX4SMWP.js',
  'editor.css': 'editor-RXZ2EP2N.css',
  'editor.js': 'editor-ZCAJKDBC.js',
  'favicon.svg': 'favicon-5D80BEA9.svg',
  'once.js': 'once-H46PHZXW.js',
  'suggest.css': 'suggest-VDWYJR52.css',
  'suggest.js': 'suggest-XQYYAWG7.js',
  'upload.js': 'upload-NP2P2CHF.js',
  'verify.js': 'verify-F5SHOX7U.js',
} as const;
