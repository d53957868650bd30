/** @file Publishing into a folder: what is found there at any moment, and what stays untouched. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { publish } from '../../scripts/cli/publish.mjs';
import { pack } from '../../web/node.js';
import { editionOf, openAsPage } from './support/published.js';

const root = mkdtempSync(join(tmpdir(), 'carrel-publish-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
/** A folder of its own. @param {string} [from] is copied into it */
function fresh(from) {
  const folder = join(root, `folder-${folders++}`);
  if (from) cpSync(from, folder, { recursive: true });
  return folder;
}

/** @param {string} text */
const contentOf = (text) => ({
  articles: ['One', 'Two'].map((title) => ({ slug: title.toLowerCase(), title, body: `${text} ${title}.` })),
});
const bodies = {
  old: ['Old words of One.', 'Old words of Two.'],
  new: ['New words of One.', 'New words of Two.'],
};
const old = await editionOf(contentOf('Old words of'), 'a');
const next = await editionOf(contentOf('New words of'), 'b');
const third = await editionOf(contentOf('Third words of'), 'c');

/** A folder with the old edition in it. */
const published = fresh();
await publish(published, old);
assert.deepEqual(await openAsPage(published), bodies.old);

/** What lies in a folder, by name. @param {string} folder */
const state = (folder) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => lstatSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
/** @param {string} folder */
const leftovers = (folder) => readdirSync(folder).filter((name) => name.startsWith('.'));

/** What a process feels that is killed at a step: nothing of it happens any more, cleaning up included. @param {number} at */
function killedAt(at) {
  let steps = 0;
  return () => {
    if (steps++ >= at) throw new Error('killed');
  };
}

/** How many steps a publish takes. @param {import('./support/published.js').Edition} edition */
async function stepsOf(edition) {
  let steps = 0;
  await publish(fresh(published), edition, { onStep: () => steps++ });
  return steps;
}

test('finding 9: killed at any step, publishing leaves the folder that a page opens, old or new', async () => {
  const steps = await stepsOf(next);
  assert.ok(steps > 30, `${steps}`);
  /** @type {Set<string>} */
  const seen = new Set();
  for (let step = 0; step < steps; step++) {
    const folder = fresh(published);
    await assert.rejects(publish(folder, next, { onStep: killedAt(step) }), /killed/);
    const found = await openAsPage(folder);
    seen.add(found[0]);
    assert.ok([bodies.old[0], bodies.new[0]].includes(found[0]), `step ${step}: ${found}`);
    assert.equal(found.length, 2);
    // The next run ends what this one began, whatever that was, and leaves nothing of it behind.
    await publish(folder, third);
    assert.match((await openAsPage(folder))[0], /^Third/);
    assert.deepEqual(leftovers(folder), [], `step ${step}`);
    await publish(folder, old, { keep: 0 });
    assert.deepEqual(
      readdirSync(folder).sort(),
      readdirSync(published).sort(),
      `step ${step}: nothing of ours is forgotten`,
    );
    rmSync(folder, { recursive: true });
  }
  assert.equal(seen.size, 2, 'some of them left the old edition, some the new one');
});

test('finding 9: a disk that is full at any write leaves the old edition as it was, and says so', async () => {
  const steps = await stepsOf(next);
  const before = state(published);
  let refused = 0;
  for (let step = 0; step < steps; step++) {
    const folder = fresh(published);
    let at = 0;
    let hit = '';
    const full = (/** @type {{ call: string, name: string }} */ { call, name }) => {
      // A folder is brought to the disk without taking room.
      if (at++ < step || call === 'unlink' || call === 'rename' || name === '.') return;
      hit ||= name;
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    };
    try {
      let warned = '';
      await publish(folder, next, { onStep: full, warn: (warning) => (warned = warning) });
      assert.ok(warned.includes(hit), 'a failure is told');
      assert.deepEqual(await openAsPage(folder), bodies.new);
    } catch (/** @type {any} */ error) {
      if (hit === '') throw error;
      refused++;
      assert.ok(error.message.includes(hit), error.message);
      assert.match(error.message, /no space is left on the device \(ENOSPC\): free some, and pack again/);
      assert.deepEqual(leftovers(folder), []);
      // The manifest may name files of what was begun; nothing else is left of it.
      const now = state(folder);
      assert.deepEqual({ ...now, 'carrel-manifest.json': '' }, { ...before, 'carrel-manifest.json': '' });
    }
    rmSync(folder, { recursive: true });
  }
  assert.ok(refused > 20, `${refused}`);
});

test('other refusals of the system name the file, the fact and the remedy', async () => {
  for (const [code, said] of /** @type {[string, RegExp][]} */ ([
    ['EACCES', /permission is missing \(EACCES\): give yourself the right/],
    ['EROFS', /the file system is read-only \(EROFS\): choose another folder/],
    ['EDQUOT', /the quota of the disk is used up \(EDQUOT\): free some space/],
    ['EFOO', /the system refused it \(EFOO\): look at the folder/],
  ])) {
    const folder = fresh(published);
    const refuse = (/** @type {{ name: string }} */ { name }) => {
      if (name === 'carrel.js') throw Object.assign(new Error('refused'), { code });
    };
    await assert.rejects(publish(folder, next, { onStep: refuse }), (/** @type {any} */ error) => {
      assert.match(error.message, said);
      assert.match(
        error.message,
        /carrel\.js could not be written, .*what was published before still opens$/,
      );
      return error.exitCode === 1;
    });
    assert.deepEqual(await openAsPage(folder), bodies.old);
  }
});

test('parts, modules, scripts, integrity.json, carrel.js and entry.json take their places in this order', async () => {
  /** @type {string[]} */
  const placed = [];
  const folder = fresh(published);
  await publish(folder, next, { onStep: ({ call, name }) => call === 'rename' && placed.push(name) });
  const names = [...next.contents.keys()];
  assert.deepEqual(placed, [
    'carrel-manifest.json',
    ...names.filter((name) => name.endsWith('.bin')),
    ...names.filter((name) => name.endsWith('.wasm')),
    ...names.filter((name) => name.endsWith('.js')),
    'integrity.json',
    'carrel.js',
    'entry.json',
    // Until carrel.js has changed, integrity.json has the hashes of both.
    'integrity.json',
  ]);
});

test('what is there with the same bytes is not written again', async () => {
  const folder = fresh(published);
  const seen = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).ino]);
  const before = seen();
  /** @type {string[]} */
  const calls = [];
  await publish(folder, old, { onStep: ({ call, name }) => calls.push(`${call} ${name}`) });
  assert.deepEqual(calls, []);
  assert.deepEqual(seen(), before);
});

test('the publish of before stays for open pages, and more or none of them on request', async () => {
  const parts = (/** @type {import('./support/published.js').Edition} */ edition) => [
    ...edition.contents.keys(),
  ];
  const isThere = (/** @type {string} */ folder, /** @type {string[]} */ names) =>
    names.every((name) => existsSync(join(folder, name)));
  const folder = fresh(published);
  await publish(folder, next);
  assert.ok(isThere(folder, parts(old)) && isThere(folder, parts(next)));
  await publish(folder, next);
  assert.ok(isThere(folder, parts(old)), 'the same once more is no other publish');
  await publish(folder, third);
  assert.ok(isThere(folder, parts(next)) && isThere(folder, parts(third)));
  for (const name of parts(old)) assert.ok(!existsSync(join(folder, name)), name);
  await publish(folder, old, { keep: 2 });
  assert.ok([old, next, third].every((edition) => isThere(folder, parts(edition))));
  await publish(folder, old, { keep: 0 });
  assert.deepEqual(readdirSync(folder).sort(), readdirSync(published).sort());
});

test('data alone leave the scripts of before in their place', async () => {
  const folder = fresh(published);
  const data = (/** @type {import('./support/published.js').Edition} */ edition) => ({
    ...edition,
    contents: new Map([...edition.contents].filter(([name]) => name.endsWith('.bin'))),
    loader: null,
  });
  for (const edition of [next, third, next, third]) await publish(folder, data(edition), { keep: 0 });
  for (const name of old.contents.keys())
    assert.equal(existsSync(join(folder, name)), !name.endsWith('.bin'), name);
});

test('finding 10: files, folders and links of others stay, whatever they are called', async () => {
  const folder = fresh(published);
  const foreign = [
    'deadbeefcafe.bin',
    '0123456789ab.bin',
    '123456789012345678.bin',
    'deadbeefcafe0123.bin',
    '0123456789abcdef.bin',
    'session-deadbeef.js',
    'search-deadbeef.wasm',
    'index.html',
    '.carrel-notes.tmp',
  ];
  for (const name of foreign) writeFileSync(join(folder, name), `mine: ${name}`);
  writeFileSync(join(folder, 'fedcba9876543210.bin'), gzipSync('mine, and packed'));
  mkdirSync(join(folder, 'cafecafecafecafe.bin'));
  mkdirSync(join(folder, '.carrel-0123456789abcdef.tmp'));
  writeFileSync(join(folder, 'cafecafecafecafe.bin/inside.txt'), 'mine');
  writeFileSync(join(root, 'precious.txt'), 'precious');
  symlinkSync('../precious.txt', join(folder, 'beefbeefbeefbeef.bin'));
  const before = readdirSync(folder);
  for (const edition of [next, third, old, next]) await publish(folder, edition, { keep: 0 });
  for (const name of foreign) assert.equal(readFileSync(join(folder, name), 'utf8'), `mine: ${name}`);
  assert.equal(readFileSync(join(folder, 'cafecafecafecafe.bin/inside.txt'), 'utf8'), 'mine');
  const stay = before.filter((name) => !old.contents.has(name));
  assert.deepEqual(
    stay.filter((name) => !readdirSync(folder).includes(name)),
    [],
  );
  assert.equal(readFileSync(join(root, 'precious.txt'), 'utf8'), 'precious');
});

test('finding 10: of a folder from before there were manifests, only what its entry leads to is taken away', async () => {
  const folder = fresh();
  mkdirSync(folder);
  const files = await pack(contentOf('Old words of'));
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  const parts = [...files.keys()].filter((name) => name !== 'entry.json');
  assert.equal(parts.length, 2);
  // Of another bundle: ours by its bytes, but this entry does not lead to it.
  const [stranger, bytes] = [...(await pack(contentOf('Strange words of')))][1];
  writeFileSync(join(folder, stranger), bytes);
  writeFileSync(join(folder, 'deadbeefcafe0123.bin'), 'mine');
  await publish(folder, next);
  assert.ok(
    parts.every((name) => existsSync(join(folder, name))),
    'kept for pages that are open',
  );
  await publish(folder, third);
  assert.ok(!parts.some((name) => existsSync(join(folder, name))));
  assert.ok(existsSync(join(folder, stranger)));
  assert.ok(existsSync(join(folder, 'deadbeefcafe0123.bin')));
});

test('finding 10: a manifest or an index that somebody has written takes nothing away but files of our names', async () => {
  const folder = fresh(published);
  writeFileSync(join(root, 'outside.bin'), 'mine');
  writeFileSync(join(folder, 'mine.txt'), 'mine');
  const files = ['../outside.bin', 'mine.txt', 'entry.json', '/etc/passwd', '..', '', 7, null];
  writeFileSync(
    join(folder, 'carrel-manifest.json'),
    JSON.stringify({
      carrel: 1,
      publishes: [{ entry: '', files }, { entry: 1 }, null, { entry: '', files: 'x' }],
    }),
  );
  await publish(folder, next, { keep: 0 });
  await publish(folder, third, { keep: 0 });
  assert.equal(readFileSync(join(root, 'outside.bin'), 'utf8'), 'mine');
  assert.equal(readFileSync(join(folder, 'mine.txt'), 'utf8'), 'mine');
  for (const text of ['', '{', '[]', 'null', '{"publishes":{}}']) {
    writeFileSync(join(folder, 'carrel-manifest.json'), text);
    await publish(folder, next);
    await publish(folder, third);
  }
  assert.match((await openAsPage(folder))[0], /^Third/);
});

test('finding 10: a folder in the place of a file is said before anything is written', async () => {
  for (const name of ['entry.json', 'carrel.js', [...next.contents.keys()][0]]) {
    const folder = fresh(published);
    rmSync(join(folder, name), { force: true });
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'inside.txt'), 'mine');
    const before = state(folder);
    await assert.rejects(publish(folder, next), (/** @type {any} */ error) => {
      assert.ok(error.message.startsWith(`${join(folder, name)} is a folder`), error.message);
      return error.exitCode === 1;
    });
    assert.deepEqual(state(folder), before);
    assert.deepEqual(leftovers(folder), []);
  }
});

test('finding 19: a link in the place of a file is replaced, and what it leads to stays as it is', async () => {
  for (const name of [
    'entry.json',
    'carrel.js',
    'integrity.json',
    'carrel-manifest.json',
    [...next.contents.keys()][0],
  ]) {
    const folder = fresh(published);
    const target = join(root, 'target.txt');
    writeFileSync(target, 'precious');
    rmSync(join(folder, name), { force: true });
    symlinkSync(target, join(folder, name));
    await publish(folder, next);
    assert.equal(readFileSync(target, 'utf8'), 'precious', name);
    assert.ok(lstatSync(join(folder, name)).isFile(), name);
    assert.deepEqual(await openAsPage(folder), bodies.new);
  }
  // A name for the same file elsewhere is no link that could be followed, and keeps its bytes as well.
  const folder = fresh(published);
  linkSync(join(folder, 'entry.json'), join(root, 'same.json'));
  const before = readFileSync(join(root, 'same.json'), 'utf8');
  await publish(folder, next);
  assert.equal(readFileSync(join(root, 'same.json'), 'utf8'), before);
});

test('the folder itself may be a link, and a file in its place is told', async () => {
  const folder = fresh(published);
  const link = fresh();
  symlinkSync(folder, link);
  await publish(link, next);
  assert.equal(readlinkSync(link), folder);
  assert.deepEqual(await openAsPage(folder), bodies.new);
  const file = fresh();
  writeFileSync(file, '');
  await assert.rejects(
    publish(file, next),
    /could not be made, .* no folder \((EEXIST|ENOTDIR)\): choose another/,
  );
});

test('two at once take turns, and what stands in the end is one of them', async () => {
  const folder = fresh(published);
  const ended = await Promise.allSettled([old, next, third, next].map((edition) => publish(folder, edition)));
  assert.deepEqual(
    ended.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled'],
  );
  assert.equal((await openAsPage(folder)).length, 2);
  assert.deepEqual(leftovers(folder), []);
});

test('a lock that a killed run has left is taken over, that of a living one is waited for', async () => {
  const folder = fresh(published);
  const lock = join(folder, '.carrel-lock');
  const gone = spawnSync('true').pid;
  for (const owner of [
    { pid: gone, host: hostname(), token: 'x' },
    // The number of this process, by which an earlier one in a container was called as well.
    { pid: process.pid, host: hostname(), token: 'x' },
  ]) {
    writeFileSync(lock, JSON.stringify(owner));
    await publish(folder, next);
    assert.ok(!existsSync(lock));
  }
  /** @type {string[]} */
  const warnings = [];
  writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: hostname(), token: 'x' }));
  const waiting = publish(folder, third, { warn: (warning) => warnings.push(warning) });
  while (warnings.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.match(warnings[0], /is being written by another carrel pack: waiting for it/);
  assert.deepEqual(await openAsPage(folder), bodies.new, 'nothing happens meanwhile');
  rmSync(lock);
  await waiting;
  assert.match((await openAsPage(folder))[0], /^Third/);
});
