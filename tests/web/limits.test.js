import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { measure } from '../../scripts/sizes.mjs';

const dist = new URL('../../dist/', import.meta.url);
const modules = readdirSync(dist).filter((name) => name.endsWith('.wasm'));
const sizes = measure();
const cmake = readFileSync(new URL('../../CMakeLists.txt', import.meta.url), 'utf8');
const languages = /set\(STEM_LANGUAGES ([^)]+)\)/.exec(cmake)?.[1].split(/\s+/) ?? [];

for (const { name, brotli, budget } of sizes) {
  if (budget === undefined) continue;
  test(`${name} stays within its budget of ${budget} bytes`, () => {
    assert.ok(brotli <= budget, `${brotli} bytes are ${brotli - budget} too many`);
  });
}

test('everything that has a budget was built', () => {
  const names = sizes.filter(({ budget }) => budget !== undefined).map(({ name }) => name);
  const stemmers = languages.map((language) => `stem.${language}.wasm`);
  assert.deepEqual(
    names.sort(),
    [
      'advice.js',
      'markdown.wasm',
      'packer.wasm',
      'packing.js',
      'reading.js',
      'search.wasm',
      'shell',
      ...stemmers,
    ].sort(),
  );
});

/** @type {Record<string, string[]>} */
const verbs = {
  'search.wasm': ['carrel_open', 'carrel_add', 'carrel_search', 'carrel_suggest'],
  'markdown.wasm': ['carrel_render'],
  'html.wasm': ['carrel_html'],
  'packer.wasm': ['carrel_pack'],
  stem: ['carrel_stem', 'carrel_stem_unfolded'],
};
/** What emcc 3.1.6 exports from every standalone module, asked or not. */
const toolchain = [
  '__errno_location',
  '__indirect_function_table',
  '_initialize',
  'memory',
  'stackAlloc',
  'stackRestore',
  'stackSave',
];

/** Those with an allocator of their own need nobody. @param {string} name */
const alone = (name) => /^(search|markdown|html)\.wasm$/.test(name);

for (const name of modules) {
  const module = new WebAssembly.Module(readFileSync(new URL(name, dist)));

  // A stray assert, printf or iostream would add the system's functions.
  test(`${name} imports ${alone(name) ? 'nothing' : 'the way out and the notice of growth, and nothing else'}`, () => {
    const imports = WebAssembly.Module.imports(module).map(({ module: space, name }) => `${space}.${name}`);
    const expected = ['env.emscripten_notify_memory_growth', 'wasi_snapshot_preview1.proc_exit'];
    assert.deepEqual(imports.sort(), alone(name) ? [] : expected);
  });

  test(`${name} exports its verbs and nothing else of ours`, () => {
    const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
    const own = verbs[name.startsWith('stem.') ? 'stem' : name] ?? [];
    assert.deepEqual(
      exports.filter((name) => !toolchain.includes(name)).sort(),
      ['carrel_request', ...own].sort(),
    );
  });
}
