import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} folder @param {RegExp} name @returns {string[]} paths below the root, with slashes */
const filesIn = (folder, name) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => name.test(path))
    .sort();
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

/** What each layer may include besides itself. The arrows of docs/architecture.md. @type {Record<string, string[]>} */
const layers = {
  base: [],
  text: ['base'],
  index: ['base', 'text'],
  search: ['base', 'text', 'index'],
  engine: ['base', 'text', 'index', 'search'],
  markdown: ['base'],
  content: ['base', 'text'],
  packer: ['base', 'text', 'markdown', 'content', 'index'],
  abi: ['base', 'text', 'markdown', 'engine', 'packer'],
};
/** Headers of others, and the one layer that knows them. @type {[RegExp, string][]} */
const foreign = [
  [/^nlohmann\//, 'content'],
  [/^md4c\.h$/, 'markdown'],
  [/^(api\.h|stem_UTF_8_\w+\.h|libstemmer\.h)$/, 'text'],
];
/** A system, a stream or a thread; none of them exists in a module. */
const notInTheLibrary =
  /^(emscripten.*|wasi\/.*|unistd\.h|sys\/.*|iostream|fstream|sstream|ostream|istream|iomanip|cstdio|stdio\.h|thread|mutex|future|filesystem|regex|locale|exception|stdexcept|chrono|random)$/;

/** `wasm/search/rank.cpp` and `wasm/engine.h` belong to search and engine. @param {string} path */
const layerOf = (path) => /** @type {string} */ (path.split('/')[1]).replace(/\.\w+$/, '');

const sources = filesIn('wasm', /\.(h|cpp)$/);

test('every C++ file includes only what its layer may know', () => {
  /** @type {string[]} */
  const wrong = [];
  for (const path of sources) {
    const layer = layerOf(path);
    assert.ok(layers[layer], `${path}: which layer is this? Add it to this test and to docs/architecture.md`);
    for (const [, quoted, angled] of read(path).matchAll(/^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)/gm)) {
      const header = quoted ?? angled ?? '';
      const own = foreign.find(([pattern]) => pattern.test(header));
      if (own) {
        if (own[1] !== layer) wrong.push(`${path} includes ${header}, which only ${own[1]} knows`);
      } else if (quoted) {
        const target = layerOf(`wasm/${header}`);
        if (target !== layer && !layers[layer].includes(target)) wrong.push(`${path} includes ${header}`);
      } else if (layer !== 'abi' && notInTheLibrary.test(header)) {
        wrong.push(`${path} includes <${header}>`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('only abi/ knows that it is compiled to WebAssembly', () => {
  const knowing = sources.filter((path) =>
    /__wasm__|__EMSCRIPTEN__|EMSCRIPTEN_KEEPALIVE|export_name|emscripten\//.test(read(path)),
  );
  assert.deepEqual(
    knowing.filter((path) => layerOf(path) !== 'abi'),
    [],
  );
});

test('every header is read once and says what it is', () => {
  for (const path of sources.filter((path) => path.endsWith('.h'))) {
    const text = read(path);
    assert.match(text, /^#pragma once$/m, path);
    assert.match(text, /^\/\/ \S/, `${path} opens with a paragraph on what it is`);
  }
});

const modules = filesIn('web', /\.js$/);
/** What each module loads, relative ones as paths; types in comments load nothing. */
const imports = new Map(
  modules.map((path) => {
    const code = read(path).replace(/\/\*[\s\S]*?\*\//g, '');
    const found = code.matchAll(
      /(?:^|[\s;])(?:import|export)\s[^'"()]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g,
    );
    return [
      path,
      [...found].map(([, from, bare]) => {
        const name = from ?? bare ?? '';
        return name.startsWith('.') ? posix.join(dirname(path), name) : name;
      }),
    ];
  }),
);

/** The engine's side: reached from the shell through engine.js alone. @type {Record<string, string[]>} */
const engineSide = {
  'web/files.js': ['web/silence.js'],
  'web/shapes.js': [],
  'web/answers.js': ['web/files.js', 'web/shapes.js'],
  'web/stream-values.js': [],
  'web/stream.js': ['web/answers.js', 'web/files.js', 'web/stream-values.js'],
  'web/instance.js': ['web/answers.js', 'web/files.js'],
  'web/packing.js': ['web/answers.js', 'web/files.js', 'web/instance.js', 'web/silence.js'],
  'web/render.js': ['web/files.js', 'web/stream.js'],
  'web/living.js': [],
  'web/stemmers.js': ['web/files.js', 'web/living.js'],
  'web/whole.js': ['web/files.js'],
  'web/file-checks.js': ['web/files.js'],
  'web/entry.js': ['web/answers.js', 'web/files.js'],
  'web/bundle.js': [
    'web/answers.js',
    'web/entry.js',
    'web/file-checks.js',
    'web/files.js',
    'web/living.js',
    'web/privacy.js',
    'web/render.js',
    'web/slices.js',
    'web/stemmers.js',
    'web/stream.js',
    'web/whole.js',
  ],
  'web/engine.js': ['web/bundle.js', 'web/files.js', 'web/instance.js', 'web/packing.js'],
  'web/html.js': ['web/answers.js', 'web/files.js'],
};

test('the modules of the engine load only what stands below them', () => {
  for (const [path, allowed] of Object.entries(engineSide)) {
    const beyond = imports.get(path)?.filter((target) => !allowed.includes(target));
    assert.deepEqual(beyond, [], path);
  }
});

test('the shell reaches the engine through engine.js, and streams through stream.js', () => {
  for (const [path, targets] of imports) {
    if (path in engineSide || path === 'web/node.js') continue;
    const inner = targets.filter(
      (target) => target in engineSide && target !== 'web/engine.js' && target !== 'web/stream.js',
    );
    assert.deepEqual(inner, [], path);
  }
});

/** The package that a module may load, in which nobody else knows it. @type {Record<string, string>} */
const packages = { 'web/view/dom.js': 'preact' };

test('state knows nothing, strings know strings, views know views, and strings', () => {
  assert.deepEqual(imports.get('web/state.js'), []);
  for (const [path, targets] of imports) {
    if (path.startsWith('web/strings/')) {
      assert.deepEqual(
        targets.filter((target) => !target.startsWith('web/strings/')),
        [],
        path,
      );
    }
    if (path.startsWith('web/view/')) {
      const allowed = /^web\/(view|strings)\//;
      assert.deepEqual(
        targets.filter((target) => !allowed.test(target) && target !== packages[path]),
        [],
        path,
      );
    }
  }
});

test('nothing in the page imports Node, the scripts or a package, but Preact behind its door', () => {
  for (const [path, targets] of imports) {
    const foreign = targets.filter((target) => !target.startsWith('web/') && target !== packages[path]);
    if (path === 'web/node.js') assert.ok(foreign.every((target) => target.startsWith('node:')));
    else assert.deepEqual(foreign, [], path);
  }
});

test('every import leads to a file, and no two modules need each other first', () => {
  /** @type {Map<string, 'open' | 'done'>} */
  const seen = new Map();
  /** @param {string} path @param {string[]} way */
  const visit = (path, way) => {
    if (seen.get(path) === 'done' || !path.startsWith('web/')) return;
    assert.notEqual(seen.get(path), 'open', `a circle: ${[...way, path].join(' → ')}`);
    assert.ok(existsSync(join(root, path)), `${way.at(-1)} imports ${path}, which does not exist`);
    seen.set(path, 'open');
    for (const target of imports.get(path) ?? []) visit(target, [...way, path]);
    seen.set(path, 'done');
  };
  for (const path of modules) visit(path, []);
});

test('only engine.js and instance.js mention WebAssembly', () => {
  const knowing = modules.filter((path) => /WebAssembly/.test(read(path)));
  assert.deepEqual(
    knowing.filter((path) => !/^web\/(engine|instance)\.js$/.test(path)),
    [],
  );
});

/** Every way in a page from a string to markup or to code. */
const sinks =
  /inner_?HTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|parseHTML|srcdoc['"]?\s*[=:]|\bnew Function\b|\beval\(|cssText|javascript:|set(Timeout|Interval)\(\s*['"`]/i;

test('no string becomes markup or code in the shell, in its sources or as built', () => {
  const built = existsSync(join(root, 'dist/shell')) ? filesIn('dist/shell', /\.(js|html)$/) : [];
  assert.ok(built.length > 0, 'dist/shell is missing: run ./scripts/build');
  for (const path of [...modules, ...built]) {
    const found = sinks.exec(read(path));
    assert.equal(found?.[0], undefined, path);
  }
});

test('files stay short enough to be read in one sitting', () => {
  const long = [...sources, ...modules, ...filesIn('scripts', /\.mjs$/)].filter((path) => {
    // Tables are data.
    if (/_table\.h$/.test(path)) return false;
    return read(path).split('\n').length > 400;
  });
  assert.deepEqual(long, []);
});
