import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const carrel = fileURLToPath(new URL('../../scripts/carrel', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'carrel-'));
after(() => rmSync(root, { recursive: true }));

let made = 0;
/** A folder of text files, with one Markdown file beside those that are named. @param {Record<string, string>} [files] */
function folderOf(files = {}) {
  const folder = join(root, String(made++), 'site');
  for (const [path, text] of Object.entries({ 'a.md': 'Text of a.', ...files })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A run that does not end is ended, and has no status. @param {string[]} args */
const run = (...args) => spawnSync(carrel, args, { encoding: 'utf8', cwd: root, timeout: 20_000 });

/** What the command makes of a folder, in a process of its own: what hangs is ended. @param {string} folder */
function imported(folder) {
  const out = join(folder, '..', 'content.json');
  const { status, stderr } = run('import', 'markdown', folder, '-o', out);
  assert.equal(status, 0, stderr);
  const { articles } = JSON.parse(readFileSync(out, 'utf8'));
  return { slugs: articles.map((/** @type {{ slug: string }} */ { slug }) => slug), stderr };
}

/** @param {string} path */
const makePipe = (path) => {
  mkdirSync(dirname(path), { recursive: true });
  assert.equal(spawnSync('mkfifo', [path]).status, 0);
};

test('a link that leads out of the folder is not followed, to a file or to a folder', () => {
  const folder = folderOf({ '../outside/secret.md': 'Secret.' });
  symlinkSync('../outside/secret.md', join(folder, 'leak.md'));
  symlinkSync('../outside', join(folder, 'leaks'));
  const { slugs, stderr } = imported(folder);
  assert.deepEqual(slugs, ['a']);
  assert.match(stderr, /left out, leads out of the folder: 2 \(leak\.md, leaks\)/);
});

test('links to a folder around them are no circles', () => {
  const folder = folderOf({ 'sub/b.md': 'Text of b.' });
  symlinkSync('.', join(folder, 'self'));
  symlinkSync('..', join(folder, 'sub/up'));
  symlinkSync('../sub', join(folder, 'sub/again'));
  const { slugs, stderr } = imported(folder);
  assert.deepEqual(slugs, ['a', 'b']);
  assert.match(stderr, /left out, leads to what is read already: 3 \(self, sub\/again, sub\/up\)/);
});

test('a link to what would not be read otherwise, inside the folder, is followed', () => {
  const folder = folderOf({ '.store/b.md': 'Text of b.', '.store/more/c.md': 'Text of c.' });
  symlinkSync('.store/b.md', join(folder, 'b.md'));
  symlinkSync('.store/more', join(folder, 'more'));
  assert.deepEqual(imported(folder).slugs, ['a', 'b', 'c']);
});

test('pipes, devices, links to nothing and folders with the names of files cost nothing else', () => {
  const folder = folderOf({ 'page.md/b.md': 'Text of b.' });
  makePipe(join(folder, 'pipe.md'));
  makePipe(join(folder, '_authors/pipe.md'));
  mkdirSync(join(folder, '_authors/folder.md'));
  symlinkSync('/dev/zero', join(folder, 'zero.md'));
  symlinkSync('nowhere.md', join(folder, 'nothing.md'));
  symlinkSync('turns.md', join(folder, 'turns.md'));
  const { slugs, stderr } = imported(folder);
  assert.deepEqual(slugs, ['a', 'b']);
  assert.match(stderr, /left out, is no regular file: 2 \(pipe\.md, _authors\/pipe\.md\)/);
  assert.match(stderr, /left out, leads out of the folder: 1 \(zero\.md\)/);
  assert.match(stderr, /left out, cannot be read \(ENOENT\): 1 \(nothing\.md\)/);
  assert.match(stderr, /left out, cannot be read \(ELOOP\): 1 \(turns\.md\)/);
});

test('a file with the name of a folder of authors is no end, nor is one that cannot be read as such', () => {
  assert.deepEqual(imported(folderOf({ _authors: 'none' })).slugs, ['a']);
  const { slugs, stderr } = imported(
    folderOf({ '_data/authors.yml': '- [', '_authors/x.md': '---\n- [\n---\n' }),
  );
  assert.deepEqual(slugs, ['a']);
  assert.match(stderr, /tells of no author \(.+\): 1 \(_data\/authors\.yml\)/);
  assert.match(stderr, /tells of no author \(.+\): 1 \(_authors\/x\.md\)/);
});

test('a name that is not UTF-8 is told, and the others are read', () => {
  const folder = folderOf();
  writeFileSync(
    Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff]), Buffer.from('.md')]),
    'Text.',
  );
  const { slugs, stderr } = imported(folder);
  assert.deepEqual(slugs, ['a']);
  assert.match(stderr, /left out, its name is not UTF-8: rename it: 1/);
});

test('a file that may not be read is told, and the others are read', () => {
  const folder = folderOf({ 'closed.md': 'Text.', 'closed/b.md': 'Text.' });
  for (const path of ['closed.md', 'closed']) chmodSync(join(folder, path), 0);
  chmodSync(root, 0o755);
  // Root may read every file, so that the command is run by somebody else then.
  const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const { stdout, stderr } = spawnSync(carrel, ['import', 'markdown', folder, '-o', '-'], {
    encoding: 'utf8',
    ...somebody,
  });
  assert.match(stderr, /left out, cannot be read \(EACCES\): 2 \(closed, closed\.md\)/);
  assert.equal(JSON.parse(stdout).articles.length, 1);
});

test('headings with blanks for a megabyte and code that never ends are read in proportion', () => {
  const blanks = `# a${' '.repeat(1_000_000)}b`;
  const code = `{% highlight ${'a'.repeat(1_000_000)}`;
  const { slugs } = imported(folderOf({ 'blanks.md': `${blanks}\n\nText.`, 'code.md': code }));
  assert.deepEqual(slugs, ['a', 'blanks', 'code']);
});

test('thousands of files that wish for the same slug each get one', () => {
  const files = Object.fromEntries(
    Array.from({ length: 3000 }, (_, i) => [`n${i}.md`, '---\nslug: same\n---\nText.']),
  );
  const { slugs } = imported(folderOf(files));
  assert.equal(new Set(slugs).size, 3001);
  assert.ok(slugs.includes('same') && slugs.includes('same-3000'));
});

test('a heading keeps the hashes that are its own, and loses those that close it', () => {
  const out = join(root, 'hashes.json');
  const folder = folderOf({
    'c.md': '# About C#\n\nText.',
    'd.md': '# Closed ##  \n\nText.',
    'e.md': '#\n\nText.',
  });
  assert.equal(run('import', 'markdown', folder, '-o', out).status, 0);
  const { articles } = JSON.parse(readFileSync(out, 'utf8'));
  assert.deepEqual(
    articles.map((/** @type {{ title: string }} */ { title }) => title),
    ['A', 'About C#', 'Closed', 'E'],
  );
});

test('commands that read a file refuse pipes, devices and folders at once', () => {
  const pipe = join(root, 'pipe.json');
  makePipe(pipe);
  for (const [path, fact] of [
    [pipe, 'no regular file'],
    ['/dev/zero', 'no regular file'],
    [root, 'a folder'],
  ]) {
    const { status, stderr } = run('check', path ?? '');
    assert.equal(status, 1, stderr);
    assert.ok(stderr.includes(`${path} is ${fact}: give the path of a content.json`), stderr);
  }
});
