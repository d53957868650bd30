/**
 * @file Bundles the shell into dist/shell/: `carrel.js`, whose name is for ever, and everything else with its content's hash in
 * the name, modules included. `await buildShell()` does the same for a program.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { minify } from 'terser';
import { preactWithoutSinks } from './build-preact.mjs';
import { bundleMark } from './cli/foreseen.mjs';
import { integrityOf } from './cli/integrity.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = ['es2022', 'chrome99', 'firefox102', 'safari16.4'];

/** @param {string | Uint8Array} bytes */
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 8);

/** Stylesheets become minified strings. @type {import('esbuild').Plugin} */
const cssAsText = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, target });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/**
 * @param {Record<string, string>} define what is known when it is built @param {import('esbuild').Plugin[]} plugins
 * @returns {import('esbuild').BuildOptions & { write: false }}
 */
const bundling = (define, plugins) => ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  format: 'esm',
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  target,
  define,
  // The private members of Preact, whose own build shortens them likewise; a module's _initialize is not ours to name.
  mangleProps: /^_/,
  reserveProps: /^_initialize$/,
  plugins: [...plugins, cssAsText, preactWithoutSinks()],
});

/** Every file that the bundler reads for the shell. @returns {Promise<string[]>} absolute paths */
export async function bundledFiles() {
  const entryPoints = ['session', 'reading', 'packing', 'advice', 'define'].map((name) => `web/${name}.js`);
  const { metafile } = await build({
    ...bundling({}, []),
    entryPoints,
    outdir: 'dist/shell',
    metafile: true,
  });
  return Object.keys(metafile.inputs).map((path) => join(root, path));
}

/** What web/view/shared.js hands to the file that comes later, so that Preact is in one file and not in both. */
const SHARED = ['dom', 'pieces', 'plain', 'topic'].map((name) => join(root, `web/view/${name}.js`));

/**
 * Stands in for modules that another file has already: their exports are empty until `share` is called with them.
 * @param {string[]} paths @returns {import('esbuild').Plugin}
 */
const sharedWith = (paths) => ({
  name: 'shared-with',
  setup({ onLoad, onResolve }) {
    const names = (/** @type {string} */ path) =>
      [...readFileSync(path, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
    const all = paths.flatMap(names);
    if (new Set(all).size < all.length) throw new Error(`two exports of ${paths.join(', ')} have one name`);
    onResolve({ filter: /^shared$/ }, () => ({ path: 'shared', namespace: 'shared' }));
    onLoad({ filter: /^shared$/, namespace: 'shared' }, () => ({
      contents: `export let ${all.join(', ')};\nexport const share = (given) => void ({ ${all.join(', ')} } = given);`,
    }));
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      if (paths.includes(path)) return { contents: `export { ${names(path).join(', ')} } from 'shared';` };
      if (path !== join(root, 'web/reading.js')) return undefined;
      return { contents: `${readFileSync(path, 'utf8')}\nexport { share } from 'shared';` };
    });
  },
});

/** What may not be in a file that a reader gets, in any spelling of the call. */
const forbidden =
  /inner ?html|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|cssText|\bstyle=/i;

/** @param {string} path @param {string} text */
function refuseSinks(path, text) {
  const found = forbidden.exec(text);
  if (found)
    throw new Error(`${basename(path)} contains ${found[0]}: the shell turns no string into markup or code`);
}

/**
 * @param {{ dist?: string, plugins?: import('esbuild').Plugin[] }} [options] where the modules lie and shell/ is put; more plugins
 * @returns {Promise<{ outdir: string, files: string[] }>}
 */
export async function buildShell({ dist = join(root, 'dist'), plugins = [] } = {}) {
  /** Names with the hash of what is in them. @type {Record<string, string>} */
  const names = {};
  /** @type {Map<string, string | Uint8Array>} */
  const files = new Map();
  /** @param {string} name @param {string | Uint8Array} bytes */
  const putHashed = (name, bytes) => {
    names[name] = name.replace(/(\.\w+)$/, `-${hash(bytes)}$1`);
    files.set(names[name], bytes);
  };

  /** What is imported when it is needed is a file of its own, under its hashed name. @type {import('esbuild').Plugin} */
  const later = {
    name: 'later',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\// }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path: `./${names[basename(path)]}`, external: true } : undefined,
      );
    },
  };
  /** @param {string} name @param {Record<string, string>} [define] @param {import('esbuild').Plugin[]} [more] plugins */
  const bundle = async (name, define = {}, more = []) => {
    const { outputFiles } = await build({
      ...bundling(define, [...plugins, ...more, later]),
      entryPoints: [`web/${name}`],
    });
    // What esbuild has minified Terser makes 3 % smaller in Brotli. Unsafe is only what changes if somebody replaces a built-in
    // constructor or gives a property of ours a getter with effects.
    const compress = {
      passes: 5,
      sequences: false,
      unsafe: true,
      unsafe_arrows: true,
      pure_getters: true,
      inline: 1,
    };
    const { code = '' } = await minify(outputFiles[0].text, { module: true, ecma: 2020, compress });
    refuseSinks(name, code);
    return code;
  };

  // The stemmers share one hash, as the shell would grow by a hash for each language. No page loads html.wasm.
  const found = (existsSync(dist) ? readdirSync(dist) : []).filter((name) => /(?<!^html)\.wasm$/.test(name));
  /** @type {Record<string, string>} */
  const modules = {};
  for (const kind of new Set(found.map((name) => name.split('.')[0]).sort())) {
    const members = found.filter((name) => name.split('.')[0] === kind).sort();
    const contents = members.map((name) => readFileSync(join(dist, name)));
    modules[kind] = `-${hash(Buffer.concat(contents))}`;
    for (const [i, name] of members.entries()) {
      files.set(name.replace(/(?=\.wasm$)/, modules[kind]), contents[i]);
    }
  }
  /** The name of a script and its hash, as those who import it know it. @param {string} name */
  const named = (name) =>
    // As safe as a longer hash, and on the way to every reader.
    JSON.stringify([names[name], integrityOf(files.get(names[name]) ?? '', 'sha256')]);
  putHashed('advice.js', await bundle('advice.js'));
  putHashed('packing.js', await bundle('packing.js'));
  putHashed('reading.js', await bundle('reading.js', {}, [sharedWith(SHARED)]));
  const late = `{ "advice": ${named('advice.js')}, "packing": ${named('packing.js')}, "reading": ${named('reading.js')} }`;
  putHashed('session.js', await bundle('session.js', { 'globalThis.CARREL_LATE': late }));
  const known = {
    'globalThis.CARREL_MODULES': JSON.stringify(modules),
    'globalThis.CARREL_SESSION': named('session.js'),
    'globalThis.CARREL_BUNDLE': JSON.stringify(bundleMark),
  };
  files.set('carrel.js', await bundle('define.js', known));

  const outdir = join(dist, 'shell');
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(outdir, name), bytes);
  return { outdir, files: [...files.keys()] };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { outdir, files } = await buildShell();
  let brotli = 0;
  let gzip = 0;
  const row = (/** @type {string} */ name, /** @type {number} */ b, /** @type {number} */ g) =>
    console.log(`${name.padEnd(36)}${String(b).padStart(8)}${String(g).padStart(8)}`);
  console.log(`${'bytes'.padEnd(36)}${'brotli'.padStart(8)}${'gzip'.padStart(8)}`);
  for (const name of files.filter((file) => file.endsWith('.js'))) {
    const bytes = readFileSync(join(outdir, name));
    const sizes = [brotliCompressSync(bytes).length, gzipSync(bytes, { level: 9 }).length];
    row(name, sizes[0], sizes[1]);
    brotli += sizes[0];
    gzip += sizes[1];
  }
  row('shell', brotli, gzip);
}
