/**
 * @file `carrel`: the author's command. Each command is a file beside this one.
 *
 * Exit code 0: done. 1: it could not be done, and the last line says why and what to do. 2: the command line is wrong.
 */
import { parseArgs } from 'node:util';
import { CommandError, explainMemory } from './errors.mjs';

/**
 * @typedef {object} Command
 * @property {string} usage
 * @property {import('node:util').ParseArgsConfig['options']} options
 * @property {(values: Record<string, any>, positionals: string[]) => Promise<void>} run
 */

/** @type {Record<string, () => Promise<Command>>} */
const commands = {
  import: () => import('./import.mjs'),
  pack: () => import('./pack.mjs'),
  check: () => import('./check.mjs'),
  search: () => import('./search.mjs'),
  render: () => import('./render.mjs'),
  serve: () => import('./serve.mjs'),
};

const usage = `Usage: carrel COMMAND …

  import markdown DIR -o content.json   make a content bundle from Markdown files
  pack content.json -o DIR              make everything a host needs
  check content.json                    tell what is wrong with a content bundle
  search DIR 'q=…'                      ask a packed bundle, as JSON (docs/query.md)
  render FILE.md                        Markdown as safe HTML
  serve DIR                             show a folder at http://127.0.0.1:8080/

carrel COMMAND --help says more.`;

/** @param {string[]} args */
async function main([name, ...args]) {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(usage);
    return;
  }
  const command = await commands[name]?.();
  if (!command) throw new CommandError(`no command "${name}": choose ${Object.keys(commands).join(', ')}`, 2);
  const help = /** @type {const} */ ({ type: 'boolean', short: 'h' });
  let parsed;
  try {
    parsed = parseArgs({ args, options: { ...command.options, help }, allowPositionals: true });
  } catch (error) {
    throw new CommandError(`${/** @type {Error} */ (error).message}\n\n${command.usage}`, 2);
  }
  if (parsed.values.help) console.log(command.usage);
  else await command.run(parsed.values, parsed.positionals);
}

explainMemory();
try {
  await main(process.argv.slice(2));
} catch (error) {
  const { message, code } = /** @type {Error & { code?: unknown }} */ (error);
  // What the engine, the file system or a command said is for people; anything else is a mistake of ours.
  const expected = typeof code === 'string' || error instanceof CommandError;
  console.error(expected ? `carrel: ${message}` : error);
  process.exitCode = error instanceof CommandError ? error.exitCode : 1;
}
