// How the packer fares with content that makes it work hard: its time at n, 2n and 4n, and the longest time for which it holds up a page.
import { readFile } from 'node:fs/promises';
import { moduleTools } from '../../../web/engine.js';
import { packInSlices } from '../../../web/packing.js';
import { hostile } from './inputs.mjs';
import { ordinary } from './ordinary.mjs';

/** time(2n) ÷ time(n) at most. */
export const ratioAtMost = 2.6;
/** ms that one step may hold up the page. */
export const stepAtMost = 200;
/** Bytes of content: n of the smallest size, and what is packed in the page itself rather than in a worker (web/packing.js). */
const smallest = 125_000;
const inPage = 1_000_000;
const rounds = 3;
/** Of what looks steep after those: the least of more times is nearer to the truth, whichever it is. */
const roundsIfSteep = 8;

/** @type {import('../../../web/files.js').Fetch} */
const fetchFile = async (url) =>
  new Response(await readFile(url), { headers: { 'content-type': 'application/wasm' } });
const tools = moduleTools({
  modules: (name) => new URL(`../../../dist/${name}`, import.meta.url),
  fetch: fetchFile,
});

/** Time of the processor, which other people's work hardly changes, in ms. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * @typedef {object} Packing
 * @property {number} ms of all steps
 * @property {number[]} steps ms of each call of a module, in their order
 * @property {number[]} work what each call of the packer says that it did (wasm/base/pace.h)
 * @property {number} bytes of the files that came out
 * @property {import('../../../web/packing.js').Packed['report']} report
 */

/** Packs as a page does, a step at a time. @param {string} json @returns {Promise<Packing>} */
export async function packed(json) {
  /** @type {Packing} */
  const found = { ms: 0, steps: [], work: [], bytes: 0, report: { articles: 0, faults: [], unknown: [] } };
  /** @type {import('../../../web/packing.js').Start} */
  const start = async (name) => {
    const instance = await tools.start(name);
    const call = (/** @type {string} */ verb, /** @type {Uint8Array | string} */ request) => {
      const began = now();
      const reply = instance.call(verb, request);
      const ms = now() - began;
      found.ms += ms;
      found.steps.push(ms);
      if (verb === 'carrel_pack') found.work.push(workOf(reply));
      return reply;
    };
    return /** @type {any} */ ({ call });
  };
  const { report } = await packInSlices({ start }, new TextEncoder().encode(json), (_name, bytes) => {
    found.bytes += bytes.length;
  });
  return { ...found, report };
}

/** @param {Uint8Array} reply of carrel_pack: the size of a JSON header, the header */
function workOf(reply) {
  const end = 4 + new DataView(reply.buffer).getUint32(0, true);
  return JSON.parse(new TextDecoder().decode(reply.subarray(4, end))).work ?? 0;
}

/** @typedef {{ name: string, ms: number, ratio: number, step: number, bytes: number }} Grown ms: of n; ratio: the larger of both; step: ms of the longest at 1 MB; bytes: what comes out of 1 MB */

/** @param {import('./inputs.mjs').Input} input @returns {Promise<Grown>} */
async function grow({ name, at }) {
  const sizes = [1, 2, 4].map((factor) => ({ json: at(factor * smallest), best: Number.POSITIVE_INFINITY }));
  const steepest = () => Math.max(sizes[1].best / sizes[0].best, sizes[2].best / sizes[1].best);
  let last = rounds;
  for (let round = 0; round < last; round++) {
    for (const size of sizes) size.best = Math.min(size.best, (await packed(size.json)).ms);
    if (round === rounds - 1 && steepest() > ratioAtMost) last = roundsIfSteep;
  }
  const page = await inOnePage(at(inPage));
  return { name, ms: sizes[0].best, ratio: steepest(), ...page };
}

/** The longest step of each of some packings; the shortest of these is nearest to the truth. @param {string} json */
async function inOnePage(json) {
  const packings = [];
  for (let round = 0; round < rounds; round++) packings.push(await packed(json));
  return {
    step: Math.min(...packings.map(({ steps }) => Math.max(...steps))),
    bytes: packings[0].bytes,
  };
}

/** @param {(line: string) => void} say */
export async function packing(say) {
  // What is measured first would pay for the compiler.
  await packed(hostile[0].at(smallest));
  const usual = [];
  for (const { name, json } of ordinary(inPage)) usual.push({ name, ...(await inOnePage(json)) });
  /** @type {Grown[]} */
  const grown = [];
  for (const input of hostile) {
    const one = await grow(input);
    grown.push(one);
    if (one.ratio > ratioAtMost || one.step > stepAtMost) {
      say(
        `${one.name}: ${one.ratio.toFixed(2)} from ${one.ms.toFixed(1)} ms, a step of ${one.step.toFixed(0)} ms`,
      );
    }
  }
  say(`${grown.filter(({ ratio }) => ratio <= ratioAtMost).length} of ${grown.length} within ${ratioAtMost}`);
  return { grown, usual };
}
