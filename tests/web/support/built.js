/** @file Modules as the shell's build makes them of Preact and the views: what runs in a page, for a test in Node. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { preactWithoutSinks } from '../../../scripts/build-preact.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * @param {string} source of a module, whose imports are resolved from the root of the tree
 * @returns {Promise<string>} of one module
 */
export async function bundled(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    plugins: [preactWithoutSinks()],
  });
  return outputFiles[0].text;
}

/** The same, loaded. @param {string} source @returns {Promise<any>} what it exports */
export async function loaded(source) {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-built-'));
  try {
    const path = join(folder, 'built.mjs');
    writeFileSync(path, await bundled(source));
    return await import(pathToFileURL(path).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
