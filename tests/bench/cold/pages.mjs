// The pages of the cold path: what a site would write to have a search, and how the page tells that its first ten hits are there.
/** @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Visited
 * @property {string} name
 * @property {string} folder what is served
 * @property {string} base where
 * @property {string} html the page
 * @property {(query: string) => string} address where the reader goes, below the page's own
 * @property {(page: Page, query: string) => Promise<void>} ask what the reader does once there
 * @property {() => { shown: number, total: number } | null} look in the page: hits that can be read, and all there are; null: no answer yet
 */

/** The two lines of the README, and the query in the address: a link that somebody was given. @param {string} site @returns {Visited} */
export const carrelPage = (site) => ({
  name: 'Carrel',
  folder: site,
  base: '/',
  html: `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Search</title>
<link rel="icon" href="data:,">
<script type="module" src="carrel.js"></script>
<carrel-articles src="entry.json"></carrel-articles>
</html>`,
  address: (query) => `?q=${encodeURIComponent(query)}`,
  ask: async () => {},
  look() {
    const global = /** @type {any} */ (globalThis);
    if (!global.listens) {
      global.listens = true;
      document.addEventListener('carrel-results', (event) => {
        global.total = /** @type {CustomEvent} */ (event).detail.total;
      });
    }
    if (global.total === undefined) return null;
    const hits = document.querySelector('carrel-articles')?.shadowRoot?.querySelectorAll('.hit').length ?? 0;
    return { shown: Math.min(hits, global.total), total: global.total };
  },
});

/**
 * The component interface as its documentation shows it. It reads nothing from the address: the reader types as soon as there is a field,
 * all letters at once, and the field waits a millisecond for more and not 300.
 * @param {string} published the folder that Pagefind wrote @returns {Visited}
 */
export const pagefindPage = (published) => ({
  name: 'Pagefind',
  folder: published,
  base: '/pagefind/',
  html: `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Search</title>
<link rel="icon" href="data:,">
<link href="pagefind/pagefind-component-ui.css" rel="stylesheet">
<script src="pagefind/pagefind-component-ui.js" type="module"></script>
<pagefind-input debounce="1"></pagefind-input>
<pagefind-summary></pagefind-summary>
<pagefind-results></pagefind-results>
</html>`,
  address: () => '',
  async ask(page, query) {
    await page.locator('pagefind-input input').fill(query);
  },
  look() {
    const global = /** @type {any} */ (globalThis);
    const { PagefindComponents: components } = global;
    if (components && !global.listens) {
      global.listens = true;
      components
        .getInstanceManager()
        .getInstance('default')
        .on('results', (/** @type {{ results: unknown[] }} */ { results }) => {
          global.total = results.length;
        });
    }
    if (global.total === undefined) return null;
    return {
      shown: document.querySelectorAll('pagefind-results .pf-result-link').length,
      total: global.total,
    };
  },
});
