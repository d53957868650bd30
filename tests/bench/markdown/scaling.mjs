// How the time of rendering grows with its input: every input at n, 2n and 4n. Time is that of the processor, which other people's work hardly changes.
import { ours, pathological } from './inputs.mjs';
import { PROFILES, startMarkdown, textAtMost, textBytes } from './module.mjs';

/** time(2n) ÷ time(n) at most; a linear renderer on a shared machine stays near 2. */
export const ratioAtMost = 2.6;
/** ms. Below, the clock and other people's work are most of what is seen: n is doubled until the first time is above. */
const floor = 2;
/** Past the limit of docs/stream.md nothing is read, and a ratio says nothing. */
const bytesAtMost = 4 << 20;
const rounds = 5;
/** Of what looks steep after those: the least of more times is nearer to the truth, whichever it is. */
const roundsIfSteep = 20;
/** ms. What takes longer is no noise, and is not measured so often. */
const enough = 1000;

/** @typedef {{ name: string, bytes: number, ms: number, ratio: number, textShare: number, answerShare: number, truncated: boolean }} Grown
 *  bytes and ms: of n; ratio: the larger of both; textShare, answerShare: the largest of three outputs, beside what the text may have */

/**
 * @param {(markdown: string, options?: string) => Uint8Array} render @param {string} options @param {import('./inputs.mjs').Input} input
 * @returns {Grown}
 */
function grow(render, options, { name, at }) {
  const timed = (/** @type {string} */ markdown) => {
    const began = process.cpuUsage();
    const answer = render(markdown, options);
    const { user, system } = process.cpuUsage(began);
    return { ms: (user + system) / 1000, answer };
  };
  let scale = 1;
  const grows = at(2).length > at(1).length;
  // A single time may be that of a compiler at work.
  const least = (/** @type {string} */ markdown) => Math.min(...[1, 2, 3].map(() => timed(markdown).ms));
  while (grows && least(at(scale)) < floor && Buffer.byteLength(at(8 * scale)) <= bytesAtMost) scale *= 2;
  const sizes = [1, 2, 4].map((factor) => {
    const markdown = at(factor * scale);
    return { markdown, bytes: Buffer.byteLength(markdown), best: Number.POSITIVE_INFINITY };
  });
  let [textShare, answerShare, truncated] = [0, 0, false];
  let spent = 0;
  // An input without anything to repeat is a case of its own and grows nowhere.
  const steepest = () => (grows ? Math.max(sizes[1].best / sizes[0].best, sizes[2].best / sizes[1].best) : 1);
  let last = rounds;
  for (let round = 0; round < last && (round < 2 || spent < enough); round++) {
    for (const size of sizes) {
      const { ms, answer } = timed(size.markdown);
      size.best = Math.min(size.best, ms);
      spent += ms;
      textShare = Math.max(textShare, textBytes(answer) / textAtMost(size.bytes));
      answerShare = Math.max(answerShare, answer.length / textAtMost(size.bytes));
      truncated ||= (answer[12] & 1) === 1;
    }
    if (round === rounds - 1 && steepest() > ratioAtMost) last = roundsIfSteep;
  }
  const { bytes, best: ms } = sizes[0];
  return { name, bytes, ms, ratio: steepest(), textShare, answerShare, truncated };
}

/** @param {(line: string) => void} say */
export async function scaling(say) {
  const sets = { pathological: pathological(), ours };
  /** @type {Record<string, Record<string, Grown[]>>} by set and profile */
  const found = {};
  for (const [set, inputs] of Object.entries(sets)) {
    found[set] = {};
    for (const [profile, options] of Object.entries(PROFILES)) {
      const render = await startMarkdown();
      const grown = inputs.map((input) => grow(render, options, input));
      found[set][profile] = grown;
      const steep = grown.filter(({ ratio }) => ratio > ratioAtMost);
      say(`${set}, ${profile}: ${grown.length - steep.length} of ${grown.length} within ${ratioAtMost}`);
      for (const { name, bytes, ms, ratio } of steep) {
        say(`  ${name}: ${ratio.toFixed(2)} from ${bytes} bytes in ${ms.toFixed(1)} ms`);
      }
    }
  }
  return found;
}
