/** @file Each file of a published bundle, cut, changed, exchanged or of another version, is refused with a remedy by the engine that a page uses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { EngineError, open, pack } from '../../web/node.js';
import { kindOf } from '../bench/engine.mjs';
import { signed } from './fixtures/container.js';

/** @typedef {import('../../web/node.js').Files} Files */

const words = 'asthma breath cough dose effect fever gland heart insulin joint kidney liver'.split(' ');
/** Enough for an index of several files. @param {string} more a word that tells two bundles apart */
const content = (more) => ({
  site: { title: 'Damage' },
  articles: Array.from({ length: 1500 }, (_, i) => ({
    slug: `${more}-${i}`,
    title: `${words[i % 12]} and ${words[(i * 5 + 2) % 12]} ${more === 'one' ? i : 2000 - i}`,
    body: Array.from(
      { length: 60 },
      (_, j) => `${words[(i + j * j) % 12]} ${more}${i % 97} rare${i * j}.`,
    ).join(' '),
  })),
});
const files = await pack(content('one'));
const others = await pack(content('two'));
const rootName = (/** @type {Files} */ bundle) =>
  JSON.parse(new TextDecoder().decode(bundle.get('entry.json'))).index;

const unpacked = (/** @type {Uint8Array} */ bytes) =>
  new Uint8Array(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
/** By what is in them. @param {Files} bundle */
function byKind(bundle) {
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const [name, bytes] of bundle) {
    if (!name.endsWith('.bin')) continue;
    const kind = kindOf(unpacked(bytes));
    names.set(kind, [...(names.get(kind) ?? []), name]);
  }
  return names;
}

/** Asks for what needs files of every kind. @param {Files} given */
async function use(given) {
  const bundle = await open(given);
  try {
    // While no card is there, a slug is looked up.
    await bundle.article('one-1400');
    await bundle.search('q=asthma+effect&depth=3&passages=1');
    await bundle.search('q="asthma and"');
    await bundle.search('sort=title');
    await bundle.search('read=one-3');
    await bundle.article('one-3');
  } finally {
    bundle.close();
  }
}

/** @param {Files} given @param {string} what @param {RegExp} [remedy] */
const assertRefused = (given, what, remedy = /^.+: .*(again|update|check|upload|publish|add)/s) =>
  assert.rejects(
    use(given),
    (error) => {
      assert.ok(error instanceof EngineError, `${what}: ${error}`);
      assert.notEqual(error.code, 'trap', what);
      assert.match(error.message, remedy, what);
      return true;
    },
    what,
  );

/** A copy of the bundle in which some files are others. @param {Record<string, Uint8Array>} changed by name @returns {Files} */
const withFiles = (changed) => new Map([...files, .../** @type {any} */ (Object.entries(changed))]);

const kinds = byKind(files);
const otherKinds = byKind(others);

test('the bundle of these tests has files of every kind, and is used as a whole', async () => {
  assert.deepEqual([...kinds.keys()].sort(), [
    'bodies',
    'cards',
    'positions',
    'root',
    'slugs',
    'terms',
    'titles',
  ]);
  await use(files);
});

for (const [kind, names] of kinds) {
  /** Every file of the kind is changed: a query may need any of them. @param {(raw: Uint8Array, name: string) => Uint8Array} change */
  const all = (change) =>
    withFiles(
      Object.fromEntries(
        names.map((name) => [name, change(unpacked(/** @type {any} */ (files.get(name))), name)]),
      ),
    );

  test(`${kind} cut short, empty or with one bit changed are refused`, async () => {
    for (const share of [0, 0.5, 0.99]) {
      await assertRefused(
        all((raw) => raw.subarray(0, Math.floor(raw.length * share))),
        `${kind} cut at ${share}`,
      );
    }
    for (const share of [0.001, 0.7]) {
      const flipped = all((raw) => {
        raw[Math.floor(raw.length * share)] ^= 4;
        return raw;
      });
      await assertRefused(flipped, `${kind} changed at ${share}`);
    }
  });

  test(`${kind} with a damaged or unfinished gzip are refused`, async () => {
    await assertRefused(
      all((raw) => gzipSync(raw).subarray(0, 40)),
      `${kind} with half a gzip`,
    );
    const flipped = all((raw) => {
      const packed = new Uint8Array(gzipSync(raw));
      packed[packed.length >> 1] ^= 16;
      return packed;
    });
    await assertRefused(flipped, `${kind} with a gzip that was changed`);
  });

  test(`${kind} of a later version are refused, also where the checksum is right`, async () => {
    const later = all((raw) => {
      new DataView(raw.buffer).setUint32(16, 2, true);
      return signed(raw);
    });
    await assertRefused(later, kind);
  });

  test(`${kind} of another bundle, or a file of another kind in their place, are refused`, async () => {
    const [foreign] = otherKinds.get(kind) ?? [];
    await assertRefused(
      all(() => unpacked(/** @type {any} */ (others.get(foreign)))),
      `${kind} of another bundle`,
    );
    if (kind === 'root') return;
    const root = unpacked(/** @type {any} */ (files.get(rootName(files))));
    await assertRefused(
      all(() => root),
      `the root in the place of ${kind}`,
    );
  });
}

test('an entry that is cut, changed or of another version is refused', async () => {
  const entry = /** @type {Uint8Array} */ (files.get('entry.json'));
  for (const size of [0, 1, 20, entry.length - 3]) {
    const cut = withFiles({ 'entry.json': entry.slice(0, size) });
    const said = size
      ? new RegExp(`entry\\.json is damaged, .* \\(it has ${size} bytes\\): upload it again`)
      : /entry\.json is empty: upload it again/;
    await assertRefused(cut, `an entry of ${size} bytes`, said);
  }
  const written = (/** @type {object} */ value) => new TextEncoder().encode(JSON.stringify(value));
  const right = JSON.parse(new TextDecoder().decode(entry));
  for (const wrong of [
    { carrel: 2 },
    { index: 'none.bin' },
    { index: 5 },
    { index: [...(kinds.get('cards') ?? [])][0] },
  ]) {
    await assertRefused(withFiles({ 'entry.json': written({ ...right, ...wrong }) }), JSON.stringify(wrong));
  }
});
