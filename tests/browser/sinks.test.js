/** @file Preact as it is built, in a browser that knows every property: none of them is a sink. */
import assert from 'node:assert/strict';
import { bundled } from '../web/support/built.js';
import { sinks } from '../web/support/sinks.js';
import { document as pageOf } from './sample.js';
import { scene, stage } from './scene.js';

const entry =
  "import { createElement, render } from 'preact'; Object.assign(globalThis, { createElement, render });";
const strict =
  "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** What happens in the page: how many sinks changed anything, and what was run. @param {typeof sinks} list */
async function tryAll(list) {
  const { createElement, render } = /** @type {any} */ (globalThis);
  const made = (/** @type {string} */ element, /** @type {any} */ props) => {
    const root = document.body.appendChild(document.createElement('div'));
    render(createElement(element, props, 'text'), root);
    const made = /** @type {HTMLElement} */ (root.firstElementChild);
    made?.click?.();
    return { root, html: root.innerHTML };
  };
  const changed = [];
  for (const { element, props } of list) {
    const bare = made(element, {});
    const given = made(element, props);
    if (given.html !== bare.html) changed.push(`${element} ${JSON.stringify(props)}: ${given.html}`);
    render(createElement(element, {}, 'text'), given.root);
    render(createElement(element, props, 'text'), given.root);
    if (given.root.innerHTML !== bare.html) changed.push(`${element} ${JSON.stringify(props)}, given later`);
  }
  // Frames and pictures would tell what they do in tasks of their own.
  await new Promise((resolve) => setTimeout(resolve, 100));
  return { changed, ran: /** @type {any} */ (globalThis).ran ?? false };
}

stage('sinks', () => {
  for (const policy of ['', strict]) {
    scene(
      `no sink of Preact does anything, ${policy ? 'nor breaks a rule of the strictest policy' : 'without a policy'}`,
      policy ? { host: { headers: { 'content-security-policy': policy } } } : {},
      async ({ page, go, host }) => {
        host.files.set('preact.js', await bundled(entry));
        host.files.set('sinks.html', pageOf({ script: 'preact.js', body: '<p>Sinks</p>' }));
        await go('sinks.html');
        await page.waitForFunction(() => 'createElement' in globalThis);
        assert.deepEqual(await page.evaluate(tryAll, sinks), { changed: [], ran: false });
      },
    );
  }
});
