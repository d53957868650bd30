/** @file Memory ends: what is said names the limit and a remedy. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Instance } from '../../web/engine.js';

/** A number as LEB128. @param {number} value @returns {number[]} */
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);
/** @param {number} id @param {number[]} bytes */
const section = (id, bytes) => [id, ...varint(bytes.length), ...bytes];
/** @param {string} text */
const name = (text) => [text.length, ...Buffer.from(text)];

/** A module of so many pages of memory whose verb `carrel_pack` traps. @param {number} pages */
const dying = (pages) =>
  new WebAssembly.Module(
    new Uint8Array([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [1, 0x60, 0, 1, 0x7f]),
      ...section(3, [1, 0]),
      ...section(5, [1, 0, ...varint(pages)]),
      ...section(7, [2, ...name('memory'), 2, 0, ...name('carrel_pack'), 0, 0]),
      // A body of three bytes: no locals, unreachable, end.
      ...section(10, [1, 3, 0, 0x00, 0x0b]),
    ]),
  );

test('a module that dies of its memory names the limit and what to do', async () => {
  const large = await Instance.start(dying(10_000));
  assert.throws(() => large.call('carrel_pack'), {
    code: 'trap',
    message:
      'carrel_pack needs more memory than the 1024 MB that a module can have (625 MB were in use): ' +
      'give it less at once, a large content.json as several bundles',
  });
  const small = await Instance.start(dying(1));
  assert.throws(() => small.call('carrel_pack'), {
    code: 'trap',
    message: /^carrel_pack died on this request/,
  });
});

test('a module that finds no room for its memory says so in a sentence', async (context) => {
  // As V8 says it where the addresses of a process are limited (ulimit -v).
  context.mock.method(WebAssembly, 'instantiate', async () => {
    throw new RangeError(
      'WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance',
    );
  });
  await assert.rejects(Instance.start(dying(1)), {
    name: 'EngineError',
    code: 'wasm',
    message:
      /^there is not enough memory for another module: .*ulimit -v unlimited.*--disable-wasm-trap-handler/,
  });
});

test('a command whose addresses are limited ends with a sentence', {
  skip: !existsSync('/bin/bash') || !existsSync(new URL('../../dist/packer.wasm', import.meta.url)),
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-'));
  try {
    const content = join(folder, 'content.json');
    writeFileSync(content, '{"articles":[]}');
    const carrel = fileURLToPath(new URL('../../scripts/carrel', import.meta.url));
    const { status, stdout, stderr } = spawnSync(
      '/bin/bash',
      ['-c', `ulimit -v 16000000; exec "${process.execPath}" "${carrel}" check "${content}"`],
      { encoding: 'utf8' },
    );
    // Where Node reserves less there is room enough.
    if (status === 0) return assert.match(stdout, /0 articles, no faults/);
    assert.match(
      stderr,
      /^carrel: (this process may not have|there is not enough memory).*ulimit -v unlimited/,
    );
    assert.equal(stderr.trim().split('\n').length, 1, 'and no stack');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
