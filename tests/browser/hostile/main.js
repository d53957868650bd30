/** @file Attacks one engine after the other and prints what came of it. Called by scripts/engines, which builds first. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { attack, ROUNDS } from './attack.js';
import { ENGINES } from './engines.js';
import { OWN } from './own.js';
import { SHARED, vectorsIn } from './vectors.js';

const usage = `Usage: ./scripts/engines [--engine ${Object.keys(ENGINES).join('|')}] [--vectors DIR] [--every N] [--verbose]
  --every N   only each N-th vector`;

/** What was asked for; anything else ends with the usage. */
function options() {
  try {
    const { values } = parseArgs({
      options: {
        engine: { type: 'string', multiple: true },
        vectors: { type: 'string', default: SHARED },
        every: { type: 'string', default: '1' },
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
    return { ...values, engines, every: Number(every) };
  } catch (/** @type {any} */ error) {
    console.error(`engines: ${error.message}\n${usage}`);
    return process.exit(2);
  }
}

/** Findings of a kind that are printed; the rest are counted. */
const SHOWN = 40;

const { engines, vectors: folder, every, verbose } = options();
if (!existsSync(folder)) console.log(`engines: ${folder} is not there: only vectors of our own are shown`);
const given = [...OWN, ...(existsSync(folder) ? vectorsIn(folder) : [])].filter((_, i) => i % every === 0);
// Browsers are put away on the way out.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
let passed = 0;
for (const name of engines) {
  const began = Date.now();
  /** @type {import('./page.js').Finding[]} */
  let findings;
  try {
    const outcome = await attack(name, given, ROUNDS, verbose ? console.error : undefined);
    findings = outcome.findings;
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    console.log(
      `${name} ${outcome.version}: ${outcome.vectors} vectors, ${outcome.documents} documents, ${findings.length} findings, ${seconds} s`,
    );
  } catch (/** @type {any} */ error) {
    findings = [{ at: name, what: `could not be attacked: ${error.stack}` }];
  }
  for (const { at, what } of findings.slice(0, SHOWN)) console.log(`  ${at}: ${what}`);
  if (findings.length > SHOWN) console.log(`  and ${findings.length - SHOWN} more`);
  if (findings.length === 0) passed += 1;
}
console.log(`${passed} passed, ${engines.length - passed} failed`);
process.exitCode = passed === engines.length ? 0 : 1;
