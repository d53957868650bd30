import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8');

test('what people run can be run', () => {
  for (const path of ['setup', 'build', 'test', 'demo', 'engines', 'carrel']) {
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
    '.ci/run',
  ]) {
    execFileSync('bash', ['-n', `${root}${path}`]);
  }
  for (const path of ['setup', 'build', 'test', 'demo', 'engines'].map((name) => `scripts/${name}`)) {
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

test('a tool that is missing is named with the command that installs it', () => {
  // A PATH with nothing but what bash itself needs.
  const { status, stderr } = spawnSync('/bin/bash', [`${root}scripts/setup`], {
    encoding: 'utf8',
    env: { PATH: `${root}tests/tooling/empty-path` },
  });
  assert.notEqual(status, 0);
  assert.match(stderr, /node is missing: install Node 20 or later/);
});
