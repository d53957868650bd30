/**
 * @file Writes what each fuzz target begins with into build/fuzz/. Nothing of the specs or of ../shared is kept in the
 * project; where they are missing, their part is left out and named.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shared = join(root, '../shared/data');

// Pathological inputs are thousands of repetitions; so much of them shows their shape.
const LONGEST_PATHOLOGICAL = 3000;

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
/** @param {string} path */
const readText = (path) => readFileSync(join(root, path), 'utf8');

/** @template T @param {string[]} missing @param {string} what @param {() => T[]} read @returns {T[]} */
function ifThere(missing, what, read) {
  try {
    return read();
  } catch (error) {
    if (!/^(ENOENT|MODULE_NOT_FOUND)$/.test(/** @type {NodeJS.ErrnoException} */ (error).code ?? ''))
      throw error;
    missing.push(what);
    return [];
  }
}

/** @returns {string[]} */
const commonmark = () =>
  createRequire(import.meta.url)('commonmark-spec').tests.map(
    (/** @type {{ markdown: string }} */ { markdown }) => markdown.replaceAll('→', '\t'),
  );

/** @param {string} name @returns {string[]} */
const examplesOf = (name) =>
  readJson(join(shared, 'specs', name)).map((/** @type {{ markdown: string }} */ { markdown }) => markdown);

/** @returns {string[]} */
const ours = () =>
  [...readText('tests/spec/markdown.txt').matchAll(/^`{8} example\n(.*?\n)\.\n/gms)].map(([, markdown]) =>
    markdown.replaceAll('→', '\t').replaceAll('␀', '\0'),
  );

/** @returns {string[]} */
function pathological() {
  /** @type {{ segments?: [string, number][] }[]} */
  const inputs = readJson(join(shared, 'specs/pathological.json')).inputs;
  return inputs.flatMap(({ segments }) => {
    if (!segments) return [];
    const size = segments.reduce((sum, [unit, count]) => sum + unit.length * count, 0);
    const scale = Math.min(1, LONGEST_PATHOLOGICAL / size);
    return [segments.map(([unit, count]) => unit.repeat(Math.ceil(count * scale))).join('')];
  });
}

/** @typedef {{ context: string, payload: string }} Vector */

/** @returns {Vector[]} */
const vectors = () =>
  readdirSync(join(shared, 'xss'))
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readJson(join(shared, 'xss', name)));

/** @param {Vector} vector @param {number} i */
function asMarkdown({ context, payload }, i) {
  if (context !== 'url') return payload;
  const ways = [
    `[x](${payload})`,
    `[x](<${payload}>)`,
    `![x](${payload})`,
    `<${payload}>`,
    `[x][r]\n\n[r]: ${payload}`,
  ];
  return ways[i % ways.length];
}

/** @param {string} text @param {number} i */
const withOptions = (text, i) => Buffer.concat([Buffer.from([i % 12, 2 + 8 * (i % 4)]), Buffer.from(text)]);

const BUNDLES = [
  { articles: [] },
  { version: 1, articles: [{ slug: 'a', title: 'A', body: '# B\n\nc d' }] },
  {
    site: {
      title: 'S',
      url: 'https://example.org',
      language: 'de',
      fields: { n: { label: 'N', facet: true }, t: {} },
    },
    articles: [
      { slug: 'a', title: 'Nächte', body: 'ä ß', fields: { n: 1.5, t: ['x', 'y'], d: '2024-02' }, weight: 3 },
      {
        slug: 'a',
        title: 'B',
        body: 'pain',
        fields: { n: [2, '3'], t: 'x', d: '2023' },
        language: 'en-GB',
        extra: { k: [1] },
      },
    ],
    synonyms: [{ terms: ['a', 'b c'] }, { from: 'x', to: ['pain'] }],
  },
  {
    topics: [
      {
        slug: 't',
        title: 'T',
        introduction: '**a** [b](c)\n\n- d',
        terms: [{ term: 'x', also_known_as: ['y z'], definition: 'w' }],
      },
    ],
    articles: [
      {
        slug: 'all',
        title: 'Everything',
        body: 'a\n\n| b | c |\n|--|--|\n| d | e |\n\nf[^1]\n\n[^1]: g',
        url: 'https://example.org/a',
        date: '2024-05-06',
        updated: '2024-06',
        authors: ['Ann', { name: 'Bo', url: 'b', credentials: 'MD' }],
        categories: ['A/B', 'C'],
        tags: ['x', 'y'],
        excerpt: 'An excerpt. Of two.',
        also_known_as: ['all of it'],
        language: 'en',
        image: { src: 'i.png', alt: 'i', width: 1, height: 2 },
        topics: ['t'],
        reviewed_by: { name: 'Cy' },
        last_reviewed: '2024',
        next_review: '2025-01-01',
        sources: [{ title: 's', url: 'https://example.org/s', publisher: 'p', date: '2020' }],
        weight: 0.5,
      },
    ],
    help: [
      { region: 'XX', language: 'en', label: 'l', text: 't', tel: '1', url: 'u', verified: '2024-01-01' },
    ],
  },
];

/** What authors get wrong: each key with a value of another type, and everything that is reported. */
function faultyBundles() {
  const whole = BUNDLES[BUNDLES.length - 1];
  /** @type {unknown[]} */
  const bundles = [
    [],
    7,
    { articles: {} },
    { version: 2, articles: [] },
    { version: '1', articles: [null, 1, 'a', []] },
  ];
  for (const wrong of [null, -3, true, 'word', [1, null, 'x', 'x'], { name: 5 }, [{ slug: 2 }, 3]]) {
    for (const list of /** @type {const} */ (['articles', 'topics', 'help'])) {
      const [first] = /** @type {object[]} */ (whole[list]);
      bundles.push({
        ...whole,
        [list]: [Object.fromEntries(Object.keys(first).map((key) => [key, wrong])), first],
      });
    }
    bundles.push(
      { articles: [], site: wrong },
      { articles: [], site: { title: wrong, language: wrong, fields: wrong } },
    );
    bundles.push({ articles: [], synonyms: [wrong, { terms: wrong }, { from: wrong, to: wrong }] });
  }
  const values = [1, '2', 'x', '2024-05', null, [1, 'y'], { z: 1 }, 0.12345, -1e12];
  const body = '';
  const withFields = (/** @type {object} */ field) => ({
    site: { fields: { f: field, g: { type: 'number' }, h: { type: 'date', label: 'H' } } },
    articles: values.map((f, i) => ({
      slug: `s${i}`,
      title: 't',
      body,
      fields: { f, g: f, h: f, i: f, j: 1.5 + i },
    })),
  });
  bundles.push(
    ...['number', 'date', 'text', 'none', 5].map((type) => withFields({ type })),
    withFields({ facet: false }),
  );
  const names = Array.from({ length: 20 }, (_, i) => [`name ${i}`, i]);
  bundles.push({
    articles: [
      {
        slug: 'a',
        title: '',
        body,
        weight: 200,
        topics: ['none'],
        authors: 'Ann',
        fields: Object.fromEntries(names),
      },
      { slug: 'a', title: 'again', body, authors: { name: '' }, tags: 'one', also_known_as: ['x', 'x', ''] },
      { slug: 'Ä b/c', title: 'odd', body, image: 'i.png', categories: ['/', 'A//B'] },
    ],
    topics: [{ slug: 't' }],
    synonyms: [{}, { terms: ['x'] }, { from: 'a', to: [] }],
    help: [{ region: 'XX' }],
  });
  // Neither half of a pair, nor UTF-8, nor a number that fits, and a mark in front.
  const unfit = Buffer.concat([
    Buffer.from(
      '\ufeff{"articles":[{"slug":"a","title":"half \\ud83d of \\uDC00 it \\ud83d\\ude00","body":"\\u00e9',
    ),
    Buffer.from([0xff, 0xc3]),
    Buffer.from('","weight":1e999,"extra":["\\udfff",-1e999,1E-400]}]}'),
  ]);
  const deep = `${'['.repeat(40)}1${']'.repeat(40)}`;
  return [
    ...bundles.map((bundle) => JSON.stringify(bundle)),
    `{"articles":[{"slug":"a","title":"t","body":"","x":${deep}}],"y":${deep}}`,
    unfit,
  ];
}

const QUERIES = [
  'q=pain',
  'q=pain&passages=1&explain=1',
  'q=piin+wrods',
  'q=%22heart+attack%22&passages=1',
  'q=%22heart+attack%22+-words+OR+title:pain',
  'q=heartattack',
  'q=myocardial+infarction&explain=1',
  'q=narcan+-%22pain%22',
  'q=tag:%22first+aid%22+year:2020..2024+in:treatment',
  'q=by:bell+topic:care+-category:news',
  'q=withdrawals&stems=withdrawals:withdrawal',
  'q=schlaf+straße',
  'q=नींद+दवा',
  'q=القلب',
  'q=心臓+睡眠&passages=1',
  'q=ปวดหัว',
  'q=𠮷野家+𝔣𝔯𝔞𝔨&passages=1',
  'q=καρδια',
  'q=🇩🇪+ẞ+ﬁ',
  'q=👩‍👩‍👧&passages=1',
  'q=c%2B%2B+node.js+2.0.1',
  'q=a+b+c+d+e+f+g+pain&depth=3&passages=1',
  'q=„words+and',
  'in=treatment/medication,news&tags=any:heart,words&by=all:bo',
  'in=all:treatment,news&from=2001&to=2024-05&sort=old&show=1000',
  'where=minutes:3..20,level:easy%7Chard,released:2024..',
  'where=level:all:easy|hard,minutes:-1.5..12345678901&sort=title',
  'read=one&q=pain',
  'read=more-3',
  'q=pa&only=ids&show=0',
  'topic=care&sort=relevance&q=old+ache',
];

/** @param {string} folder @param {(Buffer | string)[]} inputs */
function write(folder, inputs) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [i, input] of inputs.entries()) writeFileSync(join(folder, String(i).padStart(5, '0')), input);
}

/**
 * The seeds of all targets but `index`, which writes its own; gives back what was missing.
 * @param {string} folder
 */
export function writeSeeds(folder) {
  /** @type {string[]} */
  const missing = [];
  const hostile = ifThere(missing, '../shared/data/xss', vectors);
  const markdown = [
    ...ours(),
    ...ifThere(missing, 'npm commonmark-spec', commonmark),
    ...ifThere(missing, '../shared/data/specs', () => examplesOf('gfm-ext.json')),
    ...ifThere(missing, '../shared/data/specs', pathological),
    ...hostile.map(asMarkdown),
  ].map(withOptions);
  write(join(folder, 'markdown'), markdown);
  write(join(folder, 'html'), markdown);

  const addresses = hostile.filter(({ context }) => context === 'url').map(({ payload }) => payload);
  const content = [
    ...BUNDLES.map((bundle) => JSON.stringify(bundle)),
    ...faultyBundles(),
    readText('tests/golden/v1/content.json'),
  ];
  // Few in each and not all of them, or loading them would take longer than a short run.
  for (let i = 0; i < addresses.length; i += 16) {
    const articles = addresses.slice(i, i + 4).map((url, n) => ({
      slug: `s${n}`,
      title: url,
      body: `<${url}>`,
      url,
      image: { src: url },
      sources: [{ url }],
    }));
    content.push(JSON.stringify({ articles }));
  }
  write(join(folder, 'content'), content);

  const words = addresses
    .filter((_, i) => i % 16 === 0)
    .map((text) => `q=${encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))}`);
  write(
    join(folder, 'query'),
    [...QUERIES, ...words].map((query, i) => Buffer.concat([Buffer.from([i % 2]), Buffer.from(query)])),
  );
  return [...new Set(missing)];
}

/**
 * A dictionary as libFuzzer wants it, which is ASCII; ours are to be read.
 * @param {string} from
 * @param {string} to
 */
export function writeDictionary(from, to) {
  const text = readFileSync(from, 'utf8').replace(/[^\n -~]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  );
  writeFileSync(to, text);
}
