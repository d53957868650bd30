import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesIn } from '../../web/loader.js';

const origin = 'https://site.example';
const session = { name: 'session-01234567.js', integrity: `sha256-${'A'.repeat(43)}=` };
const modules = {
  'search.wasm': 'search-89abcdef.wasm',
  'stem.en.wasm': 'stem.en-89abcdef.wasm',
};

/** What a browser answers. @param {unknown} entry @param {{ url?: string, status?: number }} [how] */
function answer(entry, { url = `${origin}/carrel/entry.json`, status = 200 } = {}) {
  const body = typeof entry === 'string' ? entry : JSON.stringify(entry);
  return Object.defineProperty(new Response(body, { status }), 'url', { value: url });
}
/** @param {unknown} entry @param {{ url?: string, status?: number }} [how] */
const names = (entry, how) => namesIn(answer(entry, how), origin);

test('an entry names its script with a hash and its modules, in its own folder, whatever its version', async () => {
  for (const carrel of [1, 2, 'x', undefined]) {
    const named = await names({ carrel, index: 'x.bin', session, modules });
    assert.equal(named?.session.href, `${origin}/carrel/session-01234567.js`);
    assert.equal(named?.integrity, session.integrity);
    assert.deepEqual(
      [...(named?.modules ?? [])].map(([name, { href }]) => [name, href]),
      Object.entries(modules).map(([name, file]) => [name, `${origin}/carrel/${file}`]),
    );
  }
});

test('the engine reads the same answer afterwards', async () => {
  const response = answer({ session, modules });
  await namesIn(response, origin);
  assert.deepEqual(await response.json(), { session, modules });
});

test('an entry of another origin, of none or of a host that has no entry names nothing', async () => {
  for (const url of [
    'https://other.example/entry.json',
    'http://site.example/entry.json',
    'https://site.example:444/entry.json',
    'https://site.example.other/entry.json',
    `blob:${origin}/0`,
    'data:application/json,{}',
    '',
  ])
    assert.equal(await names({ session, modules }, { url }), null, url);
  assert.equal(await names({ session, modules }, { status: 404 }), null);
  assert.equal(await namesIn(answer({ session }, { url: 'file:///entry.json' }), 'null'), null);
});

test('content, and an entry without names, names nothing', async () => {
  for (const entry of [{ articles: [] }, {}, [], null, 'text', 7, { modules }, { session: 'x' }])
    assert.equal(await names(entry), null);
  // More than an entry may have is content, and is not read to its end here.
  const long = answer({ session, modules, articles: 'x'.repeat(100_000) });
  assert.equal(await namesIn(long, origin), null);
  assert.equal((await long.text()).length > 100_000, true);
});

test('a name of another form makes the entry one without names', async () => {
  for (const name of [
    '../session-01234567.js',
    './session-01234567.js',
    '/session-01234567.js',
    '//other.example/session-01234567.js',
    'https://other.example/session-01234567.js',
    'data:,session-01234567.js',
    'session-01234567.js?',
    'session-01234567.js\n',
    'session-0123456G.js',
    'session-01234567.mjs',
    ['session-01234567.js'],
    { toString: 'session-01234567.js' },
    7,
    null,
  ])
    assert.equal(await names({ session: { ...session, name }, modules }), null, JSON.stringify(name));
  for (const integrity of ['', 'md5-AAAA', 'sha256-', 'sha256-A B', [session.integrity], undefined])
    assert.equal(await names({ session: { ...session, integrity } }), null, `${integrity}`);
});

test('a module of another form, or called like another one, is passed over', async () => {
  const named = await names({
    session,
    modules: {
      'search.wasm': 'markdown-89abcdef.wasm',
      'markdown.wasm': '../markdown-89abcdef.wasm',
      'stem.en.wasm': ['stem.en-89abcdef.wasm'],
      'packer.wasm': 'packer.wasm',
      'stem.de.wasm': 'stem.de-89abcdef.wasm',
    },
  });
  assert.deepEqual([...(named?.modules.keys() ?? [])], ['stem.de.wasm']);
  for (const odd of ['text', 7, [], null]) {
    const answered = await names({ session, modules: odd });
    assert.equal(answered?.modules.size, 0);
  }
});
