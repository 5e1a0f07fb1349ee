/** What programs are told, by route, as the modules write it. */
import { actsAnswers } from '../../modules/acts/answers.ts';
import { contentAnswers } from '../../modules/content/answers.ts';
import { directoryAnswers } from '../../modules/directory/answers.ts';
import { documentAnswers } from '../../modules/documents/answers.ts';
import { homeAnswers } from '../../modules/home/answers.ts';
import { identityAnswers } from '../../modules/identity/answers.ts';
import { journalAnswers } from '../../modules/journal/answers.ts';
import { listAnswers } from '../../modules/lists/answers.ts';
import { organisationAnswers } from '../../modules/organisations/answers.ts';
import { usageAnswers } from '../../modules/usage/answers.ts';
import type { Answers } from '../../platform/http/openapi.ts';

export const everyAnswer: Answers = {
  ...homeAnswers,
  ...identityAnswers,
  ...organisationAnswers,
  ...directoryAnswers,
  ...documentAnswers,
  ...contentAnswers,
  ...actsAnswers,
  ...listAnswers,
  ...journalAnswers,
  ...usageAnswers,
};
