/** @file Measures what readers download against scripts/budgets.json; run by itself it prints a table and fails past a budget. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** Lets scripts/test go on to the test that says the same. */
const pastBudget = 3;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {{ name: string, brotli: number, gzip: number, raw: number, budget: number | undefined }} Size bytes
 */

/** @param {Buffer[]} files each one is a download of its own @returns {{ brotli: number, gzip: number, raw: number }} */
function sizesOf(files) {
  const sum = { brotli: 0, gzip: 0, raw: 0 };
  for (const file of files) {
    sum.brotli += brotliCompressSync(file).length;
    sum.gzip += gzipSync(file, { level: 9 }).length;
    sum.raw += file.length;
  }
  return sum;
}

/**
 * Every module in dist/, the shell (the scripts and styles that the first ten hits need), and each script that is fetched later.
 * @returns {Size[]}
 */
export function measure() {
  /** @type {Record<string, number>} */
  const budgets = JSON.parse(readFileSync(join(root, 'scripts/budgets.json'), 'utf8'));
  const dist = join(root, 'dist');
  const modules = readdirSync(dist).filter((name) => name.endsWith('.wasm'));
  const sizes = modules.sort().map((name) => ({ name, ...sizesOf([readFileSync(join(dist, name))]) }));

  const shell = join(dist, 'shell');
  const scripts = existsSync(shell) ? readdirSync(shell).filter((name) => /\.(js|css)$/.test(name)) : [];
  /** What comes with the first thing that needs it, and not with the first ten hits. */
  const isLate = (/** @type {string} */ name) => !/^(carrel|session-\w+)\.js$/.test(name);
  const first = scripts.filter((name) => !isLate(name)).map((name) => readFileSync(join(shell, name)));
  if (first.length > 0) sizes.push({ name: 'shell', ...sizesOf(first) });
  for (const name of scripts.filter(isLate))
    sizes.push({ name: name.replace(/-\w+(?=\.js$)/, ''), ...sizesOf([readFileSync(join(shell, name))]) });
  return sizes.map((size) => {
    const budget = budgets[size.name] ?? budgets[size.name.replace(/^stem\.\w+/, 'stem.*')];
    return { ...size, budget: budget === undefined ? undefined : budget * 1000 };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const kb = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1).padStart(9);
  console.log(
    `${'kB'.padEnd(16)}${'brotli'.padStart(9)}${'at most'.padStart(9)}${'gzip'.padStart(9)}${'raw'.padStart(9)}`,
  );
  for (const { name, brotli, gzip, raw, budget } of measure()) {
    const limit = budget === undefined ? ''.padStart(9) : kb(budget);
    console.log(`${name.padEnd(16)}${kb(brotli)}${limit}${kb(gzip)}${kb(raw)}`);
    if (budget !== undefined && brotli > budget) {
      console.error(
        `${name} is ${brotli - budget} bytes past its budget: make it smaller, or change scripts/budgets.json and say why`,
      );
      process.exitCode = pastBudget;
    }
  }
}
