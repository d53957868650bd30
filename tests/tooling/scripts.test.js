import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8');

test('what people run can be run', () => {
  for (const path of ['setup', 'build', 'test', 'demo', 'engines', 'network', 'carrel']) {
    accessSync(`${root}scripts/${path}`, constants.X_OK);
  }
  accessSync(`${root}.ci/run`, constants.X_OK);
});

test('the machine that checks every change runs scripts/test and nothing else', () => {
  const lines = read('.ci/run').trim().split('\n').slice(1);
  assert.deepEqual(lines, ['exec "$(dirname "$0")/../scripts/test"']);
});

test('scripts are correct shell', () => {
  for (const path of [
    'scripts/setup',
    'scripts/build',
    'scripts/test',
    'scripts/demo',
    'scripts/engines',
    'scripts/network',
    '.ci/run',
  ]) {
    execFileSync('bash', ['-n', `${root}${path}`]);
  }
  for (const path of ['setup', 'build', 'test', 'demo', 'engines', 'network'].map(
    (name) => `scripts/${name}`,
  )) {
    assert.match(read(path), /^set -euo pipefail$/m, path);
  }
});

test('a second setup finds everything done, within seconds', () => {
  const began = Date.now();
  const { status, stdout } = spawnSync(`${root}scripts/setup`, { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.equal(stdout, 'setup: ready\n');
  assert.ok(Date.now() - began < 10_000);
});

test('sources that are not ours are fetched by content', () => {
  const pins = read('scripts/setup').match(/'sha512-[A-Za-z0-9+/]{86}=='/g) ?? [];
  assert.equal(pins.length, 2);
});

test('a source that was changed after it was unpacked is replaced by what was pinned', () => {
  const path = `${root}build/deps/md4c/md4c.c`;
  const original = read('build/deps/md4c/md4c.c');
  writeFileSync(path, `${original}\n/* changed */\n`);
  writeFileSync(`${root}build/deps/libstemmer/added.c`, 'int added;\n');
  const { status, stdout } = spawnSync(`${root}scripts/setup`, { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /^setup: unpacking md4c .*\nsetup: unpacking libstemmer .*\nsetup: ready\n$/);
  assert.equal(read('build/deps/md4c/md4c.c'), original);
  assert.ok(!existsSync(`${root}build/deps/libstemmer/added.c`));
});

test('a tree that has not been built makes no package', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const copy = mkdtempSync(join(tmpdir(), 'carrel-'));
  mkdirSync(join(copy, 'scripts'));
  cpSync(`${root}scripts/check-dist.mjs`, join(copy, 'scripts/check-dist.mjs'));
  writeFileSync(
    join(copy, 'package.json'),
    JSON.stringify({ name: 'copy', version: '1.0.0', type: 'module', scripts: { prepack: scripts.prepack } }),
  );
  const { status, stderr } = spawnSync('npm', ['pack', '--dry-run'], { cwd: copy, encoding: 'utf8' });
  rmSync(copy, { recursive: true });
  assert.notEqual(status, 0);
  assert.match(
    stderr,
    /a package without dist\/search\.wasm, .* would be of no use: run \.\/scripts\/build first/,
  );
  assert.equal(spawnSync('node', [`${root}scripts/check-dist.mjs`]).status, 0);
});

test('a tool that is missing is named with the command that installs it', () => {
  // A PATH with nothing but what bash itself needs.
  const { status, stderr } = spawnSync('/bin/bash', [`${root}scripts/setup`], {
    encoding: 'utf8',
    env: { PATH: `${root}tests/tooling/empty-path` },
  });
  assert.notEqual(status, 0);
  assert.match(stderr, /node is missing: install Node 20 or later/);
});
