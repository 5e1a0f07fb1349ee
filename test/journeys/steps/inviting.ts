/** A référente invites by e-mail, and whoever is invited joins. */
import type { Person } from '../../support/browser-person.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { justNow, PASSWORD, welcomeLink } from '../../support/joining.ts';
import { comesToRead } from './coming-to-read.ts';

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
  await referent.reads(`L’invitation est partie à ${guest.email}`);
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

/** Somebody who has not come yet is sent another link, the one before serving no more; then none serves. */
export async function invitesAgainThenNoMore(
  referent: Person,
  absent: Person,
  cloud: TestCloud,
  { guest, organisation }: { guest: Invited; organisation: string },
): Promise<void> {
  const link = await invites(referent, cloud, guest);
  const since = justNow();
  await referent.presses('Renvoyer');
  await referent.reads('avec un nouveau lien');
  await absent.goesTo(link);
  absent.expectsRefusals(410);
  await absent.looksAt('link-replaced');
  const another = await welcomeLink(cloud, guest.email, since);
  await absent.goesTo(another);
  await absent.arrivesOn(`Rejoindre : ${organisation}`);
  await referent.presses('Annuler');
  await referent.reads('son lien ne sert plus');
  await absent.goesTo(another);
  absent.expectsRefusals(410);
  await absent.leaves();
}

/** From the members of her organisation. */
export async function opensMember(referent: Person, lastName: string): Promise<void> {
  await comesToRead(referent, '/organisation', lastName);
  await referent.page
    .getByRole('listitem')
    .filter({ hasText: lastName })
    .getByRole('link', { name: /Modifier/ })
    .click();
  await referent.arrivesOn(new RegExp(lastName));
}
