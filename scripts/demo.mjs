/** @file Serves the demo site, or with --check looks at it in a browser and exits. Called by scripts/demo. */
import { mkdirSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { CommandError, kilobytes } from './cli/errors.mjs';
import { portOf, serve } from './cli/serve.mjs';
import { buildDemo, demoFolder } from './demo-site.mjs';

const screenshots = 'build/screenshots';

/** @typedef {import('playwright-core').Page} Page */

/** Something of each kind of filter. */
const filtered =
  'in=all:treatment,treatment/medication&tags=any:opioids,safety&from=2022&to=2025&where=words:300..';

/**
 * What a visitor would see, one picture each.
 * @type {{ name: string, path: string, width?: number, dark?: boolean, see?: (page: Page) => Promise<void> }[]}
 */
const views = [
  { name: 'wide', path: 'index.html' },
  { name: 'narrow', path: 'index.html', width: 360 },
  { name: 'dark', path: 'dark.html', dark: true },
  { name: 'from-content', path: 'from-content.html' },
  { name: 'two-widgets', path: 'two-widgets.html' },
  { name: 'search', path: 'index.html?q=withdrawl' },
  { name: 'article', path: 'index.html', see: openFirst },
  { name: 'article-narrow', path: 'index.html', width: 360, see: openFirst },
  { name: 'filtered', path: `index.html?${filtered}` },
  { name: 'filtered-narrow', path: `index.html?${filtered}`, width: 360, see: openFilters },
  { name: 'filtered-dark', path: `dark.html?${filtered}`, dark: true },
  { name: 'filtered-right-to-left', path: `index.html?${filtered}`, see: turnRound },
  { name: 'right-to-left', path: 'index.html', see: turnRound },
];

/** @param {Page} page */
async function openFirst(page) {
  await page.locator('carrel-articles .hit .title a').first().click();
  await page.locator('carrel-articles article h2, carrel-articles article h1').first().waitFor();
  await page.locator('carrel-articles .hit').first().waitFor({ state: 'hidden' });
}

/** @param {Page} page */
async function openFilters(page) {
  await page.locator('carrel-articles .disclosure').click();
}

/** @param {Page} page */
async function turnRound(page) {
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
}

/** @param {string} url @returns {Promise<string[]>} what went wrong */
async function check(url) {
  mkdirSync(screenshots, { recursive: true });
  // Debian's own Chromium; as root, in containers and on CI, it cannot make its sandbox.
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  /** @type {string[]} */
  const faults = [];
  try {
    for (const { name, path, width = 1280, dark, see } of views) {
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: dark ? 'dark' : 'light',
      });
      page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
      page.on('console', (message) => {
        const { url: where } = message.location();
        // Browsers ask for this one by themselves.
        if (message.type() !== 'error' || where.endsWith('/favicon.ico')) return;
        faults.push(`${name}: ${message.text()} (${where})`);
      });
      try {
        await page.goto(new URL(path, url).href);
        await page.locator('carrel-articles .hit').first().waitFor({ timeout: 15_000 });
        await see?.(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) faults.push(`${name}: the page is ${overflow} px wider than its window`);
      } catch (error) {
        faults.push(`${name}: ${/** @type {Error} */ (error).message.split('\n')[0]}`);
      }
      await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
      await page.close();
      console.log(`demo: looked at ${name}`);
    }
  } finally {
    await browser.close();
  }
  return faults;
}

const usage = 'Usage: ./scripts/demo [--port N] [--check]';

/** What was asked for; anything else ends with the usage. */
function options() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!values.help) return values;
    console.log(usage);
    return process.exit(0);
  } catch (/** @type {any} */ error) {
    console.error(`demo: ${error.message}\n${usage}`);
    return process.exit(2);
  }
}

const values = options();
try {
  const { articles, bytes } = await buildDemo();
  console.log(`demo: ${articles} articles packed into ${kilobytes(bytes)}, in ${relative('.', demoFolder)}/`);
  const { url, close } = await serve(demoFolder, values.check ? 0 : portOf(values.port));
  if (values.check) {
    const faults = await check(url);
    close();
    for (const fault of faults) console.error(`demo: ${fault}`);
    console.log(
      faults.length === 0
        ? `demo: the page works; pictures are in ${screenshots}/`
        : 'demo: the page has faults',
    );
    process.exitCode = faults.length === 0 ? 0 : 1;
  } else {
    console.log(`demo: open ${url} (stop with Ctrl+C)`);
  }
} catch (error) {
  console.error(error instanceof CommandError ? `demo: ${error.message}` : error);
  process.exitCode = 1;
}
