/** Is a page dark? Its own text tells: light text stands on something dark, whatever the system prefers. Pure. */

/**
 * Lightness of a computed colour, 0 to 1. Computed values are `rgb(…)`, `color(space …)` or a function whose first number is
 * a lightness.
 * @param {string} color
 */
export function lightness(color) {
  const [, name = '', rest = ''] = /^([a-z]+)\((?:[a-z][\w-]* )?(.*)\)$/.exec(color) ?? [];
  const [a = 0, b = 0, c = 0] = (rest.match(/[\d.]+/g) ?? []).map(Number);
  if (name.startsWith('rgb')) return (a + 2 * b + c) / 1020;
  if (name === 'color') return (a + 2 * b + c) / 4;
  return a > 1 ? a / 100 : a;
}
