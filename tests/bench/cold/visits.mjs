// First visits in Chromium: each from an empty cache, over a slow line, until ten hits can be read.
import { launch } from '../keypress.mjs';
import { median } from '../statistics.mjs';
import { longestChain } from './chain.mjs';
import { slowHost } from './link.mjs';

/** @typedef {{ query: string, ms: number, bytes: number, requests: number, steps: number, total: number, chain: string[] }} Visit */

/** ms */
const tooLong = 120_000;

/**
 * Called in the page before anything else: looks at every frame whether the hits are there.
 * @param {string} look the source of a function
 */
function watch(look) {
  const global = /** @type {any} */ (globalThis);
  const shown = /** @type {() => { shown: number, total: number } | null} */ (
    new Function(`return (${look})()`)
  );
  const check = () => {
    const found = shown();
    if (found && found.shown >= Math.min(10, found.total))
      global.arrived = { ms: performance.now(), ...found };
    else requestAnimationFrame(check);
  };
  check();
}

/** A method's source, as a function. @param {Function} method */
const sourceOf = (method) => `function ${method.toString()}`;

/**
 * @param {import('playwright-core').Browser} browser @param {import('./pages.mjs').Visited} visited
 * @param {Awaited<ReturnType<typeof slowHost>>} host @param {string} query
 * @returns {Promise<Visit>}
 */
async function visit(browser, visited, host, query) {
  // Ten hits fit, and not many more: Pagefind's interface loads what can be seen, and here it loads some sixteen.
  const context = await browser.newContext({
    viewport: { width: 1000, height: 1400 },
    ignoreHTTPSErrors: true,
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, sourceOf(visited.look));
    const { requests } = host.begin();
    await page.goto(host.url + visited.address(query), { waitUntil: 'commit' });
    await visited.ask(page, query);
    const arrived = await page.waitForFunction('globalThis.arrived', undefined, { timeout: tooLong });
    const { ms, total } = await arrived.jsonValue();
    // What is on its way when the hits are there is no part of the wait.
    const needed = requests.filter(({ end }) => end > 0);
    const chain = longestChain(needed);
    return {
      ...{ query, ms, total, requests: needed.length, steps: chain.length },
      bytes: needed.reduce((sum, { bytes }) => sum + bytes, 0),
      chain: chain.map(({ path }) => path),
    };
  } finally {
    await context.close();
  }
}

/**
 * @param {import('./pages.mjs').Visited[]} all @param {string[]} queries @param {(line: string) => void} say
 * @returns {Promise<Record<string, { visits: Visit[], median: Record<string, number>, worst: Record<string, number>, none: number }>>}
 */
export async function visits(all, queries, say) {
  const browser = await launch();
  const hosts = await Promise.all(all.map(({ folder, base, html }) => slowHost(folder, base, html)));
  /** @type {Record<string, Visit[]>} */
  const made = Object.fromEntries(all.map(({ name }) => [name, []]));
  try {
    for (const query of queries) {
      for (const [i, visited] of all.entries()) {
        const one = await visit(browser, visited, hosts[i], query);
        made[visited.name].push(one);
        say(
          `${visited.name}: ${query}: ${one.ms.toFixed(0)} ms, ${one.bytes} bytes, ${one.requests} requests, ${one.steps} steps, ${one.total} hits`,
        );
      }
    }
  } finally {
    await browser.close();
    for (const host of hosts) host.close();
  }
  const measures = /** @type {const} */ (['ms', 'bytes', 'requests', 'steps']);
  const each = (/** @type {Visit[]} */ list, /** @type {(values: number[]) => number} */ of) =>
    Object.fromEntries(measures.map((measure) => [measure, of(list.map((one) => one[measure]))]));
  return Object.fromEntries(
    Object.entries(made).map(([name, list]) => [
      name,
      {
        visits: list,
        median: each(list, median),
        worst: each(list, (values) => Math.max(...values)),
        none: list.filter(({ total }) => total === 0).length,
      },
    ]),
  );
}
