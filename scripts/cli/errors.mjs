/** @file What commands say when they cannot do their work, and how they read files and print reports. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeOf, NotAFileError, readRegularFile } from './folder.mjs';

/** A sentence with a fact and a remedy; nothing else of it is shown. */
export class CommandError extends Error {
  /** @param {string} message @param {number} [exitCode] 2: the command line is wrong */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Where the addresses of a process are limited, as shared hosts do it (`ulimit -v`), Node's own modules find no room and fail where no command can
 * catch it: that is said in a sentence, too.
 */
export function explainMemory() {
  process.on('uncaughtException', (error) => {
    if (!(error instanceof RangeError && /Wasm memory/.test(error.message))) throw error;
    console.error(
      'carrel: this process may not have the addresses that WebAssembly reserves: lift the limit (ulimit -v unlimited), ' +
        'or run with NODE_OPTIONS=--disable-wasm-trap-handler, which needs fewer of them',
    );
    process.exit(1);
  });
}

/** @param {string} path @param {string} what the remedy's name for it @returns {Buffer} */
export function readInput(path, what) {
  try {
    return path === '-' ? readFileSync(0) : readRegularFile(path);
  } catch (error) {
    if (error instanceof NotAFileError)
      throw new CommandError(`${error.message}: give the path of ${what}, or "-" and pipe it in`);
    const code = codeOf(error);
    const fact = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new CommandError(`${path} ${fact}: give the path of ${what}`);
  }
}

/** @param {string[]} positionals @param {number} count @param {string} usage */
export function expectArguments(positionals, count, usage) {
  if (positionals.length === count) return;
  const fact =
    positionals.length < count
      ? 'an argument is missing'
      : `too many arguments, from "${positionals[count]}" on`;
  throw new CommandError(`${fact}\n\n${usage}`, 2);
}

/** The built modules, without which nothing here runs. */
export function expectBuild() {
  for (const name of ['packer.wasm', 'search.wasm', 'markdown.wasm', 'html.wasm']) {
    if (!existsSync(fileURLToPath(new URL(`../../dist/${name}`, import.meta.url)))) {
      throw new CommandError(`dist/${name} is missing: run ./scripts/build`);
    }
  }
}

/** @param {import('../../web/node.js').Report} report */
export function printFaults({ faults, unknown }) {
  for (const { at, slug, fact, remedy } of faults) {
    console.error(`${at}${slug ? ` (${slug})` : ''}: ${fact}: ${remedy}`);
  }
  if (unknown.length > 0) console.error(`kept, but unknown to Carrel: ${unknown.join(', ')}`);
}

/** @param {number} bytes */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** @param {number} count @param {string} one */
export const plural = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;
