/**
 * The main job, end to end, in a real browser: a commune signs up, publishes, and its subscribers get the letter. One
 * walk for every manner of using the site: each page of it is looked at whole (`Person.looksAt`).
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Mail } from '../../local/demo/mailbox.ts';
import type { Manner } from '../support/browser-manners.ts';
import { newInspection, type Person } from '../support/browser-person.ts';
import { justNow } from '../support/joining.ts';
import { publicationsOfNetwork } from '../support/newest.ts';
import { scene } from '../support/territory.ts';
import { openBrowser } from '../web/browser.ts';
import { type Applicant, arrives, as, from, type Place, type Stage } from './steps/cast.ts';
import { findsAtHome, findsInTheList, programOf } from './steps/at-home.ts';
import { invites, joins } from './steps/inviting.ts';
import { accepts, importsTheMailbox, opensTheConsole, refuses } from './steps/operating.ts';
import { publishesAnAct, publishesNews } from './steps/publishing.ts';
import {
  findsHerCommune,
  learnsWhyNot,
  opensHerLink,
  opensHerSpace,
  saysWhoSheIs,
  signsUp,
} from './steps/signing-up.ts';
import {
  expectListHeaders,
  leavesByOneClick,
  leavesByThePage,
  receivesLetter,
  sendsTheLetter,
  subscribes,
} from './steps/subscribing.ts';

/** One stage of a walk, on a machine that does much else. In milliseconds. */
const STAGE_WITHIN = 180_000;

export interface Itinerary {
  /** Signs up by the code of its mailbox. */
  town: Place;
  /** Of the town; her own address, or the mailbox's. */
  referent: Applicant;
  /** Its mailbox is not known: the operator accepts it. */
  village: Place;
  /** Neither is its: the operator refuses it. */
  hamlet: Place;
}

/** What is told of a place; every walk tells the same of its own. */
const storyOf = ({ name }: Place) => ({
  act: { title: `Tarifs de la cantine, ${name}` },
  news: { title: `Marché de Noël : inscriptions, ${name}`, text: 'Sous la halle, le 13 décembre.' },
  forNetwork: { title: `Prêt de barrières, ${name}`, text: 'Quarante barrières sont disponibles.' },
  forUs: { title: `Congés de fin d’année, ${name}`, text: 'Poser ses dates avant vendredi.' },
});

export function walk(manner: Manner, { town, referent, village, hamlet }: Itinerary): void {
  // A machine that runs several suites at once is slow, not wrong.
  vi.setConfig({ testTimeout: STAGE_WITHIN, hookTimeout: STAGE_WITHIN });
  const own = (name: string): string => `${name}@${manner.name}.test`;
  const villager = { firstName: 'Denise', lastName: 'Rolland', position: 'Maire', email: own('denise') };
  const { act, news, forNetwork, forUs } = storyOf(town);
  const stranger = { firstName: 'Hector', lastName: 'Malard', position: 'Voisin', email: own('hector') };

  describe(`the journey, ${manner.name}`, () => {
    let stage: Stage;
    let operator: Person | undefined;
    let editor: Person | undefined;
    let mayor: Person | undefined;
    let letters: { toLeaveByPost: Mail; toLeaveByPage: Mail } | undefined;

    beforeAll(async () => {
      const { cloud } = await scene();
      stage = { browser: await openBrowser(), cloud, manner, inspection: newInspection() };
    }, STAGE_WITHIN);
    afterAll(async () => {
      await stage?.browser.close();
    });

    it('the operator imports the official mailbox', async () => {
      const person = await arrives(stage);
      await opensTheConsole(person);
      await importsTheMailbox(person, town);
      operator = person;
      expect(person.page.url()).toContain('importees=1');
    });

    it('a commune signs up: its name, who she is, the code, a password, her space', async () => {
      from('the operator imports the official mailbox', operator);
      const person = await arrives(stage);
      await signsUp(person, stage.cloud, town, referent);
      editor = person;
      expect(person.page.url()).toMatch(/\/accueil$/);
    });

    it('a commune without mailbox waits for the operator, who accepts; another is refused with the reason', async () => {
      const console = from('the operator imports the official mailbox', operator);
      const [accepted, refused] = [await arrives(stage), await arrives(stage)];
      const since = justNow();
      await findsHerCommune(accepted, village);
      await saysWhoSheIs(accepted, villager);
      await accepted.arrivesOn('Votre demande est transmise');
      await accepted.looksAt('sign-up-3-waiting');
      await refused.goesTo(`/inscription/${hamlet.slug}`);
      await saysWhoSheIs(refused, stranger);
      await refused.arrivesOn('Votre demande est transmise');
      await accepts(console, village);
      await refuses(console, hamlet, 'Il manque le cachet de la mairie.');
      await learnsWhyNot(refused, stage.cloud, stranger.email, since);
      await refused.leaves();
      await accepted.page.reload();
      await opensHerLink(accepted, stage.cloud, villager.email, since);
      await opensHerSpace(accepted, village, villager.firstName);
      mayor = accepted;
      expect(accepted.page.url()).toMatch(/\/accueil$/);
    });

    it('residents subscribe on the public page and confirm by the link of the mail', async () => {
      from('a commune signs up', editor);
      await as(stage, (resident) => subscribes(resident, stage.cloud, town, own('colette')));
      await as(stage, (resident) => subscribes(resident, stage.cloud, town, own('bernard')));
      expect(stage.inspection.pages).toContain('subscriptions');
    });

    it('she puts an act and news online, and sees them on her home page and on the public page', async () => {
      const person = from('a commune signs up', editor);
      const seesAtHome = async (title: string): Promise<void> => {
        await person.follows('Accueil', `Bonjour ${referent.firstName}`);
        await findsAtHome(person, title, '/publications?onglet=organisation');
      };
      await publishesAnAct(person, town, act.title);
      await seesAtHome(act.title);
      await publishesNews(person, { ...news, audience: /Tout le monde/ });
      await seesAtHome(news.title);
      await publishesNews(person, { ...forNetwork, audience: /Les membres du réseau/ });
      await publishesNews(person, { ...forUs, audience: /^Seulement/ });
      await seesAtHome(forUs.title);
      await person.looksAt('home');
      await as(stage, async (resident) => {
        await resident.goesTo(`/c/${town.slug}`);
        await resident.reads(act.title);
        await resident.reads(news.title);
        expect(await resident.sees(forNetwork.title)).toBe(false);
        expect(await resident.sees(forUs.title)).toBe(false);
        await resident.looksAt('public-commune');
        await resident.follows(act.title, act.title);
        await resident.looksAt('public-act');
      });
    });

    it('the operator sends the letter: both items arrive, with the headers of a list', async () => {
      const console = from('the operator imports the official mailbox', operator);
      await sendsTheLetter(console);
      const titles = [act.title, news.title];
      const toLeaveByPost = await receivesLetter(stage.cloud, own('colette'), titles);
      const toLeaveByPage = await receivesLetter(stage.cloud, own('bernard'), titles);
      expectListHeaders(toLeaveByPost);
      expect(toLeaveByPost.text).not.toContain(forNetwork.title);
      letters = { toLeaveByPost, toLeaveByPage };
    });

    it('they leave: by one click of the mail program, and on the page', async () => {
      const { toLeaveByPost, toLeaveByPage } = from('the operator sends the letter', letters);
      await leavesByOneClick(toLeaveByPost);
      await as(stage, (resident) => leavesByThePage(resident, toLeaveByPage));
    });

    it('a delegate of another commune, invited by e-mail, reads what is for the network and nothing private', async () => {
      const inviter = from('a commune without mailbox waits for the operator', mayor);
      const guest = { email: own('gilles'), firstName: 'Gilles', lastName: 'Moreau', role: 'Lecteur' };
      const link = await invites(inviter, stage.cloud, guest);
      await as(stage, async (delegate) => {
        await joins(delegate, link, village.name, guest.firstName);
        await delegate.looksAt('home-delegate');
        await delegate.follows('Publications', 'Publications');
        await findsInTheList(delegate, forNetwork.title);
        await delegate.looksAt('publications');
        const listed = await publicationsOfNetwork(await programOf(delegate));
        expect([listed.includes(forNetwork.title), listed.includes(forUs.title)]).toEqual([true, false]);
        await delegate.follows(forNetwork.title, forNetwork.title);
        await delegate.reads(forNetwork.text);
        await delegate.looksAt('publication-of-another');
      });
    });

    it('every page that they saw is as it should be', async () => {
      for (const person of [operator, editor, mayor]) await person?.leaves();
      expect(stage.inspection.pages.size).toBeGreaterThan(35);
      expect(stage.inspection.flaws).toEqual([]);
    });
  });
}
