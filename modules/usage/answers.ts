/** What programs are told of the use of the territory: printed at `/api`, and in no bundle. */
export const usageAnswers = { 'get /territoire/usage.csv': 'text/csv' } as const;
