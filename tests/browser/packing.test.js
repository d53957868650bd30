import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { SILENCE_MS } from '../../web/silence.js';

const shell = new URL('../../dist/shell/', import.meta.url);
const articles = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, i) => ({
    slug: `a-${i}`,
    title: `Article ${i}`,
    body: `Number ${i}. ${'Plain words fill this paragraph up. '.repeat(40)}`,
  }));
const contents = new Map([
  ['/small.json', JSON.stringify({ articles: articles(3) })],
  ['/large.json', JSON.stringify({ articles: articles(900) })],
]);

/** Headers by path, set by a test. @type {Record<string, string>} */
let policy = {};
let wasmType = 'application/wasm';
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const content = contents.get(pathname);
  if (content) return response.setHeader('content-type', 'application/json').end(content);
  if (pathname === '/page') {
    response.setHeader('content-type', 'text/html');
    for (const [name, value] of Object.entries(policy)) response.setHeader(name, value);
    return response.end(
      `<!doctype html><title>Test</title><script type="module" src="carrel.js"></script>
       <carrel-articles load="eager" src="${searchParams.get('src')}"><a href="#">Fallback</a></carrel-articles>`,
    );
  }
  try {
    const bytes = readFileSync(new URL(`.${pathname}`, shell));
    response.setHeader('content-type', pathname.endsWith('.wasm') ? wasmType : 'text/javascript');
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});

/** @type {import('playwright-core').Browser} */
let browser;
let origin = '';
before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address !== null && typeof address === 'object') origin = `http://127.0.0.1:${address.port}`;
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser.close();
  server.close();
});

/** @param {string} src @param {string} [csp] @param {string} [script] that runs before anything of the page does */
async function visit(src, csp, script) {
  policy = csp ? { 'content-security-policy': csp } : {};
  const page = await browser.newPage();
  /** @type {string[]} */
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  /** @type {string[]} */
  const violations = [];
  let replies = 0;
  // Not its start but its answer says that a worker was of use.
  await page.exposeFunction('packedInWorker', () => replies++);
  await page.exposeFunction('violated', (/** @type {string} */ text) => violations.push(text));
  await page.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      /** @param {string | URL} url @param {WorkerOptions} [options] */
      constructor(url, options) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          if (data.reply) /** @type {any} */ (globalThis).packedInWorker();
        });
      }
    };
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      /** @type {any} */ (globalThis).violated(`${effectiveDirective} ${blockedURI}`),
    );
  });
  if (script) await page.addInitScript(script);
  await page.goto(`${origin}/page?src=${src}`);
  const count = async () => {
    await page.locator('carrel-articles .hit').first().waitFor({ timeout: 20_000 });
    return page.evaluate(
      () => document.querySelector('carrel-articles')?.shadowRoot?.querySelector('#count')?.textContent,
    );
  };
  return { page, count, violations, said, packedInWorker: () => replies > 0 };
}

const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

test('small content is packed in the page', async () => {
  const { count, packedInWorker, page } = await visit('small.json');
  assert.match((await count()) ?? '', /3/);
  assert.equal(packedInWorker(), false);
  await page.close();
});

test('large content is packed in a worker', async () => {
  const { count, packedInWorker, page } = await visit('large.json');
  assert.match((await count()) ?? '', /900/);
  assert.equal(packedInWorker(), true);
  await page.close();
});

test('a page that allows no Trusted Types policy reads small content without a violation', async () => {
  const { count, violations, page } = await visit(
    'small.json',
    `${strict}; require-trusted-types-for 'script'; trusted-types 'none'`,
  );
  assert.match((await count()) ?? '', /3/);
  assert.deepEqual(violations, []);
  await page.close();
});

test('a page that allows the policy named carrel has its worker', async () => {
  const { count, violations, packedInWorker, page } = await visit(
    'large.json',
    `${strict}; worker-src 'self'; require-trusted-types-for 'script'; trusted-types carrel`,
  );
  assert.match((await count()) ?? '', /900/);
  assert.equal(packedInWorker(), true);
  assert.deepEqual(violations, []);
  await page.close();
});

test('a page that refuses the policy or the worker has its content packed in slices', async () => {
  for (const csp of [
    `${strict}; require-trusted-types-for 'script'; trusted-types 'none'`,
    `${strict}; worker-src 'none'`,
  ]) {
    const { count, packedInWorker, page } = await visit('large.json', csp);
    assert.match((await count()) ?? '', /900/, csp);
    assert.equal(packedInWorker(), false);
    await page.close();
  }
});

test('a worker that never gets its script is given up, and the content is packed in slices', async () => {
  const mute = `
    const wait = globalThis.setTimeout;
    globalThis.setTimeout = (task, ms) => wait(task, ms === ${SILENCE_MS} ? 1000 : ms);
    globalThis.Worker = class { postMessage() {} terminate() {} };`;
  const { count, page } = await visit('large.json', undefined, mute);
  assert.match((await count()) ?? '', /articles/);
  await page.close();
});

test('a page that forbids WebAssembly keeps its fallback and is told which word to add', async () => {
  const { page, said } = await visit('small.json', "script-src 'self'; connect-src 'self'");
  const line = page.locator('carrel-articles [role=alert]');
  await line.waitFor();
  assert.match((await line.textContent()) ?? '', /Your browser does not allow what they need/);
  assert.match(said.join('\n'), /^carrel: .*'wasm-unsafe-eval' to its script-src/m);
  assert.ok(await page.locator('carrel-articles a').isVisible());
  await page.close();
});

test('a host that sends modules with a wrong type is good enough', async () => {
  wasmType = 'application/octet-stream';
  const { count, page } = await visit('small.json');
  assert.match((await count()) ?? '', /3/);
  wasmType = 'application/wasm';
  await page.close();
});
