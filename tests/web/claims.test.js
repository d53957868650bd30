/**
 * @file Files that claim more than they hold, with a checksum that is right, are refused before room is made for the claim; and content that asks for
 * more than docs/content.md grants is packed within its limits.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { pack } from '../../web/node.js';
import { putTogether, signed, takeApart, varints, xxh64 } from './fixtures/container.js';

/** @typedef {import('./fixtures/container.js').Section} Section */

const module = new WebAssembly.Module(readFileSync(new URL('../../dist/search.wasm', import.meta.url)));

/** @param {import('../../web/node.js').Files} files */
const unpacked = (files) =>
  [...files]
    .filter(([name]) => name.endsWith('.bin'))
    .map(([, bytes]) => new Uint8Array(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes));

const sample = {
  site: { title: 'Claims', fields: { level: { type: 'text', label: 'Level' } } },
  articles: [
    {
      slug: 'tea',
      title: 'Tea and milk',
      body: '# Leaves\n\nTea helps, and teas help with sleep.',
      tags: ['drink', 'leaf'],
      categories: ['Food/Drink'],
      date: '2024-01-02',
      fields: { level: 'high' },
    },
    { slug: 'milk', title: 'Milk', body: 'Milk and teas.', tags: ['drink'] },
  ],
  synonyms: [{ terms: ['tea', 'chai drink'] }],
};
const [whole, bodies] = unpacked(await pack(sample));

/** A fresh instance: what a verb answers, and by how much the memory grew since the instance was made. */
function start() {
  /** @type {any} */
  const wasm = new WebAssembly.Instance(module).exports;
  wasm._initialize();
  const before = wasm.memory.buffer.byteLength;
  /** @param {string} verb @param {Uint8Array | string} request */
  const call = (verb, request) => {
    const bytes = typeof request === 'string' ? new TextEncoder().encode(request) : request;
    const at = wasm.carrel_request(bytes.length);
    new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
    const reply = wasm[verb]();
    const [status, data, size] = new Uint32Array(wasm.memory.buffer, reply, 3);
    return { status, text: new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, data, size)) };
  };
  return { call, grown: () => wasm.memory.buffer.byteLength - before };
}

/** @param {ReturnType<ReturnType<typeof start>['call']>} reply @param {string} what */
function assertRefused({ status, text }, what) {
  assert.notEqual(status, 0, `${what} was taken`);
  assert.match(text, /^[^:]+: .*(again|update)/, `${what}: a fact, then a remedy`);
}

/** The bytes with the varint that stands behind so many others replaced. @param {Uint8Array} bytes @param {number} index @param {number} value */
function withVarint(bytes, index, value) {
  let begin = 0;
  const skip = (/** @type {number} */ from) => {
    let at = from;
    while (bytes[at] >= 0x80) at++;
    return at + 1;
  };
  for (let i = 0; i < index; i++) begin = skip(begin);
  return new Uint8Array([...bytes.subarray(0, begin), ...varints(value), ...bytes.subarray(skip(begin))]);
}

/** @param {Uint8Array} bytes @param {number} index @param {number} value */
function withNumber(bytes, index, value) {
  const out = bytes.slice();
  new DataView(out.buffer).setUint32(4 * index, value, true);
  return out;
}

/**
 * A file in which one section says something else.
 * @param {Uint8Array} file @param {string} id @param {(section: Section) => Partial<Section>} change
 */
function claiming(file, id, change) {
  const parts = takeApart(file);
  const at = parts.sections.findIndex((section) => section.id === id);
  assert.ok(at >= 0, `a section ${id}`);
  parts.sections[at] = { ...parts.sections[at], ...change(parts.sections[at]) };
  return putTogether(parts);
}

/** The words of the file's own header and of its table of sections. @param {Uint8Array} file @param {number} offset @param {number} value */
function withHeader(file, offset, value) {
  const out = file.slice();
  new DataView(out.buffer).setUint32(offset, value, true);
  return signed(out);
}

const MOST = 0xffff_ffff;
const MANY = 100_000_000;

/** By how much the memory grows for the same file without a claim: rooms are made in steps of some pages. */
const usual = (() => {
  const { call, grown } = start();
  call('carrel_open', whole);
  const opened = grown();
  call('carrel_search', 'q=tea');
  return { opened, searched: grown() };
})();

test('a file that is taken apart and put together again is the same and is taken', () => {
  assert.deepEqual(putTogether(takeApart(whole)), whole);
  const { call } = start();
  assert.equal(call('carrel_open', putTogether(takeApart(whole))).status, 0);
  assert.equal(JSON.parse(call('carrel_search', 'q=tea').text).total, 2);
});

/** @type {Record<string, Uint8Array>} */
const atOpening = {
  'a file of 4 GB': withHeader(whole, 24, MOST),
  'four billion sections': withHeader(whole, 28, MOST),
  '65,000 sections': withHeader(whole, 28, 65_000),
  'a first section of 4 GB': withHeader(whole, 32 + 8, MOST),
  'a first section at 4 GB': withHeader(whole, 32 + 4, MOST),
  'a section that ends past 4 GB': withHeader(whole, 48 + 8, MOST - 64),
  '100 million articles': claiming(whole, 'INFO', ({ bytes }) => ({ bytes: withNumber(bytes, 2, MANY) })),
  'four billion articles': claiming(whole, 'INFO', ({ bytes }) => ({ bytes: withNumber(bytes, 2, MOST) })),
  'an article more than there is': claiming(whole, 'INFO', ({ bytes }) => ({
    bytes: withNumber(bytes, 2, 3),
  })),
  '100 million parts of terms': claiming(whole, 'INFO', ({ bytes }) => ({
    bytes: withNumber(bytes, 3, MANY),
  })),
  '65,000 parts of terms': claiming(whole, 'INFO', ({ bytes }) => ({ bytes: withNumber(bytes, 3, 65_000) })),
  '100 million dated articles': claiming(whole, 'DOCS', ({ bytes }) => ({
    bytes: withVarint(bytes, 0, MANY),
  })),
  '100 million categories': claiming(whole, 'FACT', ({ bytes }) => ({ bytes: withVarint(bytes, 0, MANY) })),
  'four billion categories': claiming(whole, 'FACT', ({ bytes }) => ({ bytes: withVarint(bytes, 0, MOST) })),
  'a category of 4 GB': claiming(whole, 'FACT', ({ bytes }) => ({ bytes: withVarint(bytes, 1, MOST) })),
  '65,000 fields': claiming(whole, 'FACT', () => ({
    bytes: new Uint8Array([0, 0, 0, 0, ...varints(65_000)]),
  })),
  '65,000 fields, each of which is there': claiming(whole, 'FACT', () => ({
    bytes: new Uint8Array([0, 0, 0, 0, ...varints(65_000), ...Array(65_000).fill([1, 97, 0, 0, 0]).flat()]),
  })),
  'a value of 100 million articles': claiming(whole, 'FACT', () => ({
    bytes: new Uint8Array([1, 1, 97, 0, ...varints(MANY), 0, 0, 0, 0]),
  })),
  'a value of four billion articles': claiming(whole, 'FACT', () => ({
    bytes: new Uint8Array([1, 1, 97, 0, ...varints(MOST), 0, 0, 0, 0]),
  })),
  'a file of 100 million articles': claiming(whole, 'FILE', ({ bytes }) => ({
    bytes: withVarint(bytes, 2, MANY),
  })),
  'a file of the article 4,294,967,295': claiming(whole, 'FILE', ({ bytes }) => ({
    bytes: withVarint(bytes, 1, MOST),
  })),
  'a first word of 4 GB': claiming(whole, 'FILE', ({ bytes }) => ({
    bytes: new Uint8Array([...bytes.subarray(0, 11), ...varints(MOST)]),
  })),
  'cards of 100 million articles': claiming(whole, 'CARD', () => ({ items: MANY })),
  'cards of four billion articles': claiming(whole, 'CARD', () => ({ items: MOST })),
  'a slug of 4 GB': claiming(whole, 'CARD', ({ bytes }) => ({ bytes: withVarint(bytes, 0, MOST) })),
  'vectors of 100 million articles': claiming(whole, 'VECT', () => ({ items: MANY })),
  'a vector of 4 GB': claiming(whole, 'VECT', ({ bytes }) => ({ bytes: withVarint(bytes, 0, MOST) })),
  'positions of 100 million words': claiming(whole, 'POSN', () => ({ items: MANY })),
  'positions of 4 GB': claiming(whole, 'POSN', ({ bytes }) => ({ bytes: withVarint(bytes, 0, MOST) })),
};

for (const [what, file] of Object.entries(atOpening)) {
  test(`an index that claims ${what} is refused, and no room is made for it`, () => {
    const { call, grown } = start();
    assertRefused(call('carrel_open', file), what);
    // A file comes as a request and is kept as a copy.
    const atMost = usual.opened + 2 * file.length;
    assert.ok(grown() <= atMost, `${grown()} bytes, ${atMost} without the claim`);
    assert.equal(call('carrel_open', whole).status, 0, 'the instance is as good as new');
  });
}

/** A dictionary is read when a search first looks at it. @type {Record<string, Uint8Array>} */
const atSearching = {
  '100 million words': claiming(whole, 'DICT', () => ({ items: MANY })),
  'four billion words': claiming(whole, 'DICT', () => ({ items: MOST })),
  'words that wrap round with those repeated': claiming(whole, 'DICT', ({ items, bytes }) => ({
    items,
    bytes: withVarint(bytes, 0, MOST - items + 2),
  })),
  '100 million repeated words': claiming(whole, 'DICT', ({ bytes }) => ({
    bytes: withVarint(bytes, 0, MANY),
  })),
  'words of 4 GB': claiming(whole, 'DICT', ({ bytes }) => ({ bytes: withVarint(bytes, 1, MOST) })),
  'lists of 100 million articles': claiming(whole, 'DICT', ({ bytes }) => ({
    bytes: withVarint(bytes, 2, MANY),
  })),
  'lists of four billion articles': claiming(whole, 'DICT', ({ bytes }) => ({
    bytes: withVarint(bytes, 2, MOST),
  })),
  'forms in four billion articles': claiming(whole, 'DICT', ({ bytes }) => ({
    bytes: withVarint(bytes, 3, MOST),
  })),
  'a first word of 4 GB': claiming(whole, 'DICT', ({ bytes }) => ({ bytes: withVarint(bytes, 5, MOST) })),
};

for (const [what, file] of Object.entries(atSearching)) {
  test(`a dictionary that claims ${what} is refused when it is looked at, and no room is made for it`, () => {
    const { call, grown } = start();
    assert.equal(call('carrel_open', file).status, 0);
    assertRefused(call('carrel_search', 'q=tea'), what);
    assertRefused(call('carrel_suggest', 'q=te'), what);
    assert.ok(grown() <= usual.searched, `${grown()} bytes, ${usual.searched} without the claim`);
  });
}

/** Files that the root leads to. @type {Record<string, (section: Section) => Partial<Section>>} */
const ofBodies = {
  '100 million articles': () => ({ items: MANY }),
  'four billion articles': () => ({ items: MOST }),
  'an article of 4 GB': ({ bytes }) => ({ bytes: withVarint(bytes, 1, MOST) }),
};

for (const [what, change] of Object.entries(ofBodies)) {
  test(`bodies that claim ${what} are refused, and no room is made for them`, () => {
    const file = claiming(bodies, 'BODY', change);
    const view = new DataView(file.buffer);
    // The root leads to them by their checksum.
    const root = claiming(whole, 'FILE', ({ bytes }) => {
      const out = bytes.slice();
      new DataView(out.buffer).setBigUint64(3, view.getBigUint64(8, true), true);
      return { bytes: out };
    });
    const { call, grown } = start();
    assert.equal(call('carrel_open', root).status, 0);
    assertRefused(call('carrel_add', file), what);
    assert.ok(grown() <= usual.searched, `${grown()} bytes, ${usual.searched} without the claim`);
  });
}

test('a request that is longer than any memory ends the instance and writes nothing', () => {
  /** @type {any} */
  const wasm = new WebAssembly.Instance(module).exports;
  wasm._initialize();
  const before = wasm.memory.buffer.byteLength;
  assert.throws(() => wasm.carrel_request(MOST), WebAssembly.RuntimeError);
  assert.equal(wasm.memory.buffer.byteLength, before);
});

test('the checksum of these tests is XXH64', () => {
  // doc/xxhash_spec.md and the reference implementation.
  assert.equal(xxh64(new Uint8Array()), 0xef46db3751d8e999n);
  assert.equal(xxh64(new TextEncoder().encode('abc')), 0x44bc2cf5ad770999n);
});

test('counts that nothing is made of change no answer', () => {
  const answers = (/** @type {Uint8Array} */ file) => {
    const { call, grown } = start();
    const replies = [call('carrel_open', file)];
    for (const query of ['q=tea', 'q=tea+milk&depth=3', 'read=milk', 'sort=title']) {
      replies.push(call('carrel_search', query));
    }
    assert.ok(grown() <= usual.searched);
    return replies;
  };
  const right = answers(whole);
  for (const id of ['META', 'INFO', 'DOCS', 'FACT', 'CODE', 'LIST', 'SYNO', 'SLUG', 'TITL', 'FILE']) {
    assert.deepEqual(answers(claiming(whole, id, () => ({ items: MOST }))), right, id);
  }
});

test('however many classes of words a part claims, what articles are about is looked for where there is room', () => {
  for (const classes of [0, 1, 2, 65_536, MANY, 2 ** 31, MOST]) {
    const root = claiming(whole, 'INFO', ({ bytes }) => {
      const out = bytes.slice();
      new DataView(out.buffer).setUint32(16, classes, true);
      return { bytes: out };
    });
    const { call, grown } = start();
    assert.equal(call('carrel_open', root).status, 0);
    for (const query of ['q=tea&depth=2', 'q=tea+milk&depth=3'])
      assert.equal(call('carrel_search', query).status, 0, `${classes}`);
    assert.ok(grown() <= usual.searched, `${grown()} bytes for ${classes}`);
  }
});

/** @param {object | string} content */
async function packedFaults(content) {
  const { report } = await pack(content);
  assert.equal(report.articles, 1);
  return report.faults.map(({ fact, remedy }) => `${fact}: ${remedy}`).join('\n');
}
const article = { slug: 'a', title: 'A', body: 'a' };
/** @template T @param {(i: number) => T} make */
const each = (make) => Array.from({ length: 65_000 }, (_, i) => make(i));

test('of 65,000 fields the filters take as many as they may, and the others are named', async () => {
  const fields = Object.fromEntries(each((i) => [`f${i}`, 'v']));
  assert.match(
    await packedFaults({ articles: [{ ...article, fields }] }),
    /more than 16 names.*: name those/,
  );
});

test('of 65,000 values of a field the filters take as many as they may', async () => {
  const site = { title: 'Many', fields: { v: { type: 'text', label: 'V' } } };
  const values = each((i) => `v${i}`);
  assert.match(await packedFaults({ site, articles: [{ ...article, fields: { v: values } }] }), /1,?000/);
});

test('what is nested 100,000 times is left out, and the rest is packed', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const content = `{"articles": [{"slug": "a", "title": "A", "body": "a", "more": ${deep}}]}`;
  assert.match(await packedFaults(content), /deeper than 32 levels; left out: flatten it/);
  const open = { code: 'content', message: /line 1, column 100014: .*; mend the syntax there/ };
  await assert.rejects(pack(`{"articles": ${'['.repeat(100_000)}`), open);
});

test('numbers past every range are replaced, and named', async () => {
  const digits = '9'.repeat(100_000);
  for (const number of [digits, `-${digits}`, '1e999999', `${digits}e400`]) {
    const content = `{"articles": [{"slug": "a", "title": "A", "body": "a", "weight": ${number}}]}`;
    assert.match(
      await packedFaults(content),
      /range of a double; the largest one was taken: write/,
      number.slice(0, 9),
    );
  }
});
