import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { EngineError, open, openMarkdown, pack, toHtml } from '../../web/node.js';

const folder = mkdtempSync(join(tmpdir(), 'carrel-'));
after(() => rmSync(folder, { recursive: true }));

const content = {
  site: { title: 'Test', language: 'en' },
  articles: [
    {
      slug: 'first',
      title: 'Running shoes',
      body: '# Shoes\n\nHow to choose *shoes*.',
      tags: ['gear'],
      date: '2024-05-01',
    },
    {
      slug: 'second',
      title: 'Sleep',
      body: 'Sleep well after you ran. Naïve 😀 naps.',
      tags: ['rest'],
      date: '2025-01-02',
    },
    { slug: 'third', title: 'Water', body: 'Drink when running far.', date: 'tomorrow' },
  ],
};

test('an object, its JSON and its bytes pack to the same files', async () => {
  const files = await pack(content);
  assert.deepEqual([...(await pack(JSON.stringify(content)))], [...files]);
  assert.deepEqual([...(await pack(new TextEncoder().encode(JSON.stringify(content))))], [...files]);
  assert.equal([...files.keys()][0], 'entry.json');
});

test('packed files are named by what is in them, and the entry leads to them', async () => {
  const files = await pack(content);
  const entry = JSON.parse(new TextDecoder().decode(files.get('entry.json')));
  assert.equal(entry.carrel, 1);
  assert.equal(entry.articles, 3);
  assert.ok(files.has(entry.index));
  for (const [name, bytes] of files) {
    if (name === 'entry.json') continue;
    assert.match(name, /^[0-9a-f]{16}\.bin$/);
    assert.deepEqual([...bytes.subarray(0, 2)], [0x1f, 0x8b]);
    // Neither the time nor the system of packing is in the bytes.
    assert.deepEqual([...bytes.subarray(4, 8), bytes[9]], [0, 0, 0, 0, 255]);
    assert.ok(gunzipSync(bytes).length > 0);
  }
  const changed = await pack({ ...content, articles: content.articles.slice(1) });
  const again = JSON.parse(new TextDecoder().decode(changed.get('entry.json')));
  assert.notEqual(again.index, entry.index);
});

test('the entry says how many bytes searches may fetch in all: everything but articles and positions', async () => {
  const small = await pack(content);
  const { index, searchBytes } = JSON.parse(new TextDecoder().decode(small.get('entry.json')));
  assert.equal(searchBytes, small.get(index)?.length);
  const articles = Array.from({ length: 1500 }, (_, i) => ({
    slug: `a${i}`,
    title: `Title ${i.toString(36)}`,
    body: Array.from({ length: 100 }, (__, j) => `w${((i * 7919 + j * 104729) % 30000).toString(36)}`).join(
      ' ',
    ),
  }));
  const large = await pack({ articles });
  const entry = JSON.parse(new TextDecoder().decode(large.get('entry.json')));
  // Told apart by the sections that they hold, and not by the table that names them.
  const holds = (/** @type {Uint8Array} */ bytes, /** @type {RegExp} */ id) => {
    const file = gunzipSync(bytes);
    const rows = Array.from({ length: file.readUInt32LE(28) }, (_, i) =>
      file.toString('latin1', 32 + 16 * i, 36 + 16 * i),
    );
    return rows.some((row) => id.test(row));
  };
  const files = [...large].filter(([name]) => name !== 'entry.json' && name !== entry.index);
  const wanted = files.filter(([, bytes]) => holds(bytes, /DICT|CARD|SLUG|TITL/));
  assert.ok(wanted.length > 20 && wanted.length < files.length - 20, `${wanted.length} of ${files.length}`);
  const sum = wanted.reduce((total, [, { length }]) => total + length, large.get(entry.index)?.length ?? 0);
  assert.equal(entry.searchBytes, sum);
});

test('what is wrong in the content is reported and costs nothing else', async () => {
  const { report } = await pack(content);
  assert.equal(report.articles, 3);
  assert.deepEqual(
    report.faults.map(({ at, slug }) => [at, slug]),
    [['articles[2].date', 'third']],
  );
});

test('content that is no JSON is refused with line and column', async () => {
  await assert.rejects(pack('{"articles": [\n  {"slug" "a"}\n]}'), (error) => {
    assert.ok(error instanceof EngineError);
    assert.equal(error.code, 'content');
    assert.match(error.message, /line 2/);
    return true;
  });
  await assert.rejects(pack('[]'), { code: 'content' });
});

test('packed files open from memory, from a folder and from a content.json, with the same answers', async () => {
  const files = await pack(content);
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, 'content.json'), JSON.stringify(content));
  const answers = [];
  for (const from of [files, folder, join(folder, 'entry.json'), join(folder, 'content.json')]) {
    const engine = await open(from);
    assert.equal(engine.info.articles, 3);
    answers.push([await engine.search('q=shoes'), await engine.search(''), await engine.article('second')]);
    engine.close();
  }
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  const [[search, all, article]] = /** @type {[any]} */ (answers);
  assert.equal(search.total, 1);
  assert.equal(search.hits[0].slug, 'first');
  assert.equal(search.needs, undefined);
  assert.deepEqual(
    all.hits.map((/** @type {{ slug: string }} */ { slug }) => slug).slice(0, 2),
    ['second', 'first'],
    'newest first',
  );
  assert.equal(article.body, 'Sleep well after you ran. Naïve 😀 naps.');
});

test('a form of a word that the bundle lacks finds the forms that it has', async () => {
  const engine = await open(await pack(content));
  const { total, hits } = await engine.search('q=drinks');
  assert.equal(total, 1);
  assert.equal(hits[0].slug, 'third');
});

test('the answer depends on the query and not on what was asked before', async () => {
  const files = await pack(content);
  const queries = ['q=running', 'read=first', 'q=naps&passages=1', 'tags=gear', 'q=slepe', 'q=drinks', ''];
  const busy = await open(files);
  /** @type {Map<string, unknown>} */
  const alone = new Map();
  for (const query of queries) alone.set(query, await (await open(files)).search(query));
  for (const query of [...queries, ...[...queries].reverse()]) {
    assert.deepEqual(await busy.search(query), alone.get(query), query);
  }
  const together = await Promise.all(queries.map((query) => busy.search(query)));
  for (const [i, query] of queries.entries()) assert.deepEqual(together[i], alone.get(query), query);
});

test('an article that does not exist is null', async () => {
  const engine = await open(await pack(content));
  assert.equal(await engine.article('none'), null);
  assert.equal(await engine.article('a&b=c#d'), null);
});

test('a folder without an entry and a bundle without its index are refused', async () => {
  await assert.rejects(open(join(folder, 'nowhere')), { code: 'network' });
  const files = await pack(content);
  const { index } = JSON.parse(new TextDecoder().decode(files.get('entry.json')));
  const lacking = new Map(files);
  lacking.delete(index);
  await assert.rejects(open(lacking), { code: 'network' });
  const cut = new Map(files);
  const whole = gunzipSync(/** @type {Uint8Array} */ (files.get(index)));
  cut.set(index, new Uint8Array(whole.subarray(0, whole.length - 9)));
  await assert.rejects(open(cut), { code: 'corrupt' });
});

test('a file of another bundle is refused', async () => {
  const files = await pack(content);
  const other = await pack({ articles: [{ slug: 'x', title: 'X', body: 'Y' }] });
  const body = [...files.keys()].find((name) => name !== 'entry.json' && name !== indexOf(files)) ?? '';
  const wrong = [...other].find(([name]) => name !== 'entry.json' && name !== indexOf(other))?.[1];
  assert.ok(body !== '' && wrong, 'both have a body file');
  const mixed = new Map(files).set(body, wrong);
  await assert.rejects((await open(mixed)).article('first'), { code: 'corrupt' });
});

/** @param {Map<string, Uint8Array>} files */
const indexOf = (files) => JSON.parse(new TextDecoder().decode(files.get('entry.json'))).index;

test('Markdown becomes a stream, and the stream becomes HTML', async () => {
  const { render } = await openMarkdown();
  const stream = render('# Causes\n\nA *word* <script>alert(1)</script>', { heading: 3, prefix: 'x-' });
  assert.deepEqual(stream.outline, [{ level: 3, id: 'x-causes', text: 'Causes' }]);
  const html = toHtml(stream, { prefix: 'x-' });
  assert.match(html, /<h3 id="x-causes">Causes<\/h3><p>A <em>word<\/em> /);
  assert.ok(!html.includes('<script'));
  const engine = await open(await pack(content));
  assert.equal(toHtml(await engine.render('# Causes', { heading: 3 })), '<h3 id="carrel-causes">Causes</h3>');
});
