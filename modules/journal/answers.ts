/** What programs are told of journals: printed at `/api`, and in no bundle. */
export const journalAnswers = {
  'get /organisation/journal.csv': 'text/csv',
  'get /territoire/journal.csv': 'text/csv',
} as const;
