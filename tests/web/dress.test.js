import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHTML } from 'linkedom';
import { dresser, isWelcome } from '../../web/dress.js';
import { speak } from '../../web/strings/index.js';
import { formats } from '../../web/view/formats.js';

const { document, Node } = parseHTML('<!doctype html><body></body>');
// A page, as far as rendered Markdown knows it.
Object.assign(globalThis, { document, Node, location: { origin: 'https://blog.example' } });
Object.defineProperty(document, 'baseURI', { value: 'https://blog.example/posts/' });

const { t } = speak('en');
const help = [
  { region: 'US', label: 'Lifeline', tel: '988', url: 'https://988lifeline.org/', text: 'At any hour.' },
  { region: 'GB', label: 'Samaritans', tel: '116 123', url: 'javascript:alert(1)' },
];

/**
 * A fragment as the stream writes it, dressed.
 * @param {string} html @param {any} [how] @param {any} [model]
 */
async function dressed(html, { hooks = {}, anchors = false } = {}, model = {}) {
  const root = /** @type {any} */ (document.createElement('div'));
  root.innerHTML = html;
  /** @type {any[]} */
  const failures = [];
  let changes = 0;
  const dress = dresser(/** @type {any} */ ({ t, help, format: formats('en-US'), ...model }), {
    ...{ hooks, anchors, failed: (/** @type {any} */ error) => failures.push(error) },
    changed: () => changes++,
  });
  /** As the elements of a stream are closed: those inside before those around. @param {any} element */
  const close = (element) => {
    for (const child of [...element.children]) close(child);
    if (element !== root) dress.closed(element);
  };
  close(root);
  await dress.finish();
  return { root, failures, changes: () => changes };
}

const math =
  '<p><code class="language-math">a^2</code> <code class="language-math carrel-display">b</code></p>';
const code = '<pre data-language="js"><code class="language-js">let a;</code></pre>';

test('the hook for mathematics is told the source, and whether it stands by itself', async () => {
  /** @type {any[]} */
  const given = [];
  const renderMath = (/** @type {any} */ { source, display, ...rest }) => {
    given.push([source, display, rest.document === document]);
  };
  await dressed(`${math}<pre><code class="language-math">c</code></pre>`, { hooks: { renderMath } });
  assert.deepEqual(given, [
    ['a^2', false, true],
    ['b', true, true],
    ['c', true, true],
  ]);
});

test('the hook for code is given blocks with their language, not words in a line or mathematics', async () => {
  /** @type {any[]} */
  const given = [];
  const renderCode = (/** @type {any} */ { source, language }) => void given.push([source, language]);
  await dressed(`${code}<p><code>inline</code></p><pre><code>plain</code></pre>${math}`, {
    hooks: { renderCode },
  });
  assert.deepEqual(given, [
    ['let a;', 'js'],
    ['plain', ''],
  ]);
});

test('a node that a hook returns, or promises, becomes the content of the code', async () => {
  const node = () => Object.assign(document.createElement('b'), { textContent: 'made' });
  for (const renderCode of [node, async () => node()]) {
    const { root, changes } = await dressed(code, { hooks: { renderCode } });
    assert.equal(root.innerHTML, code.replace('let a;', '<b>made</b>'));
    assert.equal(changes(), 1);
  }
});

test('what a hook leaves, refuses or fails on stays, and failures are told once', async () => {
  for (const renderCode of [() => null, () => '<b>text is no node</b>']) {
    const { root, failures, changes } = await dressed(code, { hooks: { renderCode } });
    assert.deepEqual([root.innerHTML, failures, changes()], [code, [], 0]);
  }
  const renderCode = () => {
    throw new Error('no such language');
  };
  for (const hook of [renderCode, async () => renderCode()]) {
    const { root, failures } = await dressed(code + code, { hooks: { renderCode: hook } });
    assert.equal(root.innerHTML, code + code);
    assert.deepEqual(
      failures.map(({ message }) => message),
      ['no such language'],
    );
  }
});

test('an anchor leads to each heading that has an address, and adds nothing to its text', async () => {
  const { root } = await dressed('<h3 id="carrel-causes">Causes</h3><h3>None</h3>', { anchors: true });
  const anchors = [...root.querySelectorAll('a.carrel-anchor')];
  assert.deepEqual(
    anchors.map((anchor) => [anchor.getAttribute('href'), anchor.getAttribute('aria-label')]),
    [['#carrel-causes', t.anchor]],
  );
  assert.equal(root.textContent, 'CausesNone');
});

test('a help block shows the notices of its region, or all, with safe links alone', async () => {
  const { root } = await dressed(
    '<div class="carrel-help" data-region="US"><p>Call.</p></div><div class="carrel-help"></div>',
  );
  const [american, all] = root.querySelectorAll('.carrel-help');
  assert.match(american.textContent, /^Call\.Lifeline988988lifeline\.orgAt any hour\.$/);
  assert.equal(american.querySelector('a').getAttribute('href'), 'tel:988');
  assert.deepEqual(
    [...all.querySelectorAll('a')].map((link) => link.getAttribute('href')),
    ['tel:988', 'https://988lifeline.org/', 'tel:116123'],
  );
});

test('a help block without notices keeps what its author wrote', async () => {
  const html = '<div class="carrel-help" data-region="FR"><p>Call.</p></div>';
  assert.equal((await dressed(html)).root.innerHTML, html);
});

test('a picture that may not be fetched is its words and a button, until the button is pressed', async () => {
  const src = 'https://tracker.example/pixel.png';
  const { root } = await dressed(`<p><img alt="A chart" loading="lazy" data-src="${src}"></p>`);
  assert.equal(root.querySelector('img'), null);
  assert.equal(root.textContent, 'A chart Show image (tracker.example)');
  const button = root.querySelector('button');
  button.onclick({ preventDefault() {} });
  assert.equal(root.querySelector('img').getAttribute('src'), src);
  assert.equal(root.querySelector('.carrel-held'), null);
});

test('what images= lets through', () => {
  const own = 'https://blog.example/a.png';
  const other = 'https://cdn.example/a.png';
  for (const [mode, src, expected] of /** @type {[string, string, boolean][]} */ ([
    ['', other, true],
    ['all', other, true],
    ['all', `${own} 1x, ${other} 2x`, true],
    ['off', own, false],
    ['same-origin', own, true],
    ['same-origin', 'a.png', true],
    ['same-origin', other, false],
    ['same-origin', 'http://blog.example/a.png', false],
    ['same-origin', 'https://blog.example.evil.example/a.png', false],
    ['same-origin', '//cdn.example/a.png', false],
    ['same-origin', `a.png 1x, ${other} 2x`, false],
  ]))
    assert.equal(isWelcome(mode, src), expected, `${mode} ${src}`);
});
