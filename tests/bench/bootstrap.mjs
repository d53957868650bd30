// Whether a difference between two contestants is more than the luck of which queries were asked.
import { seeded } from './random.mjs';
import { mean } from './statistics.mjs';

/**
 * @typedef {object} Difference of the first from the second
 * @property {number} mean
 * @property {number} low @property {number} high 95 % of the resampled means lie between these
 * @property {'below' | 'equal' | 'above'} verdict equal: the interval holds 0
 */

/**
 * Paired bootstrap over the queries of one or several collections: each resample draws every collection's queries anew, and the
 * collections count alike.
 * @param {[first: number[], second: number[]][]} collections scores of the same queries
 * @param {number} [resamples]
 * @param {number} [seed]
 * @returns {Difference}
 */
export function compare(collections, resamples = 10_000, seed = 1) {
  const random = seeded(seed);
  const differences = collections.map(([first, second]) => first.map((value, i) => value - second[i]));
  const means = Float64Array.from({ length: resamples }, () =>
    mean(
      differences.map((values) => {
        let sum = 0;
        for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)];
        return sum / values.length;
      }),
    ),
  ).sort();
  const low = means[Math.floor(resamples * 0.025)];
  const high = means[Math.ceil(resamples * 0.975) - 1];
  const verdict = high < 0 ? 'below' : low > 0 ? 'above' : 'equal';
  return { mean: mean(differences.map(mean)), low, high, verdict };
}
