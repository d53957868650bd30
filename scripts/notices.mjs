/**
 * @file Writes dist/THIRD_PARTY_NOTICES: whose work is inside the built files, and under which terms.
 *
 * The texts come from the sources that were compiled. tests/web/versions.test.js compares the list with what the
 * compiler and the bundler really read, so that a new dependency cannot arrive without its notice.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const emscripten = '/usr/share/emscripten/system/lib';

const read = (/** @type {string} */ path) =>
  readFileSync(path.startsWith('/') ? path : join(root, path), 'utf8');
const mit = () => read('scripts/licences/mit.txt');

/** The first comment of a C file, without its decoration. @param {string} path */
function firstComment(path) {
  const text = read(path);
  const comment = text.slice(text.indexOf('/*') + 2, text.indexOf('*/'));
  return comment.replace(/^ ?\*? ?/gm, '').trim();
}

/** Every copyright line in a folder of headers. @param {string} folder */
function copyrightLines(folder) {
  const lines = new Set();
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.hpp')) continue;
    for (const match of read(join(folder, name)).matchAll(/SPDX-FileCopyrightText: (.+)/g)) {
      lines.add(`Copyright (c) ${match[1]}`);
    }
  }
  return [...lines].join('\n');
}

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} where what of Carrel carries it
 * @property {RegExp} paths the files of it that a build reads
 * @property {() => string} text
 */

/** @type {Component[]} */
export const components = [
  {
    name: 'md4c',
    where: 'markdown.wasm, html.wasm, packer.wasm',
    paths: /\/build\/deps\/md4c\/|\/generated\/md4c\.c$/,
    text: () => firstComment('build/deps/md4c/md4c.h'),
  },
  {
    name: 'character-entities',
    where: 'the entity table in markdown.wasm, html.wasm and packer.wasm',
    paths: /\/generated\/entity_table/,
    text: () => read('node_modules/character-entities/license').trim(),
  },
  {
    name: 'nlohmann/json',
    where: 'packer.wasm',
    paths: /\/nlohmann\//,
    text: () => `${copyrightLines('build/deps/include/nlohmann')}\n\n${mit()}`,
  },
  {
    name: 'Preact',
    where: 'session-*.js',
    paths: /\/node_modules\/preact\//,
    text: () => read('node_modules/preact/LICENSE'),
  },
  {
    name: 'Snowball (libstemmer)',
    where: 'stem.*.wasm',
    paths: /\/build\/deps\/libstemmer\/|\/generated\/stem_/,
    text: () => read('build/deps/libstemmer/COPYING'),
  },
  {
    name: 'Unicode Character Database',
    where: 'the folding table in search.wasm, packer.wasm and stem.*.wasm',
    paths: /\/wasm\/text\/[a-z_]*table[a-z_]*\.(h|cpp|inc)$/,
    text: () => read('scripts/licences/unicode.txt'),
  },
  {
    name: 'Emscripten runtime',
    where: 'every .wasm file',
    paths: /\/(emscripten|emscripten_cache|sysroot)\/.*\b(emscripten|wasi|compat)\b/,
    text: () => `Copyright (c) 2010-2022 Emscripten authors\n\n${mit()}`,
  },
  {
    name: 'musl',
    where: 'every .wasm file',
    paths: /\/sysroot\/include\/(?!c\+\+)/,
    text: () => read(`${emscripten}/libc/musl/COPYRIGHT`),
  },
  {
    name: 'LLVM libc++, libc++abi and compiler-rt',
    where: 'every .wasm file',
    paths: /\/(sysroot\/include\/c\+\+|lib\/clang)\//,
    text: () =>
      'Part of the LLVM Project, under the Apache License v2.0 with LLVM Exceptions, whose exceptions allow\n' +
      'these parts to be embedded in compiled form without further conditions: https://llvm.org/LICENSE.txt',
  },
];

/** Every file that the compiler read for the modules of build/wasm. @returns {string[]} absolute paths */
export function compiledFiles() {
  const build = join(root, 'build/wasm');
  const listing = execFileSync('ninja', ['-C', build, '-t', 'deps'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const files = new Set();
  let wanted = false;
  for (const line of listing.split('\n')) {
    if (line.startsWith('    ')) {
      if (wanted) files.add(join(line.trim().startsWith('/') ? '/' : build, line.trim()));
    } else {
      // The tests are built here too, and are not shipped.
      wanted = line.includes('CMakeFiles/') && !line.includes('CMakeFiles/unit_tests.dir/');
    }
  }
  return [...files].sort();
}

export function noticesText() {
  const rule = '-'.repeat(80);
  const parts = components.map(
    ({ name, where, text }) => `${rule}\n${name}\n(${where})\n${rule}\n\n${text().trim()}\n`,
  );
  return [
    `Carrel is published under the MIT License; see LICENSE. Its built files contain work of others:\n`,
    ...parts,
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'dist/THIRD_PARTY_NOTICES'), noticesText());
}
