// How soon a long article can be read in Chromium, and how long its opening keeps the page from answering.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { splitFrontMatter } from '../../scripts/cli/front-matter.mjs';
import { serve } from '../../scripts/cli/serve.mjs';
import { pack } from '../../web/node.js';
import { launch } from './keypress.mjs';

/** @typedef {import('playwright-core').Page} Page */
/**
 * @typedef {object} Opening ms, all of one opening
 * @property {number} render the calls of the renderer, which cannot be cut
 * @property {number} first from the arrival of the article's file to the end of the frame that shows its beginning
 * @property {number} whole until the last node stands
 * @property {number} longest the longest task, without the renderer's calls
 * @property {number} elements in the text when its beginning was shown
 * @property {number} all elements in the end
 */

const demo = fileURLToPath(new URL('../../web/demo/content/articles/', import.meta.url));
const shell = fileURLToPath(new URL('../../dist/shell/', import.meta.url));

/** Sizes of the articles, by slug. */
export const sizes = { 'a-20-kb': 20_000, 'b-512-kb': 512_000, 'c-4-mb': 4_000_000 };

/** The demo's own articles one after the other, as often as it takes. @param {number} bytes */
function textOf(bytes) {
  const bodies = readdirSync(demo)
    .sort()
    .map((name) => splitFrontMatter(readFileSync(join(demo, name), 'utf8')).body);
  let text = '';
  for (let i = 0; Buffer.byteLength(text) < bytes; i++) text += `${bodies[i % bodies.length]}\n\n`;
  return Buffer.from(text).subarray(0, bytes).toString('utf8');
}

/** A site whose articles are long, each in a file of its own. @returns {Promise<string>} its folder */
async function site() {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-'));
  const articles = Object.entries(sizes).map(([slug, bytes]) => ({ slug, title: slug, body: textOf(bytes) }));
  cpSync(shell, folder, { recursive: true });
  for (const [name, bytes] of await pack({ articles })) writeFileSync(join(folder, name), bytes);
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Long</title><link rel="icon" href="data:,">' +
      '<script type="module" src="carrel.js"></script><carrel-articles src="entry.json"></carrel-articles>',
  );
  return folder;
}

/** Runs before the page's own scripts: notes when and how long the renderer is called. */
function watchRenderer() {
  const global = /** @type {any} */ (globalThis);
  /** @type {[number, number][]} */
  global.renders = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {WebAssembly.Module} */ module, /** @type {any} */ imports) => {
      const { exports } = /** @type {any} */ (await instantiate(module, imports));
      const { carrel_render: render } = exports;
      if (!render) return { exports };
      const timed = () => {
        const began = performance.now();
        const reply = render();
        global.renders.push([began, performance.now()]);
        return reply;
      };
      return { exports: { ...exports, carrel_render: timed } };
    }
  );
}

/** Runs in the page. @param {string} slug @returns {Promise<Opening>} */
async function open(slug) {
  const { renders } = /** @type {any} */ (globalThis);
  renders.length = 0;
  performance.clearResourceTimings();
  const element = /** @type {any} */ (document.querySelector('carrel-articles'));
  /** @type {{ startTime: number, duration: number }[]} */
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask' });
  const bodies = () => element.querySelector('.carrel-body');
  const count = () => bodies()?.querySelectorAll('*').length ?? 0;
  /** The end of the frame that comes next. */
  const frame = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      }),
    );
  const began = performance.now();
  const opened = element.open(slug);
  await new Promise((resolve) => {
    const look = () => bodies()?.firstChild && resolve(mutations.disconnect());
    const mutations = new MutationObserver(look);
    mutations.observe(element, { childList: true, subtree: true });
    look();
  });
  const shown = await frame();
  const elements = count();
  await opened;
  // Nothing more comes once some frames have brought nothing.
  let whole = shown;
  for (let [quiet, before] = [0, elements]; quiet < 20; quiet++) {
    const now = await frame();
    const all = count();
    if (all !== before) [quiet, before, whole] = [0, all, now];
  }
  observer.disconnect();
  const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
  const arrived = Math.max(
    began,
    ...entries.filter(({ name }) => name.endsWith('.bin')).map((one) => one.responseEnd),
  );
  /** What of a task is the renderer's. @param {{ startTime: number, duration: number }} task */
  const rendering = ({ startTime, duration }) =>
    renders
      .filter((/** @type {[number, number]} */ [from]) => from >= startTime && from < startTime + duration)
      .reduce((/** @type {number} */ sum, /** @type {[number, number]} */ [from, to]) => sum + to - from, 0);
  return {
    render: renders.reduce(
      (/** @type {number} */ sum, /** @type {[number, number]} */ [from, to]) => sum + to - from,
      0,
    ),
    first: shown - arrived,
    whole: whole - arrived,
    longest: Math.max(0, ...tasks.map((task) => task.duration - rendering(task))),
    elements,
    all: count(),
  };
}

const rounds = 5;
const median = (/** @type {number[]} */ values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * Medians of five openings of each article, every time in a page of its own.
 * @param {(line: string) => void} say
 */
export async function opening(say) {
  const folder = await site();
  const server = await serve(folder, 0);
  const browser = await launch();
  try {
    /** @type {Record<string, Record<string, Opening>>} by processor and slug */
    const found = {};
    for (const [name, rate] of /** @type {[string, number][]} */ ([
      ['full', 1],
      ['slow', 4],
    ])) {
      found[name] = {};
      for (const slug of Object.keys(sizes)) {
        /** @type {Opening[]} */
        const openings = [];
        for (let round = 0; round < rounds; round++) {
          const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
          await page.addInitScript(watchRenderer);
          await page.goto(server.url);
          await page.locator('carrel-articles .hit').first().waitFor();
          // The renderer is there already, and warm: what is measured is the article.
          await page.evaluate(async () => {
            const element = /** @type {any} */ (document.querySelector('carrel-articles'));
            await element.open('a-20-kb');
            await element.close();
          });
          await page.locator('carrel-articles .hit').first().waitFor();
          const protocol = await page.context().newCDPSession(page);
          await protocol.send('Emulation.setCPUThrottlingRate', { rate });
          openings.push(await page.evaluate(open, slug));
          await page.close();
        }
        const of = (/** @type {keyof Opening} */ key) => median(openings.map((one) => one[key]));
        found[name][slug] = {
          render: of('render'),
          first: of('first'),
          whole: of('whole'),
          longest: Math.max(...openings.map(({ longest }) => longest)),
          elements: of('elements'),
          all: of('all'),
        };
        say(`${name}, ${slug}: ${JSON.stringify(found[name][slug])}`);
      }
    }
    return { chromium: browser.version(), ...found };
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}
