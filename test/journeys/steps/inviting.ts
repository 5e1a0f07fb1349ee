/** A référente invites by e-mail, and whoever is invited joins. */
import type { Person } from '../../support/browser-person.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { justNow, PASSWORD, welcomeLink } from '../../support/joining.ts';

export interface Invited {
  email: string;
  firstName: string;
  lastName: string;
  role: string;
}

/** @returns the path of the link that came by mail. */
export async function invites(referent: Person, cloud: TestCloud, guest: Invited): Promise<string> {
  await referent.goesTo('/organisation');
  await referent.looksAt('organisation');
  const since = justNow();
  await referent.follows('Inviter quelqu’un', 'Inviter quelqu’un');
  await referent.looksAt('invite');
  await referent.writes('Son adresse e-mail', guest.email);
  await referent.writes('Son prénom (facultatif)', guest.firstName);
  await referent.writes('Son nom (facultatif)', guest.lastName);
  await referent.chooses(new RegExp(guest.role));
  await referent.presses('Envoyer l’invitation');
  await referent.reads('L’invitation est partie');
  await referent.reads(guest.email);
  await referent.looksAt('organisation-invited');
  return welcomeLink(cloud, guest.email, since);
}

/** Opens the link and chooses a password, or gives the one she has. */
export async function joins(guest: Person, link: string, organisation: string, firstName: string): Promise<void> {
  await guest.goesTo(link);
  await guest.arrivesOn(`Rejoindre : ${organisation}`);
  await guest.looksAt('invitation');
  const isKnown = await guest.sees('Vous avez déjà un compte');
  await guest.writes(isKnown ? 'Votre mot de passe' : 'Votre nouveau mot de passe', PASSWORD);
  await guest.presses(isKnown ? 'Rejoindre' : 'Ouvrir mon espace', `Bonjour ${firstName}`);
}
