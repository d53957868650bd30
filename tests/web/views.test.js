import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { isListed } from '../../web/view/properties.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {import('acorn').AnyNode} Node */

/** Every node of a syntax tree, with the one around it. @param {any} node @param {any} [parent] @returns {Generator<{ node: any, parent: any }>} */
function* nodesOf(node, parent) {
  if (typeof node?.type === 'string') yield { node, parent };
  for (const value of Object.values(node ?? {})) {
    if (Array.isArray(value)) for (const one of value) yield* nodesOf(one, node);
    else if (typeof value?.type === 'string') yield* nodesOf(value, node);
  }
}

/**
 * @param {string} source of a module
 * @returns {{ wrong: string[], props: Set<string> }} what breaks the rule, with its line; the names of all props
 */
function readViews(source) {
  /** @type {string[]} */
  const wrong = [];
  /** @type {Set<string>} */
  const props = new Set();
  const tree = parse(source, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  const nodes = [...nodesOf(tree)];
  for (const { node } of nodes) {
    const isImport = /^(Import|Export(Named|All))/.test(node.type) && node.source;
    if (isImport && /^preact/.test(node.source.value)) wrong.push(`${node.loc.start.line}: loads Preact`);
    if (!isImport || !/\/dom\.js$/.test(node.source.value)) continue;
    const named = node.type === 'ImportDeclaration' ? node.specifiers : [null];
    for (const specifier of named)
      if (specifier?.type !== 'ImportSpecifier' || !/^(h|render)$/.test(specifier.imported.name))
        wrong.push(`${node.loc.start.line}: takes more of dom.js than h and render`);
  }
  const draws = nodes.some(({ node }) => node.type === 'ImportSpecifier' && node.imported.name === 'h');
  if (!draws) return { wrong, props };
  for (const { node, parent } of nodes) {
    if (node.type !== 'Identifier' || node.name !== 'h') continue;
    // A name of something else: `a.h`, or the import itself.
    if (parent.type === 'ImportSpecifier') {
      if (parent.local.name !== 'h' || parent.imported.name !== 'h')
        wrong.push(`${node.loc.start.line}: h has another name`);
      continue;
    }
    if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) continue;
    const at = `${node.loc.start.line}:`;
    if (parent.type !== 'CallExpression' || parent.callee !== node) {
      wrong.push(`${at} h is handed on instead of called`);
      continue;
    }
    const [element, given] = parent.arguments;
    if (element?.type !== 'Literal' || typeof element.value !== 'string')
      wrong.push(`${at} the element is no string literal`);
    if (!given || (given.type === 'Literal' && given.value === null)) continue;
    if (given.type !== 'ObjectExpression') {
      wrong.push(`${at} the props are no object literal`);
      continue;
    }
    for (const prop of given.properties) {
      if (prop.type !== 'Property' || prop.computed || prop.kind !== 'init') {
        wrong.push(`${at} a prop has no name of its own: it is spread or computed`);
        continue;
      }
      const name = prop.key.name ?? prop.key.value;
      if (name === 'key' || name === 'ref') continue;
      props.add(name);
      if (!isListed(name)) wrong.push(`${at} ${name} is not listed in properties.js`);
    }
  }
  return { wrong, props };
}

const modules = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })
  .map((path) => posix.join('web', path.replaceAll('\\', '/')))
  // shared.js hands `h` on to a file that comes later, whose sources are read here as all are.
  .filter((path) => path.endsWith('.js') && !/^web\/view\/(dom|shared)\.js$/.test(path))
  .sort();
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

test('every view names its element and its props in its source, and no prop comes by spreading', () => {
  const wrong = modules.flatMap((path) => readViews(read(path)).wrong.map((what) => `${path}:${what}`));
  assert.deepEqual(wrong, []);
});

test('every listed property is one that a view uses', () => {
  const used = new Set(modules.flatMap((path) => [...readViews(read(path)).props]));
  assert.ok(used.size > 30, 'the views were read');
  const [, listed] =
    /const LISTED = new Set\(\s*\(([\s\S]*?)\)\.split/.exec(read('web/view/properties.js')) ?? [];
  const names = [...(listed ?? '').matchAll(/[\w-]+/g)].map(([name]) => name);
  assert.ok(names.length > 30, 'the list was read');
  assert.deepEqual(
    names.filter((name) => !used.has(name)),
    [],
  );
});

test('the check of views sees every way around it', () => {
  const views = "import { h } from './dom.js';\n";
  for (const source of [
    `${views}h(name);`,
    `${views}h(\`h\${level}\`);`,
    `${views}h(Component, null);`,
    `${views}h('a', link);`,
    `${views}h('a', { ...link });`,
    `${views}h('a', { [name]: 1 });`,
    `${views}h('a', { get href() { return 1; } });`,
    `${views}h('a', { innerHTML: text });`,
    `${views}h('a', given ? { href } : other);`,
    `${views}h('a', title);`,
    `${views}h(...parts);`,
    `${views}list.map(h);`,
    `${views}const draw = h;`,
    `${views}h.call(null, name);`,
    `${views}h.apply(null, list);`,
    "import { h as draw } from './dom.js';",
    "import * as dom from './dom.js';",
    "export { h } from './dom.js';",
    "export * from './dom.js';",
    "const { h: draw } = await import('./dom.js');",
    "const preact = await import('preact');",
    `${views}h('a', { __proto__: link });`,
    "import { createElement } from 'preact';",
    "export { createElement } from 'preact';",
    "import { jsx } from 'preact/jsx-runtime';",
  ])
    assert.notDeepEqual(readViews(source).wrong, [], source);
  for (const source of [
    `${views}h('a', { href, 'aria-label': label, key: id, onClick: () => 1 }, title, [1, h('b')]);`,
    `${views}h('br'); h('p', null, ...parts); answer.h(name);`,
    'const h = list.filter((h) => h(1));',
  ])
    assert.deepEqual(readViews(source).wrong, [], source);
});
