import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { foresee } from '../../web/early.js';
import { openBundle } from '../../web/engine.js';
import { open, pack } from '../../web/node.js';
import { isWhole } from '../../web/privacy.js';
import { WHOLE_AT_MOST } from '../../web/whole.js';
import { typing, visit, whatFilesTell } from '../bench/privacy.mjs';

const FIRSTS = [...'bdfgklmnprstvz'];
const syllables = FIRSTS.flatMap((first) => [...'aeiou'].map((second) => first + second));

/** A word of three syllables. @param {number} n */
const word = (n) =>
  [n, n / syllables.length, n / syllables.length ** 2]
    .map((place) => syllables[Math.floor(place) % syllables.length])
    .join('');

/** Articles by rule: those of `count` are a bundle in parts, a few are one file. @param {number} count */
const content = (count) => ({
  version: 1,
  site: { title: 'S', url: '', language: 'en', fields: { level: { label: 'Level' } } },
  topics: [{ slug: 'half', title: 'Half', introduction: '', terms: [] }],
  articles: Array.from({ length: count }, (_, i) => ({
    slug: `a${i}`,
    title: `About ${word(i * 31)} and ${word(i * 17)}`,
    date: `20${10 + (i % 15)}-0${1 + (i % 9)}-11`,
    authors: [`Author ${word(i % 9)}`],
    categories: [`Top/${word(i % 6)}`],
    tags: [word(i % 40)],
    topics: i % 2 ? ['half'] : [],
    language: i % 3 ? 'en' : 'de',
    fields: { level: i % 4 ? 'easy' : 'hard' },
    body: Array.from({ length: 120 }, (__, j) => word((i * 7919 + j * 104729) % 300_000)).join(' '),
  })),
});

const large = pack(content(1500));
const small = pack(content(20));

/** Everything that a reader can ask for, by its own name. @type {Record<string, (bundle: import('../../web/bundle.js').Bundle) => Promise<unknown>>} */
const visits = {
  'a known word': typing(word(31)),
  'another known word': typing(word(200_003)),
  'a word in the title': typing('about'),
  'a misspelt word': typing(`${word(31)}x`),
  'two words run together': typing(word(31) + word(17)),
  'an unknown word': typing('xylophonistically'),
  'a word with another ending': typing('abouting'),
  'the beginning of a word': typing('ba'),
  'a letter': typing('b'),
  'other letters': typing('привет 心臓'),
  'many words': typing(Array.from({ length: 12 }, (_, i) => word(i * 997)).join(' ')),
  'a phrase': typing(`"${word(0)} ${word(104_729)}"`),
  'a phrase that is excluded': typing(`${word(9)} -"about ${word(31)}"`),
  'an excluded word': typing(`-${word(9)}`),
  'words in fields': typing(`title:${word(31)} tag:${word(3)} year:2015`),
  'an alternative': typing(`${word(31)} OR "${word(62)} and"`),
  nothing: (bundle) => bundle.search(''),
  filters: (bundle) => bundle.search(`in=top/${word(2)}&tags=any:${word(3)},${word(5)}&by=author-${word(1)}`),
  'dates, fields and a topic': (bundle) => bundle.search('from=2012&to=2014&where=level:hard&topic=half'),
  'the order of titles': (bundle) => bundle.search('sort=title&show=10'),
  'the end of a long list': (bundle) => bundle.search('sort=old&show=1000'),
  'depth, passages and reasons': (bundle) =>
    bundle.search(`q=${word(1)}+${word(2)}+${word(3)}+${word(4)}+${word(5)}&depth=3&passages=1&explain=1`),
  'which articles alone': (bundle) => bundle.search(`q=${word(8)}&only=ids`),
  suggestions: (bundle) => bundle.suggest(`q=${word(4)}`),
  'words in an opened article': (bundle) =>
    bundle.search(`q=${word(4)}`).then(() => bundle.stems([word(4), 'abouts'])),
  'many searches, one after the other': async (bundle) => {
    for (const words of ['ba', word(77), 'xylophone', `"${word(5)} ${word(6)}"`]) await typing(words)(bundle);
  },
};

test('privacy="whole": whatever is searched for, the files are one and the same set', async () => {
  const files = await large;
  const expected = (await visit(files, 'whole', (bundle) => bundle.search('q=anything'))).files;
  assert.ok(expected.length > 20, `a bundle in parts: ${expected.length}`);
  for (const [what, act] of Object.entries(visits))
    assert.deepEqual((await visit(files, 'whole', act)).files, expected, what);
  assert.ok(expected.includes('stem.en.wasm') && expected.includes('stem.de.wasm'), 'with all stemmers');
});

test('without it nearly every word has a set of files of its own', async (t) => {
  const files = await large;
  const words = Array.from({ length: 60 }, (_, i) => word(i * 4999));
  const parts = await whatFilesTell(files, 'parts', words);
  const whole = await whatFilesTell(files, 'whole', words.slice(0, 10));
  for (const [name, { share, sets, median, bytes }] of Object.entries({ parts, whole }))
    t.diagnostic(
      `${name}: ${(100 * share).toFixed(1)} % of words alone with their files, ${sets} sets, ${median} files, ${bytes} bytes`,
    );
  assert.ok(parts.share > 0.8);
  assert.equal(whole.sets, 1);
});

test('a bundle of one file tells nothing of words, unless passages are looked for in bodies', async () => {
  const files = await small;
  const searched = (/** @type {string} */ words) => (/** @type {any} */ bundle) =>
    bundle.search(`q=${words}&show=10`);
  for (const words of [word(31), word(17), 'about', 'xyz'])
    assert.equal(
      (await visit(files, 'parts', searched(words))).files.filter((name) => name.endsWith('.bin')).length,
      1,
    );
  const sets = async (/** @type {string} */ privacy) =>
    new Set(
      await Promise.all(
        Object.values(visits).map(async (act) => String((await visit(files, privacy, act)).files)),
      ),
    ).size;
  assert.ok((await sets('parts')) > 1, 'bodies and stemmers');
  assert.equal(await sets('whole'), 1);
});

test('answers are the same with it, but for phrases, passages and depth', async () => {
  const files = await large;
  const parts = await open(files);
  const whole = await open(files, { privacy: 'whole' });
  const requests = [
    '',
    `q=${word(31)}`,
    `q=${word(31)}x`,
    'q=xylophonistically',
    'q=abouting',
    `q=about+-${word(9)}`,
    `q=title:${word(31)}+tag:${word(3)}`,
    `q=${word(4)}&sort=title&show=50&explain=1`,
    `in=top/${word(2)}&from=2012&where=level:hard&topic=half`,
  ];
  for (const request of requests)
    assert.deepEqual(await whole.search(request), await parts.search(request), request);
  for (const request of [`q=${word(4)}`, 'q=abo', 'q=ba'])
    assert.deepEqual(await whole.suggest(request), await parts.suggest(request), request);
  assert.deepEqual(await whole.article('a7'), await parts.article('a7'));
  const phrase = `q="${word(31)} and"`;
  assert.deepEqual((await parts.search(phrase)).relaxed, []);
  assert.deepEqual((await whole.search(phrase)).relaxed, ['row'], 'it says so');
});

test('the list that everybody sees first, and an article, take no more than without it', async () => {
  const files = await large;
  /** @param {(bundle: import('../../web/bundle.js').Bundle) => Promise<unknown>} act */
  const both = async (act) =>
    assert.deepEqual((await visit(files, 'whole', act)).files, (await visit(files, 'parts', act)).files);
  await both((bundle) => bundle.search('show=10', { opening: true }));
  await both((bundle) => bundle.article('a7'));
});

test('an opened article is named by its files, before or after a search', async () => {
  const files = await large;
  const read = (/** @type {string} */ slug) =>
    visit(files, 'whole', async (bundle) => {
      await bundle.search('q=about');
      await bundle.article(slug);
    });
  assert.notDeepEqual((await read('a1')).files, (await read('a1499')).files);
});

test('the bytes of the set are counted as they came, whatever else was read', async () => {
  const files = await large;
  const { files: names, bytes } = await visit(files, 'whole', async (bundle) => {
    await bundle.search('q=about');
    await bundle.article('a1');
  });
  const set = (await visit(files, 'whole', (bundle) => bundle.search('q=about'))).files;
  const sizes = set.filter((name) => name.endsWith('.bin')).map((name) => files.get(name)?.length ?? 0);
  assert.equal(
    bytes,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  assert.ok(names.length > set.length);
});

test('a file that the browser has unpacked counts as it came down', async () => {
  const files = await small;
  /** @param {boolean} unpacked */
  const bytesOf = async (unpacked) => {
    const bundle = await openBundle(new URL('memory://bundle/entry.json'), {
      modules: (name) => new URL(`../../dist/${name}`, import.meta.url),
      fetch: async (url) => {
        if (url.protocol === 'file:') return new Response(await readFile(url));
        const packed = files.get(url.pathname.slice(1)) ?? new Uint8Array();
        const isBin = unpacked && url.pathname.endsWith('.bin');
        return new Response(isBin ? new Uint8Array(gunzipSync(packed)) : packed, {
          headers: isBin ? { 'content-encoding': 'gzip', 'content-length': `${packed.length}` } : {},
        });
      },
    });
    await bundle.search('q=about');
    const { searchBytes } = bundle;
    bundle.close();
    return searchBytes;
  };
  assert.ok((await bytesOf(false)) > 1000);
  assert.equal(await bytesOf(true), await bytesOf(false));
});

test('a stemmer that cannot be had is asked for with every search, not with unknown words', async () => {
  const files = await small;
  /** @type {string[]} */
  const asked = [];
  const bundle = await openBundle(new URL('memory://bundle/entry.json'), {
    privacy: 'whole',
    modules: (name) => new URL(`../../dist/${name}`, import.meta.url),
    fetch: async (url) => {
      asked.push(url.pathname.split('/').pop() ?? '');
      if (url.pathname.includes('stem.')) return new Response(null, { status: 404 });
      return new Response(url.protocol === 'file:' ? await readFile(url) : files.get(asked.at(-1) ?? ''));
    },
  });
  /** @param {string} query */
  const stemmersAskedBy = async (query) => {
    asked.length = 0;
    await bundle.search(query);
    return asked.filter((name) => name.startsWith('stem.')).sort();
  };
  const all = ['stem.de.wasm', 'stem.en.wasm'];
  assert.deepEqual(await stemmersAskedBy('q=about'), all);
  assert.deepEqual(await stemmersAskedBy('q=abouting'), all);
  assert.deepEqual(await stemmersAskedBy('q=about'), all);
  bundle.close();
});

/** Longer on the wire by a comment that gzip passes over. @param {Uint8Array<ArrayBuffer>} bytes @param {number} more */
function padded(bytes, more) {
  const long = new Uint8Array(bytes.length + more + 1).fill(120);
  long.set(bytes.subarray(0, 10));
  long[3] |= 0x10;
  long[10 + more] = 0;
  long.set(bytes.subarray(10), 11 + more);
  return long;
}

test('more than five megabytes are refused before they are fetched, where the entry says how many there are', async () => {
  const files = new Map(await large);
  const entry = JSON.parse(new TextDecoder().decode(files.get('entry.json')));
  const claim = (/** @type {unknown} */ searchBytes) =>
    files.set('entry.json', new TextEncoder().encode(JSON.stringify({ ...entry, searchBytes })));
  claim(WHOLE_AT_MOST + 1);
  await assert.rejects(open(files, { privacy: 'whole' }), {
    code: 'size',
    message:
      /privacy="whole" would fetch 5\.0 MB or more of memory:\/\/bundle\/entry\.json, at most 5\.0 MB .* split the bundle/,
  });
  await (await open(files)).search('q=about');
  for (const bytes of [WHOLE_AT_MOST, 0, undefined]) {
    claim(bytes);
    await (await open(files, { privacy: 'whole' })).search('q=about');
  }
  for (const bytes of ['many', null, -1]) {
    claim(bytes);
    await assert.rejects(open(files, { privacy: 'whole' }), { code: 'corrupt', message: /^searchBytes in / });
  }
});

test('and else as soon as so many have come: then nothing further is asked for', async () => {
  const files = new Map(await large);
  const names = [...files.keys()].filter((name) => name.endsWith('.bin'));
  for (const name of names) files.set(name, padded(/** @type {any} */ (files.get(name)), 250_000));
  let asked = 0;
  const get = files.get.bind(files);
  files.get = (name) => {
    asked++;
    return get(name);
  };
  const bundle = await open(files, { privacy: 'whole' });
  await bundle.search('show=10', { opening: true });
  await assert.rejects(bundle.search('q=about'), { code: 'size' });
  const before = asked;
  await assert.rejects(bundle.search('q=about'), { code: 'size' });
  await assert.rejects(bundle.article('a1'), { code: 'size' });
  assert.equal(asked, before);
  bundle.close();
  await visit(files, 'parts', (bundle) => bundle.search('q=about'));
});

test('a value that is not known counts as whole', () => {
  for (const value of ['', 'parts', undefined]) assert.ok(!isWhole(value));
  for (const value of ['whole', 'Whole', 'full', 'strict']) assert.ok(isWhole(value));
});

test('what the script foresees without words names the root alone', async () => {
  const text = (await large).foreseen.map(([file, hint]) => file.slice(0, 16) + hint).join('\n');
  assert.equal(foresee(text, '').length, 1);
  assert.ok(foresee(text, word(31)).length > 1);
});
