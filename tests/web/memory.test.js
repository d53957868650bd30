/** @file search.wasm forgets what belongs to a request when the next one begins, and nothing else (wasm/base/lasting.h). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { pack } from '../../web/node.js';

const module = new WebAssembly.Module(readFileSync(new URL('../../dist/search.wasm', import.meta.url)));
const words =
  'asthma breath cough dose effect fever gland heart insulin joint kidney liver muscle nerve organ'.split(
    ' ',
  );

/** Enough for an index of several files, with everything that an index may hold. */
const articles = Array.from({ length: 1500 }, (_, i) => {
  /** @param {number} j */
  const word = (j) => words[(i * 7 + j * j + (i % (j + 2))) % words.length];
  return {
    slug: `a-${i}`,
    title: `${word(1)} and ${word(2)} ${i}`,
    body: Array.from({ length: 60 }, (_, j) => `${word(j)} ${word(j + 1)}${i % 97} rare${i * j}.`).join(' '),
    date: `20${String(i % 24).padStart(2, '0')}-0${(i % 9) + 1}-11`,
    tags: [word(3), word(4)],
    categories: [`${word(5)}/${word(6)}`],
    also_known_as: [`${word(7)} ${word(8)} disease`],
  };
});
const files = await pack({
  site: { title: 'Memory' },
  articles,
  synonyms: [{ terms: ['fever', 'high temperature'] }],
});
/** @param {string} name without `.bin` */
const bytesOf = (name) => {
  const bytes = files.get(`${name}.bin`) ?? assert.fail(name);
  return bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
};
const root = JSON.parse(new TextDecoder().decode(files.get('entry.json'))).index.replace('.bin', '');

const queries = words.flatMap((word, i) => [
  `q=${word}`,
  `q="${word} and ${words[(i + 2) % words.length]}"&sort=new&show=30`,
  `q=${word.slice(0, 3)}xq ${word}&tags=${words[i - 1] ?? ''}&from=2003-01-01`,
  `q=${word} OR fever -dose&explain=1&in=${word}`,
  `q=hihg temperature rare${i}`,
  `q=${word} and ${words[(i + 2) % words.length]} are said here&depth=3&passages=1&sort=relevance`,
  `q=${word.slice(0, 4)}&sort=title&in=`,
  `read=a-${i * 31}`,
]);

/**
 * An instance with the bundle open.
 * @param {(memory: WebAssembly.Memory, request: (size: number) => number) => void} [between]
 * @param {(wasm: any) => void} [before] what is done to the fresh instance
 */
function start(between = () => {}, before = () => {}) {
  /** @type {any} */
  const wasm = new WebAssembly.Instance(module).exports;
  wasm._initialize();
  before(wasm);
  /** @param {string} verb @param {Uint8Array} request */
  const call = (verb, request) => {
    between(wasm.memory, wasm.carrel_request);
    const at = wasm.carrel_request(request.length);
    new Uint8Array(wasm.memory.buffer, at, request.length).set(request);
    const reply = wasm[verb]();
    const [status, data, size] = new Uint32Array(wasm.memory.buffer, reply, 3);
    const answer = new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, data, size));
    assert.equal(status, 0, answer);
    return answer;
  };
  call('carrel_open', bytesOf(root));
  /** @param {string} query @param {string} [verb] @returns {string} */
  const ask = (query, verb = 'carrel_search') => {
    for (;;) {
      const answer = call(verb, new TextEncoder().encode(query));
      const needs = JSON.parse(answer).needs?.files ?? [];
      if (needs.length === 0) return answer;
      for (const file of needs) call('carrel_add', bytesOf(file));
    }
  };
  const everything = () => [
    ...queries.map((query) => ask(query)),
    ...words.map((word) => ask(`q=${word.slice(0, 4)}`, 'carrel_suggest')),
  ];
  return { wasm, ask, everything, size: () => wasm.memory.buffer.byteLength };
}

/**
 * A request's own bytes come first in what was given back, so a large one overwrites what others had there.
 * @param {WebAssembly.Memory} memory @param {(size: number) => number} request
 */
function overwrite(memory, request) {
  const size = 1 << 20;
  const at = request(size);
  new Uint8Array(memory.buffer, at, size).fill(0xff);
}

test('thousands of searches take no more memory than the first ones', () => {
  assert.ok(files.size > 10, 'an index of several files');
  const { everything, size } = start();
  const answers = everything();
  const before = size();
  for (let round = 0; round < 30; ++round) assert.deepEqual(everything(), answers);
  assert.equal(size(), before);
});

test('no answer reads what an earlier request left behind', () => {
  const { everything } = start(overwrite);
  const { ask } = start();
  const answers = everything();
  for (const [i, query] of queries.entries()) assert.equal(answers[i], ask(query), query);
  assert.deepEqual(everything(), answers);
});

test('what a verb takes before the first request is not handed out again', () => {
  const { everything } = start(overwrite, (wasm) => {
    const reply = wasm.carrel_open();
    assert.notEqual(new Uint32Array(wasm.memory.buffer, reply, 1)[0], 0);
  });
  assert.deepEqual(everything(), start().everything());
});

test('a file that comes cut again and again takes no memory', () => {
  const { wasm, ask, size } = start();
  const [name] = [...files.keys()].filter((name) => name.endsWith('.bin') && !name.startsWith(root));
  const whole = bytesOf(name.replace('.bin', ''));
  const cut = whole.subarray(0, whole.length - 1);
  const add = () => {
    const at = wasm.carrel_request(cut.length);
    new Uint8Array(wasm.memory.buffer, at, cut.length).set(cut);
    const reply = wasm.carrel_add();
    assert.notEqual(new Uint32Array(wasm.memory.buffer, reply, 1)[0], 0);
  };
  add();
  const before = size();
  for (let time = 0; time < 3000; ++time) add();
  assert.equal(size(), before);
  assert.equal(ask(queries[0]), start().ask(queries[0]));
});
