#!/usr/bin/env node
/**
 * Checks a register of acts from outside: node verify.mjs https://<site>/c/<commune>/actes [--files]
 * Written apart from Parvis on purpose: it shares no code with what it checks. Node 20 or newer, nothing else.
 * Answers 0 when the register is right, 1 when it is WRONG, 2 when it could not be read. README.md says what it checks.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';

const [address, option] = process.argv.slice(2);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function wrong(seq, what) {
  console.log(`WRONG at entry ${seq}: ${what}`);
  process.exit(1);
}

/** The export, part after part: what it says of itself first, then its entries. */
async function* lines() {
  for (let after = 0; after !== undefined;) {
    const response = await fetch(`${address}/registre.jsonl?depuis=${after}`);
    if (!response.ok) throw new Error(`The register answered ${response.status}.`);
    after = undefined;
    for (const line of (await response.text()).split('\n').filter(Boolean)) {
      const said = JSON.parse(line);
      if (said.type === 'next') ({ after } = said);
      else yield said;
    }
  }
}

/** Documents that are online, by the hash that the register says; one withdrawn has none. */
async function checkFiles(acts) {
  let count = 0;
  for (const number of acts) {
    const act = await (await fetch(`${address}/${number}`, { headers: { accept: 'application/json' } })).json();
    for (const { url, sha256: said, name } of act.files) {
      const bytes = Buffer.from(await (await fetch(new URL(url, address))).arrayBuffer());
      if (sha256(bytes) !== said)
        wrong(act.seq, `the file ${name} of ${act.number} is not the one that was put online`);
      count += 1;
    }
  }
  console.log(`${count} files are those that were put online.`);
}

async function main() {
  const keys = new Map();
  const online = new Map();
  let [register, head, previous, seq, at] = [undefined, undefined, '0'.repeat(64), 0, ''];
  for await (const line of lines()) {
    if (line.type === 'register') {
      ({ head } = line);
      register ??= line.register;
      for (const { key, spki } of line.keys) {
        const der = Buffer.from(spki, 'base64');
        if (sha256(der) === key) keys.set(key, createPublicKey({ key: der, format: 'der', type: 'spki' }));
      }
      continue;
    }
    if (sha256(line.entry) !== line.hash) wrong(line.seq, 'its bytes do not have its hash');
    const said = JSON.parse(line.entry);
    if (said.register !== register) wrong(line.seq, 'it is of another register');
    if (said.seq !== seq + 1 || line.seq !== said.seq) wrong(line.seq, 'an entry is missing, or out of its order');
    if (said.previous !== previous) wrong(line.seq, 'it does not follow the one before it');
    if (said.at < at) wrong(line.seq, 'it says an earlier moment than the one before it');
    const key = keys.get(line.key);
    if (!key) wrong(line.seq, 'its key is not published');
    if (!verify('sha256', Buffer.from(line.hash), key, Buffer.from(line.signature, 'base64'))) {
      wrong(line.seq, 'its signature is not that of its key');
    }
    [seq, previous, at] = [said.seq, line.hash, said.at];
    if (said.event === 'withdrawal') online.delete(said.act.id);
    else online.set(said.act.id, said.act.number);
  }
  if (head && (head.seq !== seq || head.hash !== previous)) wrong(seq + 1, 'the register ends elsewhere than it says');
  console.log(`Register ${register}: ${seq} entries, signed and in their order. Last hash: ${previous}`);
  if (option === '--files') await checkFiles(new Set(online.values()));
}

main().catch((error) => {
  console.log(`The register could not be read: ${error.message}`);
  process.exit(2);
});
