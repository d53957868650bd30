import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { EngineError, moduleTools, openBundle } from '../../web/engine.js';
import { entry, fakeModule, fakeSite } from './fixtures/fake.js';

/** @param {Parameters<typeof fakeSite>[0]} [more] @param {string} [src] @param {AbortSignal} [signal] */
function open(more, src = 'b/entry.json', signal = undefined) {
  const { fetch, requests, at, modules } = fakeSite(more);
  return { requests, opening: openBundle(at(src), { modules, fetch, ...(signal && { signal }) }) };
}

/** @param {string} code @param {RegExp} message */
const refusal = (code, message) => (/** @type {unknown} */ error) => {
  assert.ok(error instanceof EngineError, String(error));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, message);
  assert.match(error.message, /\S: \S/, 'a fact, then a remedy');
  return true;
};

test('a published bundle opens and answers', async () => {
  const { requests, opening } = open();
  const bundle = await opening;
  assert.equal(bundle.info.articles, 1);
  assert.deepEqual(bundle.info.stems, ['xx', 'en']);
  const { query, total, hits } = await bundle.search('q=');
  assert.deepEqual({ query, total, hits }, { query: 'naïve', total: 1, hits: [] });
  assert.deepEqual(
    requests.sort(),
    ['b/entry.json no-cache', 'b/root.bin default', 'm/search.wasm default'],
    'one request for each file, and the entry is always asked about',
  );
});

test('a module and an entry are fetched side by side', async () => {
  const { requests, opening } = open();
  await opening;
  assert.deepEqual(
    new Set(requests.slice(0, 2)),
    new Set(['m/search.wasm default', 'b/entry.json no-cache']),
  );
});

test('a module with a wrong type is downloaded once and works', async () => {
  const { requests, opening } = open({
    'm/search.wasm': { body: fakeModule(), type: 'application/octet-stream' },
  });
  await (await opening).search('q=');
  assert.equal(requests.filter((request) => request.startsWith('m/search.wasm')).length, 1);
});

test('two bundles share one compiled module', async () => {
  const { fetch, requests, at, modules } = fakeSite();
  const options = { modules, fetch };
  await Promise.all([openBundle(at('b/entry.json'), options), openBundle(at('b/entry.json'), options)]);
  assert.equal(requests.filter((request) => request.startsWith('m/search.wasm')).length, 1);
});

test('a file that the host already decompressed works as well', async () => {
  const { opening } = open({ 'b/root.bin': { body: 'root' } });
  assert.equal((await (await opening).search('q=')).total, 1);
});

test('memory that grows during a call does not lose the answer', async () => {
  const bundle = await open().opening;
  assert.equal((await bundle.search('q=grow')).total, 256);
  assert.equal((await bundle.search('q=')).total, 1);
});

test('parts that an answer needs are fetched once and never seen by the caller', async () => {
  const { requests, opening } = open();
  const bundle = await opening;
  const answers = await Promise.all([bundle.search('q=part'), bundle.search('q=part')]);
  for (const answer of answers) assert.ok(answer.total === 1 && !('needs' in answer));
  assert.equal(requests.filter((request) => request.startsWith('b/aa.bin')).length, 1);
});

test('a word that the index lacks is given the form that shares its stem', async () => {
  const { requests, opening } = open();
  const bundle = await opening;
  assert.equal((await bundle.search('q=runs')).total, 1);
  assert.ok(requests.includes('m/stem.en.wasm default'));
});

test('stemmers are asked about a word once', async () => {
  const bundle = await open({ 'm/stem.xx.wasm': { body: fakeModule() } }).opening;
  assert.equal((await bundle.search('q=runs')).total, 1);
  assert.equal((await bundle.search('q=runs+on')).total, 1, 'what they say the second time leads nowhere');
});

test('a stemmer that is missing costs no answer', async () => {
  const { requests, opening } = open();
  const bundle = await opening;
  assert.equal((await bundle.search('q=jagt')).total, 1);
  assert.equal((await bundle.search('q=jagt')).total, 1);
  const tries = requests.filter((request) => request.startsWith('m/stem.xx.wasm'));
  assert.equal(tries.length, 2, 'what the others said without it is not remembered');
});

test('an index that asks for the same part without an end is refused', async () => {
  const bundle = await open().opening;
  await assert.rejects(bundle.search('q=forever'), refusal('corrupt', /for ever/));
});

test('a request that the engine refuses leaves the instance alive', async () => {
  const bundle = await open().opening;
  await assert.rejects(bundle.search('q=refuse'), refusal('corrupt', /cannot be understood/));
  assert.equal((await bundle.search('q=')).total, 1);
});

test('a trap costs the instance and not the answer', async () => {
  const { requests, opening } = open();
  const bundle = await opening;
  await bundle.search('q=part');
  await bundle.search('q=grow');
  assert.equal((await bundle.search('q=fresh')).total, 1);
  assert.equal((await bundle.search('q=part')).total, 1, 'the new instance is given its parts again');
  // Its files come out of the browser's cache: kept here as well they would take as much memory again.
  const files = requests.filter((request) => request.endsWith('.bin default'));
  assert.deepEqual(files.slice(2), files.slice(0, 2), 'by asking for them again');
});

test('a request that kills two instances is refused, and the next one is answered', async () => {
  const bundle = await open().opening;
  await assert.rejects(bundle.search('q=trap'), refusal('trap', /carrel_search died/));
  await assert.rejects(bundle.search('q=exit'), refusal('trap', /carrel_search died/));
  await assert.rejects(bundle.render('die'), refusal('trap', /carrel_render died/));
  assert.equal((await bundle.search('q=')).total, 1);
});

test('an article is found by its slug, whatever the slug contains, or is null', async () => {
  const bundle = await open().opening;
  assert.equal((await bundle.article('a b')).slug, 'a b');
  assert.equal(await bundle.article('none'), null);
});

test('Markdown is rendered by a module that is fetched when it is first needed', async () => {
  const { requests, opening } = open();
  const bundle = await opening;
  assert.ok(!requests.includes('m/markdown.wasm default'));
  const stream = await bundle.render('# Title', { prefix: 'carrel-', heading: 2, id: 'a' });
  assert.equal(stream.text, '');
  assert.equal(stream.truncated, false);
});

test('an entry that names an index of another version is asked for again, past every cache', async () => {
  const { requests, opening } = open({
    'b/entry.json': (cache) => ({ body: entry(cache === 'reload' ? 'new' : 'old') }),
    'b/old.bin': { body: 'old' },
    'b/new.bin': { body: 'new' },
  });
  assert.equal((await opening).info.articles, 2);
  assert.ok(requests.includes('b/entry.json reload'));
});

test('a version that stays wrong is refused with the remedy', async () => {
  const { requests, opening } = open({ 'b/root.bin': { body: 'old' } });
  await assert.rejects(opening, refusal('version', /pack the content again/));
  assert.equal(requests.filter((request) => request === 'b/entry.json reload').length, 1);
});

test('a bundle that was published anew while the page was open goes on with the new one', async () => {
  const { opening } = open({
    'b/entry.json': (cache) => ({ body: entry(cache === 'reload' ? 'new' : 'root') }),
    'b/new.bin': { body: 'new' },
    'b/lost.bin': () => ({ body: 'gone', status: 404 }),
  });
  const bundle = await opening;
  // The new index lacks the part too: the second failure is told.
  await assert.rejects(bundle.search('q=lost'), refusal('network', /lost\.bin was answered with 404/));
  assert.equal(bundle.info.articles, 2);
  assert.equal((await bundle.search('q=')).total, 1);
});

test('several requests that meet a new bundle at once are all answered from it', async () => {
  // The old root's part is gone; the new root's is there once the new entry was seen.
  let renewed = false;
  const { opening } = open({
    'b/entry.json': (cache) => {
      renewed ||= cache === 'reload';
      return { body: entry(renewed ? 'new' : 'root') };
    },
    'b/new.bin': { body: 'new' },
    'b/aa.bin': () => (renewed ? { body: 'part' } : { body: 'gone', status: 404 }),
  });
  const bundle = await opening;
  const answers = await Promise.all([bundle.search('q=part'), bundle.search('q='), bundle.search('q=part')]);
  assert.deepEqual(
    answers.map(({ total }) => total),
    [1, 1, 1],
  );
});

test('an entry that cannot be asked for again leaves the first error standing', async () => {
  const { opening } = open({
    'b/entry.json': (cache) => (cache === 'reload' ? { body: '', status: 503 } : { body: entry('root') }),
  });
  const bundle = await opening;
  await assert.rejects(bundle.search('q=lost'), refusal('network', /lost\.bin was answered with 404/));
});

test('an entry that names a file anywhere but beside itself is refused, and nothing is asked for', async () => {
  for (const name of [
    'https://evil.example/root',
    '//evil.example/root',
    '\\\\evil.example\\root',
    '/elsewhere/root',
    '../root',
    '..',
    '.',
    'a/../../root',
    'a\\b',
    'javascript:root',
    'data:,root',
    ' root',
    'root?',
    'root#',
    '%2e%2e%2froot',
    'ro\not',
  ]) {
    const { requests, opening } = open({ 'b/entry.json': { body: entry(name) } });
    await assert.rejects(opening, refusal('corrupt', /no name of a file/), name);
    assert.deepEqual(
      requests.filter((request) => !/^(b\/entry\.json|m\/search\.wasm) /.test(request)),
      [],
      name,
    );
  }
});

test('a module is a name, whatever the index calls a language', async () => {
  const { fetch, requests, modules } = fakeSite();
  const tools = moduleTools({ modules, fetch });
  for (const language of ['../b/aa', '/../../evil', 'en/../fr', 'en?', '//evil.example/en', ''])
    await assert.rejects(tools.module(`stem.${language}.wasm`), refusal('corrupt', /is no module/), language);
  assert.deepEqual(requests, []);
});

test('an entry of a later version is refused', async () => {
  const { opening } = open({ 'b/entry.json': { body: '{"carrel":2,"index":"root"}' } });
  await assert.rejects(opening, refusal('version', /entry of version 2/));
});

test('a damaged index, damaged gzip and a web page in its place are told apart', async () => {
  const damaged = open({ 'b/root.bin': { body: 'damaged' } });
  await assert.rejects(damaged.opening, refusal('corrupt', /damaged/));
  const cut = open({ 'b/root.bin': { body: gzipSync('root'.repeat(99)).subarray(0, 15) } });
  await assert.rejects(cut.opening, refusal('corrupt', /cannot be unpacked/));
  const page = open({ 'b/root.bin': { body: '<!doctype html><title>Not found</title>' } });
  await assert.rejects(page.opening, refusal('content', /is a web page/));
});

test('an address that cannot be fetched, is missing or is a web page says so', async () => {
  await assert.rejects(open({ 'b/entry.json': { body: '', status: 0 } }).opening, refusal('network', /CORS/));
  await assert.rejects(open({}, 'b/none.json').opening, refusal('network', /404/));
  const page = open({ 'b/entry.json': { body: '<html><body>Hi</body></html>' } });
  await assert.rejects(page.opening, refusal('content', /is a web page/));
  const other = open({ 'b/entry.json': { body: '{"name":"x"}' } });
  await assert.rejects(other.opening, refusal('content', /neither "index" nor "articles"/));
});

test('a module that is missing or is no module says so, and is tried again', async () => {
  await assert.rejects(
    open({ 'm/search.wasm': { body: '', status: 404 } }).opening,
    refusal('network', /404/),
  );
  const wrong = open({ 'm/search.wasm': { body: 'text', type: 'application/wasm' } });
  await assert.rejects(wrong.opening, refusal('corrupt', /not a WebAssembly module/));
  // The download that begins beside the entry, and the one that is tried again when the module is needed.
  let failures = 2;
  const { fetch, at, modules } = fakeSite({
    'm/search.wasm': () => (failures-- > 0 ? { body: '', status: 503 } : { body: fakeModule() }),
  });
  await assert.rejects(openBundle(at('b/entry.json'), { modules, fetch }));
  await openBundle(at('b/entry.json'), { modules, fetch });
});

test('a content.json is packed here and answers like a published bundle', async () => {
  const { requests, opening } = open({ 'b/content.json': { body: '{"articles":[]}' } }, 'b/content.json');
  const bundle = await opening;
  assert.deepEqual(bundle.report, { articles: 1, faults: [], unknown: [] });
  assert.equal((await bundle.search('q=part')).total, 1);
  assert.ok(!requests.some((request) => request.includes('.bin')));
});

test('content that is not JSON is refused by the packer, which knows the place', async () => {
  const { opening } = open({ 'b/content.json': { body: '{syntax' } }, 'b/content.json');
  await assert.rejects(opening, refusal('content', /line 1, column 2/));
});

test('a packer that dies is an error and not a hang', async () => {
  const { opening } = open({ 'b/content.json': { body: '{"articles":["die"]}' } }, 'b/content.json');
  await assert.rejects(opening, refusal('trap', /carrel_pack died/));
});

test('an aborted signal ends the opening and closes the bundle', async () => {
  await assert.rejects(open({}, 'b/entry.json', AbortSignal.abort()).opening, { name: 'AbortError' });
  const controller = new AbortController();
  const bundle = await open({}, 'b/entry.json', controller.signal).opening;
  controller.abort();
  await assert.rejects(bundle.search('q='), { name: 'AbortError' });
});

test('a closed bundle answers nothing', async () => {
  const bundle = await open().opening;
  bundle.close();
  await assert.rejects(bundle.search('q='), { name: 'AbortError' });
});
