import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const carrel = fileURLToPath(new URL('../../scripts/carrel', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'carrel-'));
after(() => rmSync(folder, { recursive: true }));
const at = (/** @type {string} */ name) => join(folder, name);

/** @param {string[]} args */
function run(...args) {
  const { status, stdout, stderr } = spawnSync(carrel, args, { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

const content = {
  articles: [
    { slug: 'tea', title: 'Tea', body: 'Pour **hot** water.', tags: ['drinks'] },
    { slug: 'coffee', title: 'Coffee', body: 'Grind, then pour.', tags: ['drinks'], date: 'soon' },
  ],
};
writeFileSync(at('content.json'), JSON.stringify(content));

test('without a command, or asked for help, it says what it can do', () => {
  const { status, stdout } = run();
  assert.equal(status, 0);
  assert.equal(run('--help').stdout, stdout);
  for (const name of ['import', 'pack', 'check', 'search', 'render', 'serve']) {
    assert.match(stdout, new RegExp(`^  ${name} `, 'm'));
    const help = run(name, '--help');
    assert.equal(help.status, 0, help.stderr);
    assert.match(help.stdout, new RegExp(`^Usage: carrel ${name} `));
  }
});

test('a wrong command line ends with 2 and says what is right', () => {
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [['bake'], /no command "bake": choose import, pack/],
    [['pack'], /an argument is missing\n\nUsage/],
    [['pack', 'content.json'], /Name a folder with -o/],
    [['pack', 'content.json', '--fast'], /--fast[\s\S]*Usage/],
    [['search', '.', 'q=a', 'b'], /too many arguments, from "b" on/],
    [['import', 'word', '.', '-o', 'x'], /"word" cannot be imported: choose markdown/],
    [['serve', '.', '--port', 'http'], /"http" is no port/],
  ])) {
    const { status, stderr, stdout } = run(...args);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, message);
    assert.equal(stdout, '');
  }
});

test('packing writes everything a host needs, reports faults, and says how much it is', () => {
  const { status, stdout, stderr } = run('pack', 'content.json', '-o', 'site');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^articles\[1\]\.date \(coffee\): "soon" is not a date: write it as/m);
  assert.match(stdout, /^site: 2 articles in \d+ files, \d+\.\d kB, 1 fault reported above$/m);
  const names = readdirSync(at('site'));
  for (const name of ['entry.json', 'carrel.js', 'THIRD_PARTY_NOTICES'])
    assert.ok(names.includes(name), name);
  for (const module of ['search', 'markdown', 'packer', 'stem.en']) {
    assert.ok(
      names.some((name) => name.startsWith(module) && name.endsWith('.wasm')),
      module,
    );
  }
  const { index } = JSON.parse(readFileSync(at('site/entry.json'), 'utf8'));
  assert.ok(names.includes(index));
});

test('packing again takes away what belongs to the bundle before the last, and nothing else', () => {
  writeFileSync(at('site/mine.bin'), 'mine');
  writeFileSync(at('other.json'), JSON.stringify({ articles: [content.articles[0]] }));
  const before = readdirSync(at('site')).filter((name) => /^[0-9a-f]{16}\.bin$/.test(name));
  assert.equal(run('pack', 'other.json', '-o', 'site', '--keep', '0').status, 0);
  assert.ok(existsSync(at('site/mine.bin')));
  assert.ok(!before.some((name) => existsSync(at(`site/${name}`))));
  assert.equal(run('pack', 'content.json', '-o', 'site').status, 0);
  assert.ok(
    before.every((name) => existsSync(at(`site/${name}`))),
    'the same content makes the same names',
  );
});

test('--data-only leaves the shell out', () => {
  assert.equal(run('pack', 'content.json', '-o', 'data', '--data-only').status, 0);
  assert.ok(readdirSync(at('data')).every((name) => /^(entry|carrel-manifest)\.json$|\.bin$/.test(name)));
  const entry = JSON.parse(readFileSync(at('data/entry.json'), 'utf8'));
  assert.deepEqual(Object.keys(entry), ['carrel', 'format', 'index', 'articles', 'searchBytes']);
  const both = run('pack', 'content.json', '-o', 'data', '--data-only', '--pin');
  assert.equal(both.status, 2);
  assert.match(both.stderr, /--pin is about carrel\.js, which --data-only leaves out/);
});

/** @param {string} name @param {string} path as `openssl` has it, a tool of its own */
function sha384(name, path) {
  const { stdout } = spawnSync('openssl', ['dgst', '-sha384', '-binary', at(`${path}/${name}`)]);
  return `sha384-${stdout.toString('base64')}`;
}

test('the hashes of all scripts and modules are written down', () => {
  run('pack', 'content.json', '-o', 'site');
  const hashes = JSON.parse(readFileSync(at('site/integrity.json'), 'utf8'));
  const served = readdirSync(at('site')).filter((name) => /\.(js|wasm)$/.test(name));
  assert.deepEqual(Object.keys(hashes), served.sort());
  for (const name of served) assert.equal(hashes[name], sha384(name, 'site'));
});

test('the entry names the script and the modules that read the bundle, and how much a search may fetch', () => {
  run('pack', 'content.json', '-o', 'site');
  const names = readdirSync(at('site'));
  const entry = JSON.parse(readFileSync(at('site/entry.json'), 'utf8'));
  const { session, modules } = entry;
  assert.match(session.name, /^session-[0-9a-f]{8}\.js$/);
  const { stdout } = spawnSync('openssl', ['dgst', '-sha256', '-binary', at(`site/${session.name}`)]);
  assert.equal(session.integrity, `sha256-${stdout.toString('base64')}`);
  assert.deepEqual(Object.keys(modules), ['search.wasm', 'markdown.wasm', 'stem.en.wasm']);
  for (const [name, file] of Object.entries(modules)) {
    assert.match(file, new RegExp(`^${name.replace(/\.wasm$/, '').replace('.', '\\.')}-[0-9a-f]{8}\\.wasm$`));
    assert.ok(names.includes(file), file);
  }
  // All of a small bundle but its articles is in one file.
  assert.equal(entry.searchBytes, statSync(at(`site/${entry.index}`)).size);
});

test('--pin writes the same script for every bundle', () => {
  const script = (/** @type {string} */ source) => {
    assert.equal(run('pack', source, '-o', 'pinned', '--pin').status, 0);
    return readFileSync(at('pinned/carrel.js'), 'utf8');
  };
  assert.equal(script('content.json'), script('other.json'));
  assert.notEqual(script('content.json'), readFileSync(at('site/carrel.js'), 'utf8'));
});

test('an article that is past a limit is reported by its name, when it is packed and when it is checked', () => {
  // A heading more than may have an id would do, but is no truncation: elements are what runs out here.
  const body = '**a** '.repeat(100_001);
  writeFileSync(at('long.json'), JSON.stringify({ articles: [{ slug: 'long', title: 'Long', body }] }));
  const fault =
    /^articles "long"\.body \(long\): is past a limit of the renderer; its end is not shown: split/m;
  const packed = run('pack', 'long.json', '-o', 'long');
  assert.equal(packed.status, 0);
  assert.match(packed.stderr, fault);
  const checked = run('check', 'long.json');
  assert.equal(checked.status, 1);
  assert.match(checked.stderr, fault);
});

test('a packed folder answers a query string as JSON', () => {
  const { status, stdout, stderr } = run('search', 'site', '?q=pour&show=1');
  assert.equal(status, 0, stderr);
  const answer = JSON.parse(stdout);
  assert.equal(answer.total, 2);
  assert.equal(answer.hits.length, 1);
  assert.equal(JSON.parse(run('search', 'site', 'read=tea').stdout).article.title, 'Tea');
});

test('a string that asks for every article, or for one of them, is a query string', () => {
  for (const query of ['', '?', 'show=0', 'tags=&utm_source=x', '?read=tea'])
    assert.equal(run('search', 'site', query).status, 0, query);
});

test('Markdown is rendered from a file, without its front matter, and from the standard input', () => {
  writeFileSync(at('page.md'), '---\ntitle: Page\n---\n# Head\n\nSome [text](javascript:alert(1)).\n');
  const { status, stdout } = run('render', 'page.md', '--heading', '1', '--prefix', 'p-');
  assert.equal(status, 0);
  assert.equal(stdout, '<h1 id="p-head">Head</h1><p>Some text.</p>\n');
  const piped = spawnSync(carrel, ['render', '-'], { input: '*hi*', encoding: 'utf8' });
  assert.equal(piped.stdout, '<p><em>hi</em></p>\n');
});

test('checking ends with 1 when there are faults, and writes nothing', () => {
  const faulty = run('check', 'content.json');
  assert.equal(faulty.status, 1);
  assert.match(faulty.stderr, /articles\[1\]\.date[\s\S]*carrel: 1 fault: see above/);
  const clean = run('check', 'other.json');
  assert.equal(clean.status, 0);
  assert.equal(clean.stdout, '1 article, no faults\n');
});

test('what cannot be done ends with 1 and one line with a fact and a remedy', () => {
  writeFileSync(at('broken.json'), '{"articles": [}');
  writeFileSync(at('list.json'), '[]');
  writeFileSync(at('nothing.json'), '');
  writeFileSync(at('notes.txt'), 'Notes.');
  mkdirSync(at('empty'));
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [
      ['pack', 'missing.json', '-o', 'x'],
      /^carrel: missing\.json does not exist: give the path of a content\.json\n$/,
    ],
    [['pack', 'empty', '-o', 'x'], /^carrel: empty is a folder: /],
    [['pack', 'broken.json', '-o', 'x'], /^carrel: broken\.json is not JSON: line 1, column \d+: .*; mend/],
    [['check', 'broken.json'], /^carrel: broken\.json is not JSON: line 1, column \d+: .*; mend/],
    [['check', 'list.json'], /^carrel: list\.json is not a JSON object: /],
    [['check', 'nothing.json'], /^carrel: nothing\.json is empty: /],
    [
      ['check', 'notes.txt'],
      /^carrel: notes\.txt is not JSON: .*\. A bundle is an entry\.json or a content\.json\n$/,
    ],
    [['search', 'site', 'pour over'], /^carrel: "pour over" is no query string: write 'q=pour\+over'\n$/],
    [
      ['search', 'site', 'query=pour'],
      /^carrel: "query=pour" asks for nothing: "query" is no name of a query/,
    ],
    [['search', 'empty', 'q=a'], /^carrel: file:.*entry\.json was answered with 404.*: check the address/],
    [['import', 'markdown', 'empty', '-o', 'x.json'], /^carrel: no article was found in empty: /],
    [['import', 'markdown', 'nowhere', '-o', 'x.json'], /^carrel: nowhere is no folder: /],
    [
      ['import', 'markdown', 'empty', '-o', 'x.json', '--base', 'broken.json'],
      /^carrel: broken\.json is not JSON/,
    ],
    [['serve', 'content.json'], /^carrel: content\.json is no folder: /],
  ])) {
    const { status, stderr } = run(...args);
    assert.equal(status, 1, args.join(' '));
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  }
});

test('a folder of Markdown becomes a bundle that takes over the base', () => {
  mkdirSync(at('posts'));
  writeFileSync(at('posts/2024-05-06-one.md'), '---\ntitle: One\ntags: [a]\n---\nText.\n');
  writeFileSync(at('posts/two.md'), '---\ntitle: Two\ndraft: true\n---\nText.\n');
  writeFileSync(at('posts/three.md'), '---\ntitle: "Three\n---\nText.\n');
  writeFileSync(at('base.json'), JSON.stringify({ site: { title: 'Site' }, help: [{ label: 'Call' }] }));
  const { status, stderr } = run(
    'import',
    'markdown',
    'posts',
    '--base',
    'base.json',
    '-o',
    'made/content.json',
  );
  assert.equal(status, 0, stderr);
  assert.match(
    stderr,
    /^three\.md: line 2: Missing closing "quote: mend the front matter; the file was left out$/m,
  );
  assert.match(stderr, /^left out, draft: 1 \(two\.md\)$/m);
  assert.match(stderr, /^made\/content\.json: 1 article from 3 files$/m);
  const made = JSON.parse(readFileSync(at('made/content.json'), 'utf8'));
  assert.deepEqual(made, {
    site: { title: 'Site' },
    help: [{ label: 'Call' }],
    articles: [{ slug: 'one', title: 'One', date: '2024-05-06', tags: ['a'], body: 'Text.' }],
  });
  assert.equal(run('check', 'made/content.json').status, 0);
});

test('a folder is served with the types that browsers ask for', async () => {
  const child = spawn(carrel, ['serve', 'site', '--port', '0'], { cwd: folder });
  after(() => child.kill());
  const line = await new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
  const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0] ?? '';
  const module =
    readdirSync(at('site')).find((name) => name.startsWith('search') && name.endsWith('.wasm')) ?? '';
  const types = new Map([
    ['entry.json', 'application/json'],
    ['carrel.js', 'text/javascript'],
    [module, 'application/wasm'],
  ]);
  for (const [name, type] of types) {
    const response = await fetch(`${url}${name}`);
    assert.equal(response.status, 200, name);
    assert.match(response.headers.get('content-type') ?? '', new RegExp(`^${type}`), name);
    await response.arrayBuffer();
  }
  const missing = await fetch(`${url}nothing.bin`);
  assert.equal(missing.status, 404);
  assert.equal((await fetch(`${url}../content.json`)).status, 404, 'nothing above the folder is shown');
  const taken = run('serve', 'site', '--port', new URL(url).port);
  assert.equal(taken.status, 1);
  assert.match(taken.stderr, /port \d+ is taken: choose another with --port/);
  child.kill();
});
