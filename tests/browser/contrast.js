/** @file Which texts of a page are too faint to be read. */

/** Contrast of every text in the shadow tree against the first ground behind it. @param {import('./scene.js').Page} page */
export const faint = (page) =>
  page.evaluate(() => {
    /** @param {string} color */
    const numbers = (color) => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      if (!canvas) throw new Error('no canvas');
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (/** @type {number[]} */ top, /** @type {number[]} */ below) => [
      ...[0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])),
      1,
    ];
    const luminance = (/** @type {number[]} */ color) => {
      const [r, g, b] = color
        .slice(0, 3)
        .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const parentOf = (/** @type {Element} */ element) =>
      element.assignedSlot ??
      element.parentElement ??
      /** @type {ShadowRoot} */ (element.getRootNode()).host ??
      null;
    const ground = (/** @type {Element | null} */ element) => {
      const layers = [];
      for (let at = element; at; at = parentOf(at))
        layers.push(numbers(getComputedStyle(at).backgroundColor));
      const canvas = numbers(
        getComputedStyle(document.documentElement).colorScheme.includes('dark') &&
          matchMedia('(prefers-color-scheme: dark)').matches
          ? '#121212'
          : '#fff',
      );
      return layers.reverse().reduce((below, layer) => over(layer, below), canvas);
    };
    const widget = /** @type {Element} */ (document.querySelector('carrel-articles'));
    const found = [];
    for (const element of [
      ...widget.querySelectorAll('*'),
      ...(widget.shadowRoot?.querySelectorAll('*') ?? []),
    ]) {
      const text = [...element.childNodes]
        .filter((node) => node.nodeType === 3)
        .map((node) => node.textContent?.trim())
        .join('');
      if (!text || !element.getClientRects().length || element.closest('.unseen')) continue;
      const below = ground(element);
      const [a, b] = [
        luminance(over(numbers(getComputedStyle(element).color), below)),
        luminance(below),
      ].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < 4.5)
        found.push(`${ratio.toFixed(2)} ${element.tagName} ${element.className} ${text.slice(0, 30)}`);
    }
    return found;
  });
