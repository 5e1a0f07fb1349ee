// Written by web/build.ts and committed, so that the server knows the names without a build. A test builds again and compares.
export const files = {
  'draft.js': 'draft.js',
  'editor.css': 'editor.css',
  'editor.js': 'editor.js',
  'favicon.svg': 'favicon.svg',
  'once.js': 'once.js',
  'suggest.js': 'suggest.js',
  'upload.js': 'upload.js',
} as const;
