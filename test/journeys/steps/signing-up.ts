/** From the first page of the site to a working space. */
import { awaitMail } from '../../../local/demo/mailbox.ts';
import type { Person } from '../../support/browser-person.ts';
import { codeSentTo, justNow, PASSWORD, welcomeLink } from '../../support/joining.ts';
import type { TestCloud } from '../../support/cloud.ts';
import type { Applicant, Place } from './cast.ts';

/** « Inscrire ma commune », a few letters, and the name among those proposed. */
export async function findsHerCommune(person: Person, { typed, name }: Place): Promise<void> {
  await person.goesTo('/');
  await person.looksAt('public-home');
  await person.follows('Inscrire ma commune', 'Inscrire ma commune');
  await person.looksAt('sign-up-1-commune');
  await person.writes('Le nom de votre commune', typed);
  if (person.manner.script) {
    await choosesProposal(person, name);
  } else {
    await person.presses('Chercher', 'Inscrire ma commune');
    await person.reads(name);
    await person.looksAt('sign-up-1-found');
    await person.follows(name);
  }
  await person.arrivesOn(`Inscrire ${name}`);
}

/** A finger presses it; others go down to it with the arrows. */
async function choosesProposal(person: Person, name: string): Promise<void> {
  // The name itself, then where it is.
  const proposal = person.page.getByRole('option', { name: new RegExp(`^${name} \\d`) });
  await proposal.waitFor();
  await person.looksAt('sign-up-1-proposals');
  if (person.manner.hands === 'touch') return proposal.tap();
  const proposals = await person.page.getByRole('option').count();
  for (let at = 0; at < proposals && (await proposal.getAttribute('aria-selected')) !== 'true'; at += 1) {
    await person.types('ArrowDown');
  }
  await person.types('Enter');
}

export async function saysWhoSheIs(person: Person, applicant: Applicant): Promise<void> {
  await person.looksAt('sign-up-2-who');
  await person.writes('Prénom', applicant.firstName);
  await person.writes('Nom', applicant.lastName);
  await person.writes('Votre fonction', applicant.position);
  await person.writes('Votre adresse e-mail', applicant.email);
  await person.presses('Continuer');
}

/** A wrong code, then the right one. */
export async function provesByCode(
  person: Person,
  cloud: TestCloud,
  slug: string,
  applicant: Applicant,
): Promise<void> {
  await person.arrivesOn('Le code reçu par la mairie');
  await person.looksAt('sign-up-3-code');
  const code = await codeSentTo(cloud, slug, applicant);
  await person.writes('Code reçu par courriel', code === '123456' ? '654321' : '123456');
  await person.presses('Continuer');
  await person.reads('Il reste 4 essais');
  person.expectsRefusals(422);
  await person.looksAt('sign-up-3-wrong-code');
  await person.writes('Code reçu par courriel', code);
  await person.presses('Continuer');
}

/** Opens the link that came to her own address, when her address is not the official mailbox. */
export async function opensHerLink(person: Person, cloud: TestCloud, email: string, since: number): Promise<void> {
  await person.arrivesOn('Regardez votre messagerie');
  await person.looksAt('sign-up-4-link-sent');
  await person.goesTo(await welcomeLink(cloud, email, since));
}

/** A password that is too weak, then a good one; then her space, with three first steps. */
export async function opensHerSpace(person: Person, { name }: Place, firstName: string): Promise<void> {
  await person.arrivesOn(`Bienvenue : ${name}`);
  await person.writes('Votre nouveau mot de passe', 'cantine');
  await person.presses('Ouvrir mon espace');
  await person.reads('12 caractères');
  await person.reads('Une chose à corriger');
  person.expectsRefusals(422);
  await person.looksAt('sign-up-4-password');
  await person.writes('Votre nouveau mot de passe', PASSWORD);
  await person.presses('Ouvrir mon espace', `Bonjour ${firstName}`);
  for (const step of ['Mettre un document en ligne', 'Inviter un collègue', 'Faire vivre votre page publique']) {
    await person.reads(step);
  }
  await person.looksAt('home-new');
}

/** Signs in with the password that everybody has. @param to Heading of the page that follows. */
export async function signsIn(person: Person, email: string, to: string | RegExp): Promise<void> {
  await person.goesTo('/connexion');
  await person.writes('Votre adresse e-mail', email);
  await person.writes('Votre mot de passe', PASSWORD);
  await person.presses('Se connecter', to);
}

/** The whole of it, for a commune whose mailbox is known. */
export async function signsUp(person: Person, cloud: TestCloud, place: Place, applicant: Applicant): Promise<void> {
  await findsHerCommune(person, place);
  const since = justNow();
  await saysWhoSheIs(person, applicant);
  await provesByCode(person, cloud, place.slug, applicant);
  if (applicant.email !== `mairie@${place.slug}.test`) await opensHerLink(person, cloud, applicant.email, since);
  await opensHerSpace(person, place, applicant.firstName);
}

/** The answer of the operator, when it is no. */
export async function learnsWhyNot(person: Person, cloud: TestCloud, email: string, since: number): Promise<void> {
  await awaitMail(cloud.mailboxesOrigin, email, /n’a pas été acceptée[\s\S]*cachet de la mairie/, since);
  await person.page.reload();
  await person.arrivesOn('La demande n’a pas été acceptée');
  await person.reads('cachet de la mairie');
  await person.looksAt('sign-up-refused');
}
