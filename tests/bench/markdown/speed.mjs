// From Markdown to a string of HTML under Node: everybody gets every article, in turns, each time in another order.
import { seeded, shuffled } from '../random.mjs';
import { median, quantile, sum } from '../statistics.mjs';
import { siteArticles } from './articles.mjs';
import { OURS, renderers } from './renderers.mjs';

const rounds = 9;
const slowRounds = 3;

/** @typedef {{ name: string, ms: number, MBps: number, ratio: number, low: number, high: number, failed: number }} Speed
 *  ratio: of its time to ours in the same round, the median; low, high: the smallest and the largest of the rounds; failed: articles it threw on */

/** @param {import('./renderers.mjs').Renderer} renderer @param {string[]} articles */
function timeAll({ render }, articles) {
  const began = performance.now();
  let failed = 0;
  let read = 0;
  for (const article of articles) {
    try {
      const made = render(article);
      // A string that was put together is a promise until somebody reads it.
      if (typeof made === 'string') read += made.charCodeAt(made.length >> 1);
    } catch {
      failed++;
    }
  }
  return { ms: performance.now() - began, failed, read };
}

/** @param {(line: string) => void} say */
export async function speed(say) {
  const articles = siteArticles();
  const bytes = sum(articles.map((article) => Buffer.byteLength(article)));
  const all = await renderers();
  const random = seeded(4);
  /** @type {Map<string, { ms: number, failed: number }[]>} */
  const runs = new Map(all.map(({ name }) => [name, []]));
  // The first round warms up and is not kept.
  for (let round = -1; round < rounds; round++) {
    for (const renderer of shuffled(all, random)) {
      if (renderer.slow && round >= slowRounds) continue;
      const run = timeAll(renderer, articles);
      if (round >= 0) runs.get(renderer.name)?.push(run);
    }
    say(`round ${round + 1} of ${rounds}`);
  }
  const own = runs.get(OURS) ?? [];
  const found = [...runs].map(([name, taken]) => {
    const ratios = taken.map(({ ms }, round) => ms / own[round].ms);
    const ms = median(taken.map((run) => run.ms));
    return {
      name,
      ms,
      MBps: bytes / 1000 / ms,
      ratio: median(ratios),
      low: quantile(ratios, 0),
      high: quantile(ratios, 1),
      failed: taken[0].failed,
    };
  });
  return { articles: articles.length, bytes, rounds, slowRounds, found };
}
