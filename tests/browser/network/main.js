/** @file Lives through the network's faults in one engine after the other and prints what came of it. Called by scripts/network, which builds first. */
import { parseArgs } from 'node:util';
import { ENGINES } from '../hostile/engines.js';
import { verdict, visitAll } from './matrix.js';

const usage = `Usage: ./scripts/network [--engine ${Object.keys(ENGINES).join('|')}] [--every N] [--only PATTERN] [--verbose]
  --every N   only each N-th case
  --only PATTERN   only cases whose name, FILE · FAULT, fits a regular expression
  --verbose   every case, and what was said`;

/** What was asked for; anything else ends with the usage. */
function options() {
  try {
    const { values } = parseArgs({
      options: {
        engine: { type: 'string', multiple: true },
        every: { type: 'string', default: '1' },
        only: { type: 'string', default: '.' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { engine: engines = Object.keys(ENGINES), every } = values;
    if (values.help) {
      console.log(usage);
      return process.exit(0);
    }
    const unknown = engines.find((name) => !Object.hasOwn(ENGINES, name));
    if (unknown !== undefined) throw new Error(`no engine ${unknown}`);
    if (!/^[1-9]\d*$/.test(every)) throw new Error(`--every takes a number, not ${every}`);
    return { ...values, engines, every: Number(every), only: new RegExp(values.only) };
  } catch (/** @type {any} */ error) {
    console.error(`network: ${error.message}\n${usage}`);
    return process.exit(2);
  }
}

const { engines, every, only, verbose } = options();
// Browsers are put away on the way out.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
let passed = 0;
let failed = 0;
for (const name of engines) {
  const began = Date.now();
  try {
    const { version, results } = await visitAll(name, {
      every,
      only,
      onResult: ({ subject, kind, end, what }) =>
        verbose && console.error(`${name} ${subject} · ${kind}: ${end} ${what}`),
    });
    const wrong = results.filter((result) => verdict(result));
    const ended = (/** @type {string} */ end) => results.filter((result) => result.end === end).length;
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    console.log(
      `${name} ${version}: ${results.length} cases, ${ended('works')} worked, ${ended('told')} told with a retry that worked, ` +
        `${ended('fallback')} kept the fallback, ${wrong.length} wrong, ${seconds} s`,
    );
    for (const result of wrong) console.log(`  ${result.subject} · ${result.kind}: ${verdict(result)}`);
    passed += results.length - wrong.length;
    failed += wrong.length;
  } catch (/** @type {any} */ error) {
    console.log(`${name}: could not be tried: ${error.stack}`);
    failed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
