/** @file Where answers come in: the shapes themselves, modules that break the contract of calls, and that nothing right is refused. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { importMarkdown } from '../../scripts/cli/import-markdown.mjs';
import { answerTo, fromJson, outline } from '../../web/answers.js';
import { EngineError, Instance, openBundle } from '../../web/engine.js';
import { open, pack } from '../../web/node.js';
import { packInSlices } from '../../web/packing.js';
import {
  among,
  count,
  dictionary,
  either,
  flag,
  list,
  name,
  nullable,
  number,
  optional,
  ranges,
  record,
  text,
  whole,
  within,
} from '../../web/shapes.js';
import { assertSound, TAGS, toHtml } from '../../web/stream.js';
import { hasMedquad, KINDS, medquadContent, medquadQueries } from '../bench/medquad.mjs';
import { takeApart } from './fixtures/container.js';
import { fakeSite } from './fixtures/fake.js';

/** @param {RegExp} message */
const refusal = (message) => (/** @type {unknown} */ error) => {
  assert.ok(error instanceof EngineError, `${error}`);
  assert.match(error.message, message);
  assert.match(error.message, /\S: \S/, 'a fact, then a remedy');
  return true;
};

/** What a shape says of a value. @param {import('../../web/shapes.js').Shape} shape @param {any} value */
function said(shape, value) {
  const misfit = shape(value);
  return misfit && `${misfit.path} ${misfit.fact}`.trim();
}

test('a shape says what stands where something else belongs, and where', () => {
  const shape = record({ title: text, hits: list(record({ count, slug: name })), more: optional(flag) });
  assert.equal(said(shape, { title: '', hits: [{ count: 0, slug: 'a' }] }), null);
  for (const [value, fact] of /** @type {[any, string][]} */ ([
    [null, 'is null where an object belongs'],
    [[], 'is a list where an object belongs'],
    ['x'.repeat(99), `is "${'x'.repeat(39)}… where an object belongs`],
    [{ title: {}, hits: [] }, '.title is an object where a text belongs'],
    [{ title: '' }, '.hits is missing where a list belongs'],
    [
      {
        title: '',
        hits: [
          { count: 0, slug: 'a' },
          { count: -1, slug: 'a' },
        ],
      },
      '.hits[1].count is -1 where a whole number from 0 belongs',
    ],
    [
      { title: '', hits: [{ count: 1, slug: '' }] },
      '.hits[0].slug is "" where a text that is not empty belongs',
    ],
    [{ title: '', hits: [], more: null }, '.more is null where true or false belongs'],
  ]))
    assert.equal(said(shape, value), fact);
});

test('numbers are finite, whole ones lie in their bounds', () => {
  for (const value of ['1', null, undefined, Number.NaN, Infinity, {}, [1], true])
    assert.ok(said(number, value));
  for (const value of [1.5, -1, 2 ** 53, '1', Infinity]) assert.ok(said(count, value), `${value}`);
  assert.equal(said(whole(1, 6), 7), 'is 7 where a whole number from 1 to 6 belongs');
  assert.equal(said(number, -0.5), null);
});

test('one of several, and null where it may be', () => {
  assert.equal(said(among('a', 'b'), 'toString'), 'is "toString" where one of a, b belongs');
  assert.equal(said(nullable(text), null), null);
  assert.equal(said(either(text, number), 3), null);
  assert.equal(said(either(text, number), []), 'is a list where a number belongs');
});

test('a list may be too long', () => {
  assert.equal(said(list(count, 2), [1, 2, 3]), 'has 3 items where at most 2 belong');
});

test('members that have no name in the shape are taken out, whatever they are called', () => {
  const shape = record({ a: text, b: text });
  const value = JSON.parse('{"__proto__":{"c":1},"x":1,"b":"2","constructor":{},"a":"1","toString":7,"0":0}');
  assert.equal(shape(value), null);
  assert.deepEqual(Object.keys(value).sort(), ['a', 'b']);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
});

test('a page that gives all objects a member of its own changes nothing', () => {
  const shape = record({ a: text });
  try {
    /** @type {any} */ (Object.prototype).everywhere = () => {};
    assert.equal(said(shape, { a: '' }), null);
    assert.equal(said(shape, {}), '.a is missing where a text belongs');
  } finally {
    delete (/** @type {any} */ (Object.prototype).everywhere);
  }
});

test('of the owner’s own members those that are no plain values are left out, and the rest stays', () => {
  const value = JSON.parse('{"a":1,"b":{"type":"img"},"__proto__":"x","c":"y"}');
  assert.equal(dictionary(either(text, number))(value), null);
  assert.deepEqual(Object.entries(value), [
    ['a', 1],
    ['c', 'y'],
  ]);
});

test('ranges are pairs of whole numbers, sorted, apart and within their text', () => {
  const shape = record({ text, ranges }, within('text', 'ranges'));
  for (const right of [
    [],
    [[0, 0]],
    [
      [0, 2],
      [2, 4],
    ],
    [[1, 4]],
  ])
    assert.equal(said(shape, { text: 'abcd', ranges: right }), null, JSON.stringify(right));
  for (const wrong of [
    '',
    {},
    [1],
    [[1]],
    [[0, 1, 2]],
    [['0', 1]],
    [[0, null]],
    [[2, 1]],
    [
      [0, 2],
      [1, 3],
    ],
    [[-1, 1]],
    [[0, 0.5]],
    [[0, 5]],
  ])
    assert.ok(said(shape, { text: 'abcd', ranges: wrong }), JSON.stringify(wrong));
});

test('half of a character becomes the sign that stands for one, since no address can hold it', () => {
  const shape = list(text);
  assert.deepEqual(fromJson('["\\ud800","\\ud83d\\ude00","a\\uDFFFb","\\\\ud800"]', shape, 'it'), [
    '\ufffd',
    '😀',
    'a\ufffdb',
    '\\ud800',
  ]);
});

test('what is no JSON, or nested without an end, is refused with a remedy', () => {
  for (const json of [
    '',
    '{',
    'undefined',
    '[1,]',
    '\u0000',
    `${'['.repeat(1e5)}`,
    `${'['.repeat(1e5)}${']'.repeat(1e5)}`,
  ])
    assert.throws(() => fromJson(json, outline, 'it'), refusal(/^(it is not JSON|\[0\] in it is a list)/));
});

test('a stream is sound where toDom makes nodes of it', () => {
  const [p, br] = ['p', 'br'].map((tag) => TAGS.indexOf(tag));
  assertSound({ ops: [(p << 2) | 1, 4 << 2, 2], text: 'abcd' });
  assertSound({ ops: [4 << 2], text: 'abcd' });
  for (const ops of [[2], [1], [3, 0], [(p << 2) | 1, 3 << 2, 2], [(p << 2) | 1, 3, 9, 2]])
    assert.throws(() => assertSound({ ops, text: 'abcd' }), refusal(/is damaged at/));
  assert.throws(() => assertSound({ ops: [(br << 2) | 1, 4 << 2, 2], text: 'abcd' }), refusal(/damaged/));
  assert.throws(
    () => assertSound({ ops: [...Array(300).fill(1), ...Array(300).fill(2)], text: '' }, 'It'),
    refusal(/^It is damaged at/),
  );
});

/** @param {() => unknown} work */
function isRefused(work) {
  try {
    work();
    return false;
  } catch (error) {
    assert.ok(error instanceof EngineError, `${error}`);
    return true;
  }
}

test('of any numbers the one says what the other does', () => {
  let state = 1;
  const next = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const seen = new Set();
  for (let round = 0; round < 3000; round++) {
    // Few kinds of elements, void ones among them, so that some streams are sound.
    const ops = Array.from({ length: next(8) }, () => (next(3) ? next(2) + 1 : next(30) * 4 + next(4)));
    const stream = { ops, text: 'x'.repeat(next(3)), outline: [], truncated: false };
    const refused = isRefused(() => assertSound(stream));
    assert.equal(
      refused,
      isRefused(() => toHtml(stream)),
      JSON.stringify(stream),
    );
    seen.add(refused);
  }
  assert.equal(seen.size, 2);
});

test('which answer belongs to a query is known as the engine knows it', () => {
  const read = answerTo('carrel_search', 'read=a');
  const ids = answerTo('carrel_search', 'q=a&only=ids');
  const listed = answerTo('carrel_search', 'q=a');
  assert.equal(new Set([read, ids, listed, answerTo('carrel_suggest', 'read=a')]).size, 4);
  for (const [query, shape] of /** @type {[string, any][]} */ ([
    ['', listed],
    ['read=', listed],
    ['only=', listed],
    ['only=ids&only=x', listed],
    ['only=x&only=ids', ids],
    ['%6fnly=%69ds', ids],
    ['only=ids&read=a', read],
    ['read=a&read=', listed],
    ['q=%FF%C3', listed],
  ]))
    assert.equal(answerTo('carrel_search', query), shape, query);
});

const sample = {
  articles: [{ slug: 'a', title: 'A', body: 'a', fields: { deep: { type: 'img' }, x: 1 }, own: { y: 1 } }],
};

test('queries in odd spellings are answered', async () => {
  const bundle = await open(await pack(sample));
  for (const query of [
    '',
    '?q=a',
    'read=',
    'only=',
    'only=ids&only=x',
    'only=x&only=ids',
    '%6fnly=%69ds',
    'read=a&read=',
    'read=a&read=b',
    '%72ead=a',
    'q=%FF%C3&read=%FF',
    'only=ids+',
    'read=+',
    '&&=&q',
    'q=a#read=a',
  ])
    await bundle.search(query);
});

test('the owner’s own fields reach a program but for objects, and what Carrel does not know does as it is', async () => {
  const bundle = await open(await pack(sample));
  const { fields, extra } = await bundle.article('a');
  assert.deepEqual([fields, extra], [{ x: 1 }, { own: { y: 1 } }]);
});

const memory = new WebAssembly.Memory({ initial: 1 });
/** An instance whose module is nonsense. @param {Record<string, unknown>} exports */
const instanceOf = (exports) =>
  new Instance(/** @type {any} */ ({ exports: { memory, carrel_request: () => 0, ...exports } }));

test('whatever a verb gives back, its caller gets an EngineError', () => {
  const replies = [undefined, null, 7n, {}, 'x', Number.NaN, -1, 3, 65_535, 2 ** 32, Symbol('x'), () => {}];
  for (const reply of replies)
    assert.throws(
      () => instanceOf({ verb: () => reply }).ask('verb', 'q=a', list(text)),
      EngineError,
      String(reply),
    );
  for (const request of [undefined, 7n, -1, 65_537, Symbol('x'), () => {}]) {
    const instance = instanceOf({ carrel_request: () => request, verb: () => 4 });
    assert.throws(() => instance.ask('verb', 'q=a', list(text)), EngineError, String(request));
    assert.throws(() => instance.ask('verb', 'é', list(text)), EngineError, String(request));
  }
  for (const verb of [undefined, null, 7, {}, memory])
    assert.throws(() => instanceOf({ verb }).ask('verb', '', list(text)), refusal(/has no verb/));
  assert.throws(
    () => instanceOf({ carrel_request: undefined, verb: () => 0 }).ask('verb', '', list(text)),
    refusal(/verb died/),
  );
});

test('an answer that lies outside of the memory, or has a number and no words, is refused', () => {
  const words = new Uint32Array(memory.buffer);
  /** @param {number[]} reply */
  const answering = (...reply) => {
    words.set(reply, 100);
    return () => instanceOf({ verb: () => 400 }).ask('verb', '', list(text));
  };
  for (const [data, size] of [
    [65_536, 1],
    [0, 65_537],
    [2 ** 32 - 1, 2],
    [65_535, 2],
  ])
    assert.throws(answering(0, data, size), refusal(/verb died/), `${data} ${size}`);
  assert.throws(answering(77, 0, 0), refusal(/verb failed with the number 77: upload/));
  assert.throws(answering(0, 0, 0), refusal(/the answer to verb is not JSON/));
  new Uint8Array(memory.buffer).set([0x22, 0xff, 0xc3, 0x22], 1000);
  assert.throws(answering(0, 1000, 4), refusal(/the answer to verb is "\ufffd\ufffd" where a list belongs/));
});

test('a module without a memory of its own, with another import, or that dies at its start is refused', async () => {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const modules = {
    empty: [],
    'importing its memory': [2, 15, 1, 3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 0, 1],
    'that dies': [1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11],
    // (memory (export "memory") 1 1 shared): texts cannot be read from it.
    'sharing its memory': [5, 4, 1, 3, 1, 1, 7, 10, 1, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 0],
  };
  for (const [what, bytes] of Object.entries(modules)) {
    const {
      fetch,
      at,
      modules: place,
    } = fakeSite({
      'm/search.wasm': { body: new Uint8Array([...header, ...bytes]), type: 'application/wasm' },
    });
    await assert.rejects(
      openBundle(at('b/entry.json'), { modules: place, fetch }),
      refusal(/a module cannot be started: upload every file again/),
      what,
    );
  }
  for (const own of [undefined, null, {}, () => {}, { buffer: new ArrayBuffer(8) }])
    assert.throws(() => instanceOf({ memory: own }), /memory/);
});

test('an entry whose members are of other types is refused', async () => {
  const wrong = [
    '{"carrel":{"toString":1},"index":"root"}',
    '{"carrel":"1","index":"root"}',
    '{"index":"root"}',
    '{"carrel":1,"index":"root","articles":{}}',
    '{"carrel":1,"index":""}',
    '{"carrel":1,"index":{"type":"img"}}',
    '{"__proto__":{"carrel":1,"index":"root"}}',
    '"root"',
    'null',
    '[]',
    '7',
  ];
  for (const body of wrong) {
    const { fetch, at, modules } = fakeSite({ 'b/entry.json': { body } });
    await assert.rejects(openBundle(at('b/entry.json'), { modules, fetch }), refusal(/entry\.json/), body);
  }
});

test('a packer whose steps are no steps is refused', async () => {
  /** @param {string} header @param {number} [size] that is claimed */
  const reply = (header, size = header.length) => {
    const bytes = new Uint8Array(4 + header.length);
    new DataView(bytes.buffer).setUint32(0, size, true);
    bytes.set(new TextEncoder().encode(header), 4);
    return bytes;
  };
  const report = { articles: 1, faults: [], unknown: [] };
  const entry = { carrel: 1, index: 'a' };
  for (const bytes of [
    new Uint8Array(),
    new Uint8Array(3),
    reply(''),
    reply('{'),
    reply('{}', 2 ** 32 - 1),
    reply('{}'),
    reply('{"progress":"x","language":""}'),
    reply('{"progress":1,"language":{"type":"img"}}'),
    reply(JSON.stringify({ entry })),
    reply(JSON.stringify({ entry, report, files: [{ name: {}, size: 0 }] })),
    reply(JSON.stringify({ entry, report, files: [{ name: 'a', size: -1 }] })),
    reply(JSON.stringify({ entry, report, files: [{ name: 'a', size: 5 }] })),
    reply(JSON.stringify({ entry, report: { ...report, faults: [{ at: {} }] }, files: [] })),
  ]) {
    const start = async () => /** @type {any} */ ({ call: () => bytes });
    await assert.rejects(
      packInSlices({ start }, new Uint8Array(), () => {}),
      refusal(/the answer to carrel_pack|the packer lists files/),
      new TextDecoder().decode(bytes),
    );
  }
});

/** Asks for everything that a bundle has. @param {import('../../web/bundle.js').Bundle} bundle @param {string[]} slugs @param {string[]} queries */
async function askAll(bundle, slugs, queries) {
  for (const query of queries)
    for (const more of ['', '&passages=1&explain=1', '&only=ids', '&depth=3&show=50']) {
      await bundle.search(query + more);
      await bundle.suggest(query + more);
    }
  for (const slug of slugs) {
    const article = await bundle.article(slug);
    await bundle.render(article.body, { prefix: 'carrel-' });
  }
}

test('nothing that the demo, or a bundle of any version, answers is refused', async () => {
  const demo = new URL('../../web/demo/content/', import.meta.url);
  const base = JSON.parse(readFileSync(new URL('site.json', demo), 'utf8'));
  const { content } = importMarkdown(new URL('articles', demo).pathname, { base });
  const queries = [
    '',
    'q=opioid',
    'q=naloxne',
    'q="naloxone+at"',
    'q=wi',
    'tags=withdrawal',
    'from=2024&to=2024',
    'sort=title',
  ];
  const slugs = content.articles.map((/** @type {any} */ article) => article.slug);
  await askAll(await open(await pack(content)), slugs, queries);

  const golden = new URL('../golden/', import.meta.url);
  for (const version of readdirSync(golden).filter((entry) => /^v\d+$/.test(entry))) {
    const folder = new URL(`${version}/`, golden);
    const { articles } = JSON.parse(readFileSync(new URL('content.json', folder), 'utf8'));
    const files = new Map(
      readdirSync(folder).map((file) => [file, new Uint8Array(readFileSync(new URL(file, folder)))]),
    );
    const isRoot = (/** @type {string} */ file) =>
      file.endsWith('.bin') &&
      takeApart(/** @type {Uint8Array} */ (files.get(file))).sections.some(({ id }) => id === 'META');
    const root = [...files.keys()].find(isRoot);
    files.set('entry.json', new TextEncoder().encode(JSON.stringify({ carrel: 1, index: root })));
    const bundle = await open(files);
    await askAll(
      bundle,
      articles.map((/** @type {any} */ { slug }) => slug),
      ['', 'q=a', 'q=sleep'],
    );
  }
});

test('nothing that MedQuAD answers is refused', {
  skip: hasMedquad ? false : '../shared/data/medquad is not there',
}, async () => {
  const content = medquadContent();
  const queries = KINDS.flatMap((kind) => medquadQueries(kind).slice(0, 4)).map(
    ({ query }) => `q=${encodeURIComponent(query)}`,
  );
  await askAll(
    await open(await pack(content)),
    content.articles.slice(0, 5).map(({ slug }) => slug),
    queries,
  );
});
