// What a list of requests says about how long a reader waits.

/** @typedef {{ path: string, start: number, end: number }} Request ms */

/**
 * The longest chain of requests in which each began after the one before had ended: as many times the network's delay is paid in full,
 * whatever the bandwidth.
 * @param {Request[]} requests
 * @returns {Request[]} the chain
 */
export function longestChain(requests) {
  const sorted = [...requests].sort((a, b) => a.start - b.start);
  /** @type {Map<Request, Request[]>} */
  const chains = new Map();
  /** @type {Request[]} */
  let longest = [];
  for (const request of sorted) {
    /** @type {Request[]} */
    let before = [];
    for (const [earlier, chain] of chains) {
      if (earlier.end <= request.start && chain.length > before.length) before = chain;
    }
    const chain = [...before, request];
    chains.set(request, chain);
    if (chain.length > longest.length) longest = chain;
  }
  return longest;
}
