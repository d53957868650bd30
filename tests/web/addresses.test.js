/** @file Anybody can write a link of megabytes. What is read of it, and what is written into each link of the page, has a limit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Router } from '../../web/router.js';
import {
  ADDRESS_AT_MOST,
  EMPTY,
  hasState,
  parseState,
  toRequest,
  VALUES_AT_MOST,
  WORDS_AT_MOST,
  wordsIn,
  writeState,
} from '../../web/state.js';

const MEGABYTES = 2_000_000;
const pad = (/** @type {string} */ unit) => unit.repeat(Math.ceil(MEGABYTES / unit.length));
const numbered = (/** @type {string} */ separator) =>
  Array.from({ length: 200_000 }, (_, i) => `v${i}`).join(separator);
/** Addresses of two megabytes each, the state in front where there is one. @type {Record<string, string>} */
const long = {
  'parameters of the host': `q=x${pad('&a')}`,
  'a word': `q=${pad('w')}`,
  words: `q=x+${pad('word+')}`,
  categories: `q=x&in=${numbered(',')}`,
  tags: `q=x&tags=${numbered(',')}`,
  'filters over fields': `q=x&where=${numbered(':1,')}`,
  'a list of blanks': `q=x&in=a${pad('+')},b`,
  'a slug': `q=x&read=${pad('s')}`,
  'a heading': `q=x&read=a&at=${pad('h')}`,
  'a topic': `q=x&topic=${pad('t')}`,
  'one parameter again and again': pad('&q=x'),
};

/** What parsers of query strings are given while `work` is done. @param {() => void} work */
function parsed(work) {
  const Real = globalThis.URLSearchParams;
  const seen = { calls: 0, characters: 0 };
  globalThis.URLSearchParams = class extends Real {
    /** @param {ConstructorParameters<typeof URLSearchParams>[0]} [init] */
    constructor(init = '') {
      super(init);
      seen.calls++;
      seen.characters += String(init).length;
    }
  };
  try {
    work();
  } finally {
    globalThis.URLSearchParams = Real;
  }
  return seen;
}

for (const [name, query] of Object.entries(long)) {
  test(`of an address with two megabytes of ${name}, no more than the limit is parsed and kept`, () => {
    for (const sign of ['', '?', '#']) {
      const seen = parsed(() => {
        const state = parseState(sign + query);
        for (const value of Object.values(state)) {
          if (Array.isArray(value)) assert.ok(value.length <= VALUES_AT_MOST, name);
          assert.ok(String(value).length <= ADDRESS_AT_MOST, name);
        }
        assert.ok([...state.q].length <= WORDS_AT_MOST);
        assert.ok(hasState(sign + query) || !state.q);
        assert.equal(wordsIn(sign + query, ''), state.q);
        assert.ok(toRequest(state).length <= 2 * ADDRESS_AT_MOST);
        const written = writeState(sign + query, { ...state, sort: 'old' });
        assert.ok(written.length <= ADDRESS_AT_MOST, `${written.length} characters are written`);
        assert.equal(parseState(written).sort, 'old', 'and what is ours is read again');
      });
      // Twice for each reader that looks at all of it, and once for each parameter of the host.
      assert.ok(seen.characters <= 12 * ADDRESS_AT_MOST, `${seen.characters} characters are parsed`);
      assert.ok(seen.calls <= ADDRESS_AT_MOST, `${seen.calls} parsers`);
    }
  });
}

test('a parameter that the limit cuts is as good as not there, what stands before it counts', () => {
  const state = parseState(`?tags=a&q=${'x'.repeat(ADDRESS_AT_MOST)}`);
  assert.deepEqual(state, { ...EMPTY, tags: ['a'] });
  const exact = `in=a&x=${'y'.repeat(ADDRESS_AT_MOST - 11)}&by=b`;
  assert.deepEqual(parseState(`?${exact}`), { ...EMPTY, in: ['a'] });
  assert.deepEqual(parseState(`?${exact.slice(0, -5)}`), { ...EMPTY, in: ['a'] });
});

test('words and lists up to their limits are read in full, of longer ones the beginning', () => {
  const values = Array.from({ length: 150 }, (_, i) => `v${i}`);
  assert.deepEqual(parseState(`in=${values.slice(0, 100).join()}`).in, values.slice(0, 100));
  assert.deepEqual(parseState(`in=${values.join()}`).in, values.slice(0, 100));
  assert.deepEqual(parseState(`where=${values.map((v) => `${v}:1`).join()}`).where.length, 100);
  const smiles = '😀'.repeat(501);
  assert.equal(parseState(`q=${smiles}`).q, '😀'.repeat(500), 'whole characters');
  const chinese = '字'.repeat(500);
  assert.equal(parseState(writeState('', { q: chinese })).q, chinese, 'three bytes each fit an address');
});

test("the host's parameters stay byte for byte as far as the address is read, and the last give way", () => {
  const host = Array.from({ length: 500 }, (_, i) => `utm${i}=%7E+${i}`).join('&');
  assert.equal(writeState(`?${host}&q=old`, { q: 'new' }), `${host}&q=new`);
  const full = `${host}&rest=${'r'.repeat(ADDRESS_AT_MOST - host.length - 6)}`;
  assert.equal(full.length, ADDRESS_AT_MOST);
  assert.equal(writeState(`?${full}`, EMPTY), full);
  assert.equal(writeState(`?${full}`, { q: 'new' }), `${host}&q=new`);
});

test('the links of a draw look at the address once, however long it is and many they are', () => {
  const { location, history } = globalThis;
  try {
    for (const mode of ['query', 'hash']) {
      const sign = mode === 'hash' ? '#' : '?';
      const own = `${sign}q=x${pad('&a')}`;
      const other = mode === 'hash' ? '?page=2' : '#part';
      const [search, hash] = mode === 'hash' ? [other, own] : [own, other];
      const here = 'https://a.example/b/';
      Object.assign(globalThis, {
        location: { href: here + search + hash, search, hash },
        history: { state: null },
      });
      const router = new Router(mode, '');
      const links = (/** @type {number} */ count) =>
        parsed(() => {
          for (let i = 0; i < count; i++) {
            const href = router.href({ ...EMPTY, read: `slug-${i}` });
            assert.ok(href.length <= here.length + other.length + 1 + ADDRESS_AT_MOST);
            assert.ok(href.includes(`read=slug-${i}`) && href.includes(other));
          }
        });
      assert.ok(links(1).calls > 0);
      assert.deepEqual(links(1000), { calls: 0, characters: 0 });
      assert.equal(router.read().q, 'x');
    }
  } finally {
    Object.assign(globalThis, { location, history });
  }
});

test('a part of the address that is not ours goes along in links up to the limit', () => {
  const { location } = globalThis;
  try {
    const search = `?x=${'y'.repeat(100)}`;
    const at = (/** @type {string} */ hash) => {
      Object.assign(globalThis, { location: { href: `https://a.example/${search}${hash}`, search, hash } });
      return new Router('query', '').href({ ...EMPTY, q: 'new' });
    };
    assert.equal(at('#part'), `https://a.example/${search}&q=new#part`);
    assert.equal(at(`#${pad('h')}`), `https://a.example/${search}&q=new`);
  } finally {
    Object.assign(globalThis, { location });
  }
});
