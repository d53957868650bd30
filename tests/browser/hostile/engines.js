/**
 * @file Three browser engines behind one interface: open a page, call what the page offers, hear what the engine itself complains of.
 *
 * Every engine sends every request through the gate, those to this machine included.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { chromium as playwright } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { Builder } from 'selenium-webdriver';

/**
 * @typedef {object} Visit one page of an engine
 * @property {(url: string) => Promise<void>} go
 * @property {(name: string, ...values: any[]) => Promise<any>} call a function of `globalThis.hostile`; JSON there and back
 * @property {() => Promise<string[]>} complaints since they were last asked for: console, dialogs, new windows
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Engine
 * @property {string} version
 * @property {() => Promise<Visit>} open
 * @property {() => Promise<void>} close
 *
 * @typedef {(gate: import('./gate.js').Gate) => Promise<Engine>} Launch
 */

/** Longest wait for one call of the page; reached only by a run that fails. */
export const PATIENCE_MS = 600_000;

/** @param {string[]} list what is in it, which is then empty */
const take = (list) => list.splice(0);

/** @type {Launch} */
async function chromium(gate) {
  const browser = await playwright.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      // As root, in containers and on CI, Debian's Chromium cannot make its sandbox.
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
      // A run changes the fragment thousands of times.
      '--disable-ipc-flooding-protection',
      // The search box is no form to fill in, and asking a server about it is the browser's own idea.
      '--disable-features=AutofillServerCommunication',
    ],
  });
  return {
    version: browser.version(),
    async open() {
      // Of the page alone: what the browser wants for itself is not the page's doing.
      const proxy = { server: gate.origin, bypass: '<-loopback>' };
      const context = await browser.newContext({ proxy, viewport: { width: 1280, height: 900 } });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      /** @type {string[]} */ const said = [];
      page.on('console', (message) => {
        if (!['error', 'warning'].includes(message.type())) return;
        said.push(`console: ${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => said.push(`exception: ${error.message}`));
      page.on('dialog', (dialog) => {
        said.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('popup', (other) => said.push(`window: ${other.url()}`));
      return {
        go: async (url) => void (await page.goto(url)),
        call: (name, ...values) =>
          page.evaluate(({ name, values }) => /** @type {any} */ (globalThis).hostile[name](...values), {
            name,
            values,
          }),
        complaints: async () => take(said),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** @type {Launch} */
async function firefox(gate) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    protocolTimeout: PATIENCE_MS,
    extraPrefsFirefox: {
      'network.proxy.allow_hijacking_localhost': true,
      // A run changes the fragment thousands of times.
      'dom.navigation.navigationRateLimit.count': 0,
    },
  });
  return {
    version: await browser.version(),
    async open() {
      // Of the page alone: what the browser wants for itself is not the page's doing.
      const context = await browser.createBrowserContext({ proxyServer: new URL(gate.origin).host });
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 900 });
      page.setDefaultTimeout(PATIENCE_MS);
      /** @type {string[]} */ const said = [];
      page.on('console', (message) => {
        if (!['error', 'warn'].includes(message.type())) return;
        said.push(`console: ${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => said.push(`exception: ${error}`));
      page.on('dialog', (dialog) => {
        said.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('popup', (other) => said.push(`window: ${other?.url()}`));
      return {
        go: async (url) => void (await page.goto(url)),
        call: (name, ...values) =>
          page.evaluate(
            (name, values) => /** @type {any} */ (globalThis).hostile[name](...values),
            name,
            values,
          ),
        complaints: async () => take(said),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** A port that nobody listens on. @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** Resolves once somebody listens there. @param {number} port @param {number} [tries] @returns {Promise<void>} */
async function listening(port, tries = 200) {
  const open = await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
  if (open) return;
  if (tries === 0) throw new Error(`nobody listens on port ${port}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  return listening(port, tries - 1);
}

/** The browser that WebKitWebDriver drives; it lies in a folder of its version. */
function miniBrowser() {
  for (const folder of readdirSync('/usr/lib', { withFileTypes: true })) {
    for (const version of ['4.1', '6.0', '4.0']) {
      const path = `/usr/lib/${folder.name}/webkit2gtk-${version}/MiniBrowser`;
      if (folder.isDirectory() && existsSync(path)) return path;
    }
  }
  throw new Error('there is no MiniBrowser: apt-get install webkit2gtk-driver');
}

/** WebKitGTK has no headless windows: they stand on a display of their own. @returns {Promise<{ name: string, stop: () => void }>} */
async function display() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    /** @type {import('node:stream').Readable} */ (server.stdio[3]).once('data', (data) =>
      resolve(String(data).trim()),
    );
  });
  return { name: `:${number}`, stop: () => void server.kill() };
}

/** @type {Launch} */
async function webkit(gate) {
  const screen = await display();
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: screen.name, WEBKIT_DISABLE_COMPOSITING_MODE: '1', NO_AT_BRIDGE: '1' },
  });
  const stop = () => {
    driver.kill();
    screen.stop();
  };
  // The others see to that themselves.
  process.once('exit', stop);
  try {
    await listening(port);
    const begin = async () => {
      const session = await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities({
          browserName: 'MiniBrowser',
          unhandledPromptBehavior: 'ignore',
          'webkitgtk:browserOptions': {
            binary: miniBrowser(),
            args: ['--automation', `--proxy=${gate.origin}`],
          },
        })
        .build();
      await session.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
      return session;
    };
    let session = await begin();
    let used = false;
    const capabilities = await session.getCapabilities();
    return {
      version: `${capabilities.get('browserVersion')}`,
      async open() {
        // A browser of its own for each page: one that goes on grows by gigabytes, and slower with every entry of its history.
        if (used) {
          await session.quit();
          session = await begin();
        }
        used = true;
        const window = await session.getWindowHandle();
        return {
          async go(url) {
            await session.get(url);
            // A busy WebKit says that a page has loaded before its modules have run.
            const ready = () => session.executeScript('return Boolean(globalThis.hostile)');
            await session.wait(ready, PATIENCE_MS, `${url} has no hostile`);
          },
          async call(name, ...values) {
            const answer = /** @type {any} */ (
              await session.executeAsyncScript(
                `const [name, values, done] = arguments;
                 Promise.resolve().then(() => globalThis.hostile[name](...values))
                   .then((value) => done({ value }), (error) => done({ error: String(error) + error.stack }));`,
                name,
                values,
              )
            );
            if (answer.error) throw new Error(answer.error);
            return answer.value;
          },
          async complaints() {
            // Of its console this driver tells nothing: what a page can see of it, the page reports itself. A dialog fails the next call.
            const windows = (await session.getAllWindowHandles()).filter((other) => other !== window);
            return windows.map((other) => `window: ${other}`);
          },
          // What stood in the window must not stay beside what comes.
          close: () => session.get('about:blank'),
        };
      },
      async close() {
        await session.quit().catch(() => {});
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** @type {Record<string, Launch>} */
export const ENGINES = { chromium, firefox, webkit };
