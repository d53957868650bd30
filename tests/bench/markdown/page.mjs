// From Markdown to the nodes of a page in Chromium: everybody gets every article, in turns, each time in another order.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch } from '../keypress.mjs';
import { seeded, shuffled, spread } from '../random.mjs';
import { median, quantile, sum } from '../statistics.mjs';
import { siteArticles } from './articles.mjs';

const root = new URL('../../../', import.meta.url);
const rounds = 25;
const articlesAtMost = 200;

/** What the others are compared with. */
export const OURS = 'Carrel: node stream, nodes';

/** The functions of in-page.js, as one script. (The packer of engine.js asks for its own address; nobody packs here.) */
async function script() {
  const entry = fileURLToPath(new URL('in-page.js', import.meta.url));
  const options = /** @type {const} */ ({
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    logLevel: 'error',
  });
  const { outputFiles } = await build({ entryPoints: [entry], ...options });
  return outputFiles[0].text;
}

const inBase64 = (/** @type {string} */ path) => readFileSync(new URL(path, root)).toString('base64');

/** @param {(line: string) => void} say */
export async function inPage(say) {
  const articles = spread(siteArticles(), articlesAtMost);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await script() });
    const modules = {
      carrel: inBase64('dist/markdown.wasm'),
      html: inBase64('dist/html.wasm'),
      md4w: inBase64('node_modules/md4w/js/md4w-fast.wasm'),
    };
    const names = await page.evaluate(
      ([given, texts]) => /** @type {any} */ (globalThis).prepare(given, texts),
      /** @type {const} */ ([modules, articles]),
    );
    const random = seeded(4);
    /** @type {Map<string, number[]>} */
    const runs = new Map(names.map((/** @type {string} */ name) => [name, []]));
    // The first two rounds warm up and are not kept.
    for (let round = -2; round < rounds; round++) {
      for (const name of shuffled([...runs.keys()], random)) {
        const ms = await page.evaluate((way) => /** @type {any} */ (globalThis).measure(way), name);
        if (round >= 0) runs.get(name)?.push(ms);
      }
    }
    const own = runs.get(OURS) ?? [];
    const found = [...runs].map(([name, taken]) => {
      const ratios = taken.map((ms, round) => ms / own[round]);
      return {
        name,
        ms: median(taken),
        ratio: median(ratios),
        low: quantile(ratios, 0),
        high: quantile(ratios, 1),
      };
    });
    for (const { name, ratio } of found) say(`${name}: ${ratio.toFixed(2)}`);
    const bytes = sum(articles.map((article) => Buffer.byteLength(article)));
    return { chromium: browser.version(), articles: articles.length, bytes, rounds, found };
  } finally {
    await browser.close();
  }
}
