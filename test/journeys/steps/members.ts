/** People who belong to the organisations that all suites share. */
import type { Browser } from 'playwright-core';
import { type Guest, welcome } from '../../support/joining.ts';
import { newInspection, Person } from '../../support/browser-person.ts';
import { WIDE } from '../../support/browser-manners.ts';
import { as, type Scene, scene } from '../../support/territory.ts';
import { openBrowser } from '../../web/browser.ts';
import type { Stage } from './cast.ts';
import { signsIn } from './signing-up.ts';

/** A stage with the organisations that all suites share. */
export interface SharedStage extends Stage {
  scene: Scene;
}

/** The browser is to be closed by whoever asked. */
export async function sharedStage(): Promise<SharedStage> {
  const shared = await scene();
  const browser: Browser = await openBrowser();
  return { scene: shared, cloud: shared.cloud, browser, manner: WIDE, inspection: newInspection() };
}

/** The other organisation of the scene: its members read and write nothing that other suites look for. */
export const OTHER = 'Tonneins';

/** Somebody who joins it, by HTTP, before the story begins. @returns her address. */
export async function memberOfOther({ scene, cloud }: SharedStage, guest: Omit<Guest, 'lastName'>): Promise<string> {
  await welcome(cloud, as(scene, scene.territory.stranger), { lastName: 'Essai', ...guest });
  return guest.email;
}

/** A browser in which she has signed in. */
export async function signedIn(stage: Stage, email: string, firstName: string): Promise<Person> {
  const { browser, cloud, manner, inspection } = stage;
  const person = await Person.arrives(browser, cloud, manner, inspection);
  await signsIn(person, email, `Bonjour ${firstName}`);
  return person;
}
