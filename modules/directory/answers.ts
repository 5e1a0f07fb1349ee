/** What programs are told of the directory: printed at `/api`, and in no bundle. */
export const directoryAnswers = {
  'get /annuaire/export': 'text/csv',
  'get /annuaire/personnes/:person/vcard': 'text/vcard',
  'get /annuaire/:slug/vcard': 'text/vcard',
} as const;
