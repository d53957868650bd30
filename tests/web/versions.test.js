import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bundledFiles } from '../../scripts/build-shell.mjs';
import { compiledFiles, components, noticesText } from '../../scripts/notices.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(`${root}${path}`, 'utf8');
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));

test('the version stands in CMakeLists.txt, and package.json and its lock agree', () => {
  const version = /^project\(carrel VERSION (\S+)/m.exec(read('CMakeLists.txt'))?.[1];
  assert.equal(manifest.version, version);
  assert.equal(lock.version, version);
  assert.equal(lock.packages[''].version, version);
});

test('packages are pinned, and the lock knows them by content and by no address', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    assert.match(/** @type {string} */ (version), /^\d+\.\d+\.\d+$/, name);
  }
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue;
    assert.match(entry.integrity, /^sha512-/, path);
    assert.equal(entry.resolved, undefined, path);
  }
});

test('what package.json exports and installs exists', () => {
  for (const path of [...Object.values(manifest.exports), ...Object.values(manifest.bin)]) {
    assert.ok(existsSync(`${root}${path}`), `${path}: run ./scripts/build`);
  }
});

test('the notices name everything that the compiler and the bundler read', async () => {
  const files = [...compiledFiles(), ...(await bundledFiles())];
  const ours = (/** @type {string} */ path) =>
    [`${root}wasm/`, `${root}web/`].some((folder) => path.startsWith(folder)) &&
    !components.some(({ paths }) => paths.test(path));
  const unnamed = files.filter((path) => !ours(path) && !components.some(({ paths }) => paths.test(path)));
  assert.deepEqual(unnamed, [], 'add their licence to scripts/notices.mjs');
  const unread = components.filter(({ paths }) => !files.some((path) => paths.test(path)));
  assert.deepEqual(
    unread.map(({ name }) => name),
    [],
    'a notice for what is no longer there',
  );
});

test('the notices in dist/ are those of this tree, with every text in full', () => {
  const text = noticesText();
  assert.equal(read('dist/THIRD_PARTY_NOTICES'), text);
  for (const owner of [
    'Martin Mit',
    'Niels Lohmann',
    'Martin Porter',
    'Unicode, Inc.',
    'Rich Felker',
    'Jason Miller',
  ]) {
    assert.ok(text.includes(owner), owner);
  }
});

test('the error numbers that instance.js names are those of result.h', () => {
  const numbers = new Map(
    [...read('wasm/base/result.h').matchAll(/^ {2}k(\w+) = (\d+),/gm)].map(([, name, n]) => [
      name,
      Number(n),
    ]),
  );
  const [, codes] = read('web/instance.js').match(/^const codes = \{(.+)\};/m) ?? ['', ''];
  const named = Array.from(codes.matchAll(/(\d+): '(\w+)'/g), ([, n, code]) => [Number(n), code]);
  assert.deepEqual(named, [
    [numbers.get('Version'), 'version'],
    [numbers.get('JsonSyntax'), 'content'],
    [numbers.get('Content'), 'content'],
    [numbers.get('TooLarge'), 'content'],
  ]);
});
