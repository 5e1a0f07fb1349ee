/** Who walks the journey, and where: each manner has places and addresses of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { actPdf } from '../../../local/demo/pdf.ts';
import type { Manner } from '../../support/browser-manners.ts';
import { type Inspection, type OwnFile, Person } from '../../support/browser-person.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { sharedData } from '../../support/shared-data.ts';

export interface Place {
  name: string;
  slug: string;
  /** What one types to find it. */
  typed: string;
}

export interface Applicant {
  firstName: string;
  lastName: string;
  position: string;
  email: string;
}

/** Where the journey happens. */
export interface Stage {
  browser: Browser;
  cloud: TestCloud;
  manner: Manner;
  inspection: Inspection;
}

export const arrives = ({ browser, cloud, manner, inspection }: Stage): Promise<Person> =>
  Person.arrives(browser, cloud, manner, inspection);

/** Does something as somebody with a browser of her own, who then leaves. */
export async function as<Result>(stage: Stage, act: (person: Person) => Promise<Result>): Promise<Result> {
  const person = await arrives(stage);
  const result = await act(person);
  await person.leaves();
  return result;
}

/** Something that an earlier step of the journey made. */
export function from<Made>(step: string, made: Made | undefined): Made {
  if (made === undefined) throw new Error(`« ${step} » failed before: correct that first.`);
  return made;
}

const REAL_PDFS = sharedData('pdf');

/** A real act where there is one on this machine, else one of ours. */
export async function anAct(commune: string, number: string): Promise<OwnFile> {
  const name = `${number} tarifs de la cantine.pdf`;
  return { name, mimeType: 'application/pdf', buffer: realPdf() ?? (await ourPdf(commune, number)) };
}

function realPdf(): Buffer | undefined {
  try {
    const first = readdirSync(REAL_PDFS).find((name) => name.endsWith('.pdf'));
    return first === undefined ? undefined : readFileSync(join(REAL_PDFS, first));
  } catch {
    return undefined;
  }
}

async function ourPdf(commune: string, number: string): Promise<Buffer> {
  const subject = 'Tarifs de la cantine scolaire';
  const paragraphs = ['Le conseil municipal décide de maintenir le prix du repas à 2,90 euros.'];
  return Buffer.from(await actPdf({ commune, session: '19 novembre 2024', number, subject, paragraphs }));
}
