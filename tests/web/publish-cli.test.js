/** @file What `carrel pack` does to a folder, seen from outside. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { open } from '../../web/node.js';

const carrel = fileURLToPath(new URL('../../scripts/carrel', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'carrel-publish-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (/** @type {string} */ name) => join(root, name);
for (const word of ['old', 'new']) {
  const articles = ['one', 'two'].map((slug) => ({
    slug,
    title: slug,
    body: `The ${word} text of ${slug}.`,
  }));
  writeFileSync(at(`${word}.json`), JSON.stringify({ articles }));
}

/** @param {string} source @param {string} out @param {string[]} more */
const pack = (source, out, ...more) =>
  spawnSync(carrel, ['pack', at(`${source}.json`), '-o', at(out), ...more], { encoding: 'utf8' });
/** Packs, and must succeed. @param {string} source @param {string} out @param {string[]} more @returns what was printed */
function packed(source, out, ...more) {
  const { status, stdout, stderr } = pack(source, out, ...more);
  assert.equal(status, 0, stderr);
  return stdout;
}
/** @param {string} out */
const state = (out) =>
  Object.fromEntries(readdirSync(at(out)).map((name) => [name, readFileSync(join(at(out), name), 'hex')]));
const hashOf = (/** @type {string} */ path) =>
  `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}`;
/** @param {string} out */
async function textOf(out) {
  const bundle = await open(at(out));
  const { body } = await bundle.article('one');
  bundle.close();
  return body;
}

test('finding 9: a write that the system refuses leaves what was published byte for byte, and ends with 1', () => {
  packed('old', 'limited');
  const { 'carrel-manifest.json': manifest, ...before } = state('limited');
  // No file of more than four kilobytes: carrel.js is larger.
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', `ulimit -f 4; exec "$0" pack "$1" -o "$2"`, carrel, at('new.json'), at('limited')],
    { encoding: 'utf8' },
  );
  assert.equal(status, 1);
  const { 'carrel-manifest.json': changed, ...now } = state('limited');
  assert.deepEqual(now, before);
  assert.match(
    stderr,
    /^carrel: \S+\/limited\/carrel\.js could not be written, .*\(EFBIG\): .*, and pack again; what was published before still opens\n$/,
  );
  assert.ok(manifest && changed);
});

test('finding 9: on a disk that is full, what was published stays byte for byte', (context) => {
  const disk = at('disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1600k', 'none', disk]).status !== 0)
    return context.skip('no disk may be mounted here');
  try {
    packed('old', 'disk/site');
    const before = state('disk/site');
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=4k']);
    const { status, stderr } = pack('new', 'disk/site');
    assert.equal(status, 1);
    assert.deepEqual(state('disk/site'), before);
    assert.match(
      stderr,
      /^carrel: \S+ could not be written, no space is left on the device \(ENOSPC\): free some/,
    );
    assert.deepEqual(state('disk/site'), before);
  } finally {
    spawnSync('umount', [disk]);
  }
});

test('two packs at once both succeed, and leave a folder that opens', async () => {
  packed('old', 'both');
  const codes = await Promise.all(
    ['old', 'new', 'new', 'old'].map(
      (source) =>
        new Promise((resolve) =>
          spawn(carrel, ['pack', at(`${source}.json`), '-o', at('both')], { stdio: 'ignore' }).once(
            'exit',
            resolve,
          ),
        ),
    ),
  );
  assert.deepEqual(codes, [0, 0, 0, 0]);
  assert.match(await textOf('both'), /^The (old|new) text of one\.$/);
  const hashes = JSON.parse(readFileSync(at('both/integrity.json'), 'utf8'));
  assert.equal(hashes['carrel.js'], hashOf(at('both/carrel.js')));
});

test('finding 10: packing takes away no file that is not its own, and no folder', () => {
  packed('old', 'shared');
  const foreign = ['deadbeefcafe.bin', '0123456789ab.bin', '123456789012345678.bin', 'deadbeefcafe0123.bin'];
  for (const name of foreign) writeFileSync(at(`shared/${name}`), name);
  mkdirSync(at('shared/cafecafecafecafe.bin'));
  const { status, stderr } = pack('new', 'shared');
  assert.equal(status, 0, stderr);
  for (const name of foreign) assert.equal(readFileSync(at(`shared/${name}`), 'utf8'), name);
  assert.ok(lstatSync(at('shared/cafecafecafecafe.bin')).isDirectory());
});

test('finding 10: --keep says how many earlier publishes stay, one by default', () => {
  const parts = () => readdirSync(at('kept')).filter((name) => /^[0-9a-f]{16}\.bin$/.test(name));
  packed('old', 'kept');
  const before = parts();
  packed('new', 'kept');
  assert.ok(before.every((name) => parts().includes(name)));
  packed('new', 'kept', '--keep', '0');
  assert.ok(!before.some((name) => parts().includes(name)));
  const { status, stderr } = pack('new', 'kept', '--keep', 'all');
  assert.equal(status, 2);
  assert.match(stderr, /--keep takes a number of publishes from 0 to 999, not "all"/);
});

test('finding 19: a link in the place of entry.json does not lead packing to another file', () => {
  packed('old', 'linked');
  writeFileSync(at('precious.txt'), 'precious');
  rmSync(at('linked/entry.json'));
  symlinkSync('../precious.txt', at('linked/entry.json'));
  packed('new', 'linked');
  assert.equal(readFileSync(at('precious.txt'), 'utf8'), 'precious');
  assert.ok(lstatSync(at('linked/entry.json')).isFile());
});

test('finding H2: the lines for the page stay the same from publish to publish, without a hash', () => {
  const lines = (/** @type {string} */ printed) => printed.slice(printed.indexOf('<script'));
  const first = lines(packed('old', 'lines'));
  assert.equal(lines(packed('new', 'lines')), first);
  assert.equal(
    first,
    '<script type="module" src="/carrel/carrel.js"></script>\n<carrel-articles src="/carrel/entry.json"></carrel-articles>\n',
  );
});

test('finding H2: with --pin they have a hash, which the next publish keeps, and it is said what that means', () => {
  const first = packed('old', 'pinned', '--pin');
  assert.ok(first.includes(`integrity="${hashOf(at('pinned/carrel.js'))}"`), first);
  assert.match(first, /stays the same for every bundle .* until you update\s+Carrel/);
  const second = packed('new', 'pinned', '--pin');
  assert.equal(second.slice(second.indexOf('<script')), first.slice(first.indexOf('<script')));
});
