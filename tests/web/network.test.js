/** @file Downloads that never come, stop half-way, come damaged or are gone: each ends, says what it was, and is asked for anew. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, fetchOnce, forget } from '../../web/early.js';
import { EngineError, openBundle } from '../../web/engine.js';
import { open, pack } from '../../web/node.js';
import { hurry, PATIENCE_MS, SILENCE_MS } from '../../web/silence.js';
import { entry, fakeModule, fakeSite } from './fixtures/fake.js';

/** The time that the page has lived, as far as limits are concerned. */
let now = 0;
beforeEach(() => {
  now = 0;
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => now);
});
afterEach(() => mock.reset());

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Everything that is already on its way comes first. */
async function settled() {
  for (let i = 0; i < 10; i++) await nextTurn();
}
/** @param {number} ms */
async function pass(ms) {
  await settled();
  now += ms;
  mock.timers.tick(ms);
  await settled();
}

/** @param {string} code @param {RegExp} message @param {number} [status] */
const refusal = (code, message, status) => (/** @type {unknown} */ error) => {
  assert.ok(error instanceof EngineError, String(error));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, message);
  assert.match(error.message, /\S: \S/, 'a fact, then a remedy');
  if (status !== undefined) assert.equal(error.status, status);
  return true;
};

/**
 * A site of which one file is answered by `answer` as long as that gives something.
 * @param {string} path @param {(cache: string) => Promise<Response> | null} answer
 * @param {Parameters<typeof fakeSite>[0]} [more]
 */
function siteWith(path, answer, more) {
  const healthy = fakeSite(more);
  /** @type {typeof healthy.fetch} */
  const fetch = async (url, init) => {
    const answered = url.pathname === `/${path}` && answer(init?.cache ?? 'default');
    if (!answered) return healthy.fetch(url, init);
    healthy.requests.push(`${path} ${init?.cache ?? 'default'}`);
    return answered;
  };
  const openIt = (src = 'b/entry.json') => openBundle(healthy.at(src), { modules: healthy.modules, fetch });
  const asked = () => healthy.requests.filter((request) => request.startsWith(path));
  return {
    openIt,
    asked,
    /** Resolves once the file has been asked for. */
    async wanted() {
      while (asked().length === 0) await nextTurn();
      await settled();
    },
  };
}

/** @returns {Promise<Response>} */
const never = () => new Promise(() => {});

/** Files, and what is done with a bundle that needs them. @type {[string, (site: ReturnType<typeof siteWith>) => Promise<unknown>][]} */
const uses = [
  ['b/entry.json', ({ openIt }) => openIt()],
  ['b/root.bin', ({ openIt }) => openIt()],
  ['m/search.wasm', ({ openIt }) => openIt()],
  ['b/aa.bin', async ({ openIt }) => (await openIt()).search('q=part')],
  ['m/markdown.wasm', async ({ openIt }) => (await openIt()).render('text')],
  ['b/content.json', ({ openIt }) => openIt('b/content.json')],
  ['m/packer.wasm', ({ openIt }) => openIt('b/content.json')],
];
const content = { 'b/content.json': { body: '{"articles":[]}' } };

for (const [path, use] of uses) {
  test(`${path} that is never answered fails after a time of silence, and is asked for anew`, async () => {
    let healthy = false;
    const site = siteWith(path, () => (healthy ? null : never()), content);
    const failure = assert.rejects(
      use(site),
      refusal('network', new RegExp(`${path} sent nothing for 15 seconds: `)),
    );
    await site.wanted();
    await pass(SILENCE_MS - 1);
    assert.equal(site.asked().length, 1);
    await pass(1);
    await failure;
    healthy = true;
    await use(site);
    assert.equal(
      site.asked().at(-1),
      `${path} reload`,
      'no cache is asked, which may still wait for the first answer',
    );
  });

  test(`${path} that stops in the middle fails after a time of silence`, async () => {
    const half = () =>
      Promise.resolve(
        new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(4)) })),
      );
    const site = siteWith(path, half, content);
    const failure = assert.rejects(use(site), refusal('network', /sent nothing for 15 seconds/));
    await site.wanted();
    await pass(SILENCE_MS);
    await failure;
  });
}

test('a stemmer that is never answered costs its likeness and no answer', async () => {
  const site = siteWith('m/stem.xx.wasm', never);
  const bundle = await site.openIt();
  const search = bundle.search('q=jagt');
  await site.wanted();
  await pass(SILENCE_MS);
  assert.equal((await search).total, 1);
  assert.equal(site.asked().length, 1, 'one query waits for it once');
});

test('a download that goes on may take an hour', async () => {
  /** @type {ReadableStreamDefaultController<Uint8Array>[]} */
  const streams = [];
  const slow = async () =>
    new Response(new ReadableStream({ start: (controller) => void streams.push(controller) }), {
      headers: { 'content-type': 'application/wasm' },
    });
  const site = siteWith('m/search.wasm', slow);
  const opening = site.openIt();
  await site.wanted();
  const [stream] = streams;
  const bytes = fakeModule();
  const size = Math.ceil(bytes.length / 240);
  for (let at = 0; at < bytes.length; at += size) {
    await pass(SILENCE_MS - 1);
    stream.enqueue(bytes.subarray(at, at + size));
  }
  await settled();
  stream.close();
  assert.equal((await opening).info.articles, 1);
  assert.equal(site.asked().length, 1);
});

test('a page that was asleep for longer than the limit finds what came in the meantime', async () => {
  /** @type {((response: Response) => void)[]} */
  const answers = [];
  const late = () =>
    new Promise((/** @type {(response: Response) => void} */ resolve) => answers.push(resolve));
  const site = siteWith('b/root.bin', () => late());
  const opening = site.openIt();
  await site.wanted();
  now += 10 * SILENCE_MS;
  // The timer runs late, and the answer waits behind it.
  mock.timers.tick(10 * SILENCE_MS);
  answers[0](new Response('root'));
  assert.equal((await opening).info.articles, 1);
});

test('who asks again is not kept waiting for a request that has been silent for a while', async () => {
  let first = true;
  const site = siteWith('m/markdown.wasm', () => {
    const answered = first ? never() : null;
    first = false;
    return answered;
  });
  const bundle = await site.openIt();
  const opened = bundle.render('one');
  await site.wanted();
  await pass(PATIENCE_MS - 1);
  hurry();
  await settled();
  assert.equal(site.asked().length, 1, 'a slow host is given its time');
  await pass(1);
  hurry();
  await bundle.render('two');
  await opened;
  assert.equal(site.asked().length, 2);
});

test('a closed bundle tells whoever waits for silence at once', async () => {
  const site = siteWith('b/aa.bin', never);
  const bundle = await site.openIt();
  const search = assert.rejects(bundle.search('q=part'), { name: 'AbortError' });
  await site.wanted();
  bundle.close();
  await search;
});

for (const [path, use] of uses.filter(([name]) => name !== 'b/content.json')) {
  test(`${path} that a cache keeps damaged is asked for past it the next time`, async () => {
    const damaged = (/** @type {string} */ cache) =>
      cache === 'reload' ? null : Promise.resolve(new Response(gzipSync('x'.repeat(99)).subarray(0, 20)));
    const site = siteWith(path, damaged, content);
    // The entry is looked at once more by itself when something is wrong with what it leads to.
    await use(site).catch((error) => assert.equal(error.code, 'corrupt', error.message));
    await use(site);
    assert.equal(site.asked().at(-1), `${path} reload`);
  });
}

test('a page that is open while its module is taken away goes on with the one that the new entry names', async () => {
  let isPublished = false;
  const modules = { 'markdown.wasm': 'markdown-new.wasm', 'search.wasm': 'search-new.wasm' };
  const renewed = JSON.stringify({ ...JSON.parse(entry('root')), modules });
  const site = fakeSite({
    'b/entry.json': () => ({ body: isPublished ? renewed : entry('root') }),
    'm/markdown.wasm': { body: 'gone', status: 404 },
    'm/markdown-new.wasm': { body: fakeModule(), type: 'application/wasm' },
  });
  const bundle = await openBundle(site.at('b/entry.json'), site);
  isPublished = true;
  assert.equal((await bundle.render('text')).text, '');
  assert.equal((await bundle.search('q=')).total, 1);
  assert.ok(!site.requests.some((request) => request.startsWith('m/search-new')), 'what works is left alone');
});

test('a module that is gone, and of which no entry says more, is told with its status', async () => {
  for (const status of [404, 410]) {
    const { openIt } = siteWith('m/markdown.wasm', async () => new Response('gone', { status }));
    const bundle = await openIt();
    await assert.rejects(
      bundle.render('text'),
      refusal('network', /markdown\.wasm was answered with 4/, status),
    );
  }
});

test('an entry names modules beside the others, and nothing else', async () => {
  for (const file of [
    '../evil.wasm',
    'https://evil.example/m.wasm',
    '//evil.example/m.wasm',
    'evil.js',
    '.wasm',
    5,
    null,
  ]) {
    const body = JSON.stringify({ ...JSON.parse(entry('root')), modules: { 'markdown.wasm': file } });
    const site = fakeSite({
      'b/entry.json': { body },
      'm/markdown.wasm': { body: 'gone', status: 404 },
    });
    const bundle = await openBundle(site.at('b/entry.json'), site);
    await assert.rejects(bundle.render('text'), refusal('network', /markdown\.wasm was answered with 404/));
    assert.ok(!site.requests.some((request) => request.includes('evil')), String(file));
  }
});

test('an entry that is empty or cut is called by its name, with its size', async () => {
  const whole = entry('root');
  const opened = (/** @type {string} */ body) =>
    siteWith('b/entry.json', async () => new Response(body)).openIt();
  await assert.rejects(opened(''), refusal('corrupt', /b\/entry\.json is empty: upload it again/));
  for (const size of [1, 12, whole.length - 1]) {
    const said = new RegExp(
      `b/entry\\.json is damaged, or only a part .* \\(it has ${size} bytes\\): upload it again`,
    );
    await assert.rejects(opened(whole.slice(0, size)), refusal('corrupt', said));
  }
  const zeros = opened('\0'.repeat(whole.length));
  await assert.rejects(zeros, refusal('corrupt', /b\/entry\.json is damaged/));
});

test('content under another name is called by that name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-'));
  try {
    writeFileSync(join(folder, 'articles.json'), '{"articles": [}');
    await assert.rejects(
      open(join(folder, 'articles.json')),
      refusal('content', /^file:.*\/articles\.json is not JSON: line 1, column/),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an answer without content is told as such', async () => {
  for (const [path, use] of uses) {
    const nothing = async () => new Response(null, { status: 204 });
    const said = new RegExp(`${path} was answered with 204, which is no content: `);
    await assert.rejects(use(siteWith(path, nothing, content)), refusal('network', said));
  }
});

test('a file of an index that is empty, zeros, cut or another one is called by its name', async () => {
  const files = await pack({ articles: [{ slug: 'a', title: 'A', body: 'Words. '.repeat(99) }] });
  const { index: root } = JSON.parse(new TextDecoder().decode(files.get('entry.json')));
  const [body = ''] = [...files.keys()].filter((name) => name.endsWith('.bin') && name !== root);
  const raw = async (/** @type {string} */ name) =>
    new Uint8Array(
      await new Response(
        new Blob([files.get(name) ?? '']).stream().pipeThrough(new DecompressionStream('gzip')),
      ).arrayBuffer(),
    );
  for (const name of [root, body]) {
    const whole = await raw(name);
    const other = name === root ? body : root;
    for (const [bytes, said] of /** @type {[Uint8Array<ArrayBuffer>, string][]} */ ([
      [new Uint8Array(), `${name} is empty: upload it again`],
      [new Uint8Array(99), `${name} is no file of an index: it has 99 bytes, which begin with 00 00 `],
      [whole.subarray(0, 7), `${name} is no file of an index: it has 7 bytes, which begin with 89 43 `],
      [
        whole.subarray(0, whole.length - 4),
        `${name} has ${whole.length - 4} bytes instead of ${whole.length}: `,
      ],
      [await raw(other), `${name} has been changed: it is the file ${other}: upload every file again`],
      [whole.map((byte, i) => (i === whole.length - 9 ? byte ^ 1 : byte)), `${name}: `],
    ])) {
      const damaged = async () => {
        const bundle = await open(new Map([...files, [name, bytes]]));
        await bundle.article('a');
      };
      await assert.rejects(damaged(), (/** @type {any} */ { code, message }) => {
        assert.equal(code, 'corrupt', message);
        assert.ok(message.startsWith(said), `${message}, not ${said}`);
        return true;
      });
    }
  }
});

test('what was asked for early is handed over once, can be given up, and is no answer where caches are not trusted', async () => {
  /** @type {{ url: string, signal: AbortSignal }[]} */
  const sent = [];
  mock.method(
    globalThis,
    'fetch',
    async (/** @type {URL} */ url, /** @type {{ signal: AbortSignal }} */ { signal }) => {
      sent.push({ url: url.href, signal });
      return new Response(`${sent.length}`);
    },
  );
  const url = new URL('https://example.org/entry.json');
  const text = async (/** @type {RequestInit} */ init) => (await fetchOnce(url, init)).text();
  const asked = () => {
    ask(url);
    return sent.at(-1)?.signal;
  };

  const taking = new AbortController();
  const taken = asked();
  assert.equal(await text({ signal: taking.signal }), '1');
  taking.abort();
  assert.ok(taken?.aborted, 'whoever took it over may give it up');
  assert.equal(await text({ signal: new AbortController().signal }), '2', 'once');

  const forgotten = asked();
  forget(url);
  assert.ok(forgotten?.aborted, 'nobody waits for it');

  const distrusted = asked();
  assert.equal(await text({ cache: 'reload', signal: new AbortController().signal }), '5');
  assert.ok(distrusted?.aborted);
});
