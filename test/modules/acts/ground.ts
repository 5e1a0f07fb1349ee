/** What the suites of acts stand on: a real table, a bucket in memory, a key of their own, acts put straight there. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { register } from '../../../modules/acts/index.ts';
import type { RegisteringDependencies } from '../../../modules/acts/registering.ts';
import { actsEntities } from '../../../modules/acts/store/entities.ts';
import type { Content } from '../../../modules/content/index.ts';
import { contentEntities } from '../../../modules/content/store/entities.ts';
import { newId } from '../../../platform/ids.ts';
import type { EntryRow } from '../../../platform/register-chain.ts';
import { organisationScope, publicScope } from '../../../platform/scope.ts';
import { nameOfKey, type Signatory } from '../../../platform/signing.ts';
import { found } from '../organisations/founded.ts';
import { openRealTable, type RealTable } from '../../support/real-table.ts';

/** A key that signs as KMS does. */
export function newSignatory(): Signatory & { signed: () => number } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  let signed = 0;
  return {
    async sign(text) {
      signed += 1;
      return sign('sha256', Buffer.from(text), privateKey).toString('base64');
    },
    publicKey: async () => ({ key: nameOfKey(spki), spki: spki.toString('base64') }),
    signed: () => signed,
  };
}

/** A bucket in memory. */
export class Bucket {
  readonly objects = new Map<string, Uint8Array>();

  async read(key: string) {
    const bytes = this.objects.get(key);
    if (!bytes) throw new Error(`No object ${key}.`);
    return {
      size: bytes.length,
      body: (async function* () {
        yield bytes;
      })(),
    };
  }
  async copy(from: string, to: string) {
    const bytes = this.objects.get(from);
    if (!bytes) throw new Error(`No object ${from}.`);
    this.objects.set(to, bytes);
  }
  async put(key: string, bytes: Uint8Array) {
    this.objects.set(key, bytes);
  }
  async remove(key: string) {
    this.objects.delete(key);
  }
}

export const SIREN = '214701955';
export const SCOPE = publicScope(SIREN);

export interface Ground extends Pick<RealTable, 'table' | 'close'> {
  deps: RegisteringDependencies;
  bucket: Bucket;
  now: { at: Date };
  /** An act as its publication left it. */
  act(number: string, more?: Partial<Content>): Promise<Content>;
  /** Puts another state of it in its place. */
  put(content: Content, more: Partial<Content>): Promise<Content>;
  /** The same, and tells the register. */
  change(content: Content, more: Partial<Content>): Promise<Content>;
  /** Tells the register to look at an act. */
  tell(content: Pick<Content, 'id'>): Promise<void>;
  rows(): Promise<EntryRow[]>;
}

export async function openGround(): Promise<Ground> {
  const { table, close } = await openRealTable();
  await found(table, { siren: SIREN, kind: 'commune', name: 'Nérac', slug: 'nerac' });
  const bucket = new Bucket();
  const now = { at: new Date('2026-11-24T09:00:00Z') };
  const deps = {
    table,
    files: bucket,
    clock: () => now.at,
    signatory: newSignatory(),
    origin: 'https://parvis.example',
  };

  const attachment = (name: string) => {
    const document = newId('doc', now.at);
    const bytes = Buffer.from(`%PDF ${name} ${document}`);
    bucket.objects.set(`org/${SIREN}/${document}/acte.pdf`, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const key = `org/${SIREN}/${document}/acte.pdf`;
    return { document, name, size: bytes.length, type: 'application/pdf', key, sha256 };
  };

  const ground: Ground = {
    table,
    close,
    deps,
    bucket,
    now,
    async act(number, more = {}) {
      const at = now.at.toISOString();
      const main = attachment('Délibération.pdf');
      const content: Content = {
        id: newId('pub', now.at),
        kind: 'deliberation',
        state: 'published',
        version: 1,
        audience: 'public',
        title: `Objet de ${number}`,
        body: '',
        particulars: {
          number,
          sessionDate: '2026-11-19',
          matter: '8.3',
          matterLabel: 'Domaines de compétences par thèmes / Voirie',
          authorFirstName: 'Odile',
          authorLastName: 'Signataire',
          authorCapacity: 'Maire',
        },
        documents: [main.document],
        attachments: [main],
        organisation: SIREN,
        organisationName: 'Nérac',
        slug: 'nerac',
        author: { id: 'p', name: 'Claire Morin' },
        remarks: [],
        createdAt: at,
        updatedAt: at,
        publishedAt: at,
        ...more,
      };
      await contentEntities(table)
        .content.put({ scope: organisationScope(SIREN), ...content })
        .go();
      return content;
    },
    async put(content, more) {
      const next = { ...content, ...more, version: content.version + 1 };
      await contentEntities(table)
        .content.put({ scope: organisationScope(SIREN), ...next })
        .go();
      return next;
    },
    async change(content, more) {
      const next = await ground.put(content, more);
      await ground.tell(next);
      return next;
    },
    tell: ({ id }) => register(deps, JSON.stringify({ siren: SIREN, content: id })),
    async rows() {
      const { data } = await actsEntities(table).entry.query.primary({ scope: SCOPE }).go({ pages: 'all' });
      return data.map(({ seq, entry, hash, signature, key }) => ({ seq, entry, hash, signature, key }));
    },
  };
  return ground;
}
