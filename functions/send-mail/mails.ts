/** Every letter that is written, by the name of its template. */
import { mails as accountMails } from '../../modules/accounts/index.ts';
import { mails as contentMails } from '../../modules/content/index.ts';
import { mails as providerMails } from '../../modules/federation/index.ts';
import { mails as groupMails } from '../../modules/groups/index.ts';
import { mails as signInMails } from '../../modules/identity/index.ts';
import { mails as linkMails } from '../../modules/links/index.ts';
import { mails as listMails } from '../../modules/lists/index.ts';
import { mails as organisationMails } from '../../modules/organisations/index.ts';
import { mails as privacyMails } from '../../modules/privacy/index.ts';

export const everyMail = {
  ...organisationMails,
  ...contentMails,
  ...listMails,
  ...linkMails,
  ...groupMails,
  ...privacyMails,
  ...signInMails,
  ...accountMails,
  ...providerMails,
};
