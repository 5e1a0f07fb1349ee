/** A territory with enough in it for full pages, made through the site's own API as its people would. */
import { type Visitor, textIn } from '../../local/demo/visitor.ts';
import type { TestCloud } from '../support/cloud.ts';
import { askToJoin, importMailboxes, joinByCode, operatorOf, prepareTerritory, visitorOf } from '../support/joining.ts';
import { type Audience, keepDraft, publishAct, publishNews, putDocument } from '../support/publishing.ts';

export interface Filled {
  /** The référente of Nérac, signed in; her commune is the only one that has joined. */
  referent: Visitor;
  /** Where the public page of her commune is. */
  publicPage: string;
  /** Where a commune that has not joined signs up. */
  signUp: string;
  /** Where another gives the code that was sent to its mailbox. */
  code: string;
}

const COMMUNES = [
  { name: 'Nérac', slug: 'nerac' },
  { name: 'Clairac', slug: 'clairac' },
];

const REFERENT = {
  firstName: 'Camille',
  lastName: 'Dubreuil',
  position: 'Secrétaire de mairie',
  email: 'camille.dubreuil@nerac.test',
};

const APPLICANT = {
  firstName: 'Mathieu',
  lastName: 'Ferrand',
  position: 'Directeur général des services',
  email: 'mathieu.ferrand@clairac.test',
};

const TITLES = [
  'Marché de Noël : les inscriptions sont ouvertes',
  'Coupure d’eau rue des Remparts jeudi matin',
  'La médiathèque ouvre le samedi toute la journée',
  'Collecte des déchets : nouveaux jours à partir du 1er décembre',
  'Prêt de barrières entre communes',
  'Travaux sur le pont : la circulation est alternée',
  'Recensement de la population : un agent passera chez vous',
];
const TEXT =
  'Les artisans et les associations peuvent réserver un emplacement jusqu’au 5 décembre, à l’accueil de la mairie ou par téléphone.\n\n' +
  'Le marché se tient sous la halle, le dimanche 13 décembre, de 9 h à 18 h. Les exposants s’installent à partir de 7 h 30 ; ' +
  'le stationnement est interdit sur la place depuis la veille au soir. Une navette gratuite part toutes les vingt minutes de la gare.';

/** More than a page of 20 in what the network reads, and in what everybody reads. */
const PUBLICATIONS = 48;
const AUDIENCES: readonly Audience[] = ['public', 'network', 'public', 'organisation'];
const DOCUMENTS = 6;
const DRAFTS = 6;

const titleOf = (number: number): string => `${TITLES[number % TITLES.length]} (${number + 1})`;

export async function fillTerritory(cloud: TestCloud): Promise<Filled> {
  await prepareTerritory(cloud);
  await importMailboxes(await operatorOf(cloud), COMMUNES);
  const referent = await joinByCode(cloud, 'nerac', REFERENT);
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const document = await putDocument(referent, `2026-0${number} ${TITLES[number]}.pdf`);
    await publishAct(referent, titleOf(number), document);
  }
  for (let number = 0; number < PUBLICATIONS; number += 1) {
    const audience = AUDIENCES[number % AUDIENCES.length] ?? 'public';
    await publishNews(referent, { title: titleOf(number), body: TEXT, audience });
  }
  for (let number = 0; number < DRAFTS; number += 1) {
    await keepDraft(referent, { title: titleOf(number), body: TEXT, audience: 'public' });
  }
  const asked = await askToJoin(visitorOf(cloud), 'clairac', APPLICANT);
  return {
    referent,
    publicPage: '/c/nerac',
    signUp: '/inscription/agen',
    code: `/inscription/demande/${textIn(asked, 'reference')}`,
  };
}
