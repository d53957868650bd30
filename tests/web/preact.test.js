import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { build } from 'esbuild';
import { parseHTML } from 'linkedom';
import { changed, changes, preactWithoutSinks } from '../../scripts/build-preact.mjs';
import { bundled, loaded } from './support/built.js';
import { sinks } from './support/sinks.js';

const entry =
  "export { createElement, render } from 'preact'; export { h, render as draw } from './web/view/dom.js';";
const preact = await loaded(entry);
const whole = await import('preact');

function page() {
  const { document } = parseHTML('<!doctype html><html><body><main></main></body></html>');
  return { document, main: /** @type {any} */ (document.querySelector('main')) };
}

test('Preact as it is built sets nothing that turns a string into markup, a style, a script or a listener', () => {
  for (const { element, props } of sinks) {
    const { main } = page();
    const bare = page().main;
    preact.render(preact.createElement(element, {}, 'text'), bare);
    const what = `${element} ${JSON.stringify(props)}`;
    // Made with it, given it, and rid of it again.
    preact.render(preact.createElement(element, props, 'text'), main);
    assert.equal(main.innerHTML, bare.innerHTML, what);
    preact.render(preact.createElement(element, {}, 'text'), main);
    preact.render(preact.createElement(element, props, 'text'), main);
    assert.equal(main.innerHTML, bare.innerHTML, `${what}, on an element that stands`);
  }
});

test('the same sinks work in Preact as it is published, so that the test above can fail', () => {
  const working = sinks.filter(({ element, props }) => {
    const { main } = page();
    const bare = page().main;
    whole.render(whole.createElement(element, {}, 'text'), bare);
    whole.render(whole.createElement(element, /** @type {any} */ (props), 'text'), main);
    return main.innerHTML !== bare.innerHTML;
  });
  const names = new Set(working.flatMap(({ props }) => Object.keys(props)));
  for (const name of ['dangerouslySetInnerHTML', 'innerHTML', 'textContent', 'srcdoc', 'style', 'href'])
    assert.ok(names.has(name), name);
});

test('what a view may have, it still gets', () => {
  const { main } = page();
  let clicks = 0;
  preact.draw(
    preact.h(
      'a',
      { class: 'x', href: '/one?read=two', 'aria-pressed': false, onClick: () => clicks++ },
      'One',
    ),
    main,
  );
  const { attributes } = main.firstElementChild;
  assert.deepEqual(Object.fromEntries([...attributes].map(({ name, value }) => [name, value])), {
    class: 'x',
    href: '/one?read=two',
    'aria-pressed': 'false',
  });
  main.firstElementChild.dispatchEvent(new (parseHTML('').Event)('click'));
  assert.equal(clicks, 1);
  preact.draw(preact.h('a', { href: 'javascript:alert(1)' }, 'One'), main);
  assert.equal(main.innerHTML, '<a>One</a>');
});

test('a value that is neither a text, a number nor a truth sets nothing, and throws nothing', () => {
  for (const value of [{}, { toString: 1 }, Object.create(null), [], ['x'], Symbol('x'), 1n, () => 'x']) {
    const { main } = page();
    preact.draw(preact.h('p', { title: value, id: value, 'aria-label': value, key: value }, 'x'), main);
    assert.equal(main.textContent, 'x');
    const { title, id } = main.firstElementChild;
    assert.deepEqual([title, id, main.firstElementChild.hasAttribute('aria-label')], ['', '', false]);
  }
});

test('children that are no views become text, or nothing', () => {
  const { main } = page();
  const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
  const none = [
    null,
    undefined,
    true,
    false,
    '',
    {},
    { type: 'b' },
    () => 1,
    Symbol('x'),
    1n,
    new Date(0),
    deep,
  ];
  preact.draw(preact.h('p', null, 'a', 0, none, ['b', ['c']], none), main);
  assert.equal(main.innerHTML, '<p>a0bc</p>');
  for (const view of [{ type: 'b' }, () => 1, 'text', null, [preact.h('b'), {}]]) preact.draw(view, main);
  assert.equal(main.innerHTML, '<b></b>');
});

test('the build fails when Preact no longer holds what is taken out of it', async () => {
  for (const [file, list] of Object.entries(changes)) {
    const source = readFileSync(new URL(`../../node_modules/preact/src/${file}`, import.meta.url), 'utf8');
    const result = changed(source, list, file).replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
    assert.doesNotMatch(result, /innerHTML|__html|cssText|setStyle\(dom|newProps\.is\b/i);
    for (const { what, from } of list) {
      const [text] = typeof from === 'string' ? [from] : (from.exec(source) ?? []);
      assert.ok(text, what);
      assert.throws(() => changed(source.replace(text, ''), list, file), { message: new RegExp(file) });
      assert.throws(() =>
        changed(
          source.replace(text, () => text + text),
          list,
          file,
        ),
      );
    }
  }
});

test('the build fails when Preact is laid out in other files, or another part of it is asked for', async () => {
  /** @param {string} contents @param {string} [sources] */
  const attempt = (contents, sources) =>
    build({
      stdin: { contents, resolveDir: new URL('../..', import.meta.url).pathname },
      bundle: true,
      write: false,
      logLevel: 'silent',
      plugins: [preactWithoutSinks(sources)],
    });
  await assert.rejects(attempt("export * from 'preact/compat'"), /only preact itself/);
  await assert.rejects(
    attempt("export { h } from 'preact'", new URL('./fixtures/other-preact', import.meta.url).pathname),
    /no longer loads diff\/props\.js,diff\/index\.js/,
  );
});

test('no name of a sink is left in what is built', async () => {
  const text = await bundled(entry);
  assert.ok(text.includes('isListed(name)'));
  assert.doesNotMatch(
    text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''),
    /inner_?html|outerHTML|srcdoc|cssText|\.style\b/i,
  );
});
