/** What the operator of the territory does, in the console. */
import { awaitMail } from '../../../local/demo/mailbox.ts';
import type { Person } from '../../support/browser-person.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { justNow, mailboxOf, OPERATOR_EMAIL } from '../../support/joining.ts';
import type { Place } from './cast.ts';
import { signsIn } from './signing-up.ts';

export async function opensTheConsole(operator: Person): Promise<void> {
  await operator.goesTo('/connexion');
  await operator.looksAt('sign-in');
  await signsIn(operator, OPERATOR_EMAIL, 'Inscriptions');
}

/** Pastes a line, sees what it will do, imports it. */
export async function importsTheMailbox(operator: Person, { name, slug }: Place): Promise<void> {
  await operator.follows('Messageries', 'Messageries officielles');
  await operator.writes('Lignes à importer', `${name};${mailboxOf(slug)}\nNulle-Part;mairie@nulle-part.test`);
  await operator.presses('Vérifier avant d’importer');
  await operator.reads('Ce qui sera fait');
  await operator.reads('Commune non reconnue');
  await operator.looksAt('operator-mailboxes-preview');
  await operator.presses(/^Importer 1/);
  await operator.reads('Messageries enregistrées : 1.');
  await operator.looksAt('operator-mailboxes');
}

async function opensTheRequest(operator: Person, { name }: Place): Promise<void> {
  await operator.goesTo('/territoire');
  await operator.arrivesOn('Inscriptions');
  await operator.looksAt('operator-sign-ups');
  await operator.follows(name, name);
  await operator.looksAt('operator-sign-up');
}

export async function accepts(operator: Person, place: Place): Promise<void> {
  await opensTheRequest(operator, place);
  await operator.presses('Accepter la demande', 'Inscriptions');
  await operator.reads('La demande est acceptée');
}

export async function refuses(operator: Person, place: Place, reason: string): Promise<void> {
  await opensTheRequest(operator, place);
  await operator.presses('Refuser la demande', place.name);
  await operator.reads('Écrivez la raison');
  operator.expectsRefusals(422);
  await operator.looksAt('operator-refusal-without-reason');
  await operator.writes('La raison', reason);
  await operator.presses('Refuser la demande', 'Inscriptions');
  await operator.reads('La demande est refusée');
}

/** From the page of the organisation; `to` is one of its référents. */
export async function writesToReferents(operator: Person, cloud: TestCloud, name: string, to: string): Promise<void> {
  const since = justNow();
  await operator.writes('Objet', 'Formation de janvier');
  await operator.writes('Votre message', 'Le 12 janvier à Agen, à 14 heures.');
  await operator.presses('Envoyer aux référents', name);
  await awaitMail(cloud.mailboxesOrigin, to, /Le 12 janvier à Agen/, since);
}

export async function suspends(operator: Person, cloud: TestCloud, name: string, to: string): Promise<void> {
  const since = justNow();
  await operator.writes('La raison', 'Deux personnes se disent référentes : nous vérifions.');
  await operator.presses(`Suspendre ${name}`, name);
  await operator.looksAt('operator-organisation-suspended');
  await awaitMail(cloud.mailboxesOrigin, to, /Deux personnes se disent référentes/, since);
}
