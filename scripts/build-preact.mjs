/**
 * @file Preact for the shell, without its ways from a string to markup: a plugin of esbuild that bundles Preact's sources instead of
 * its minified file, and changes them on the way.
 *
 * What is changed is found by its text. A version of Preact in which one of these texts is missing, or stands twice, fails the
 * build: then read what became of it, and mend the list. docs/decisions/0014-preact.md says why.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const properties = join(root, 'web/view/properties.js');

/** @typedef {{ what: string, from: string | RegExp, to: string }} Change `from` is found once */

/** By file below preact/src. @type {Record<string, Change[]>} */
export const changes = {
  'diff/props.js': [
    {
      what: 'styles as text or by name, and the one place that sets properties, listeners and attributes',
      from: /\tif \(name == 'style'\) \{\n[\s\S]*?\n\t\}\n(?:\t\/\/[^\n]*\n)?\telse if \(name\[0\] == 'o' && name\[1\] == 'n'\) \{\n/,
      to: `
	if (!isListed(name)) return;
	value = permitted(name, value);
	oldValue = permitted(name, oldValue);
	if (value == NULL && oldValue == NULL) return;
	if (name[0] == 'o' && name[1] == 'n') {
`,
    },
    {
      what: 'the imports',
      from: "import options from '../options';\n",
      to: `import options from '../options';\nimport { isListed, permitted } from ${JSON.stringify(properties)};\n`,
    },
  ],
  'diff/index.js': [
    {
      what: 'markup that an element had',
      from: "if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\toldHtml = value;\n\t\t\t} else if (\n\t\t\t\ti != 'children' &&",
      to: "if (\n\t\t\t\ti != 'children' &&",
    },
    {
      what: 'markup that an element is to have',
      from: "} else if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\tnewHtml = value;\n\t\t\t} else if (i == 'value') {",
      to: "} else if (i == 'value') {",
    },
    {
      what: 'the sink',
      from: /\t\tif \(newHtml\) \{\n[\s\S]*?\n\t\t\} else \{\n\t\t\tif \(oldHtml\) dom\.textContent = '';\n/,
      to: '\t\t{\n',
    },
    {
      what: 'props as options of an element that is created',
      from: 'nodeType,\n\t\t\tnewProps.is ? newProps : parentDom\n',
      to: 'nodeType\n',
    },
  ],
};

/**
 * @param {string} source of a file of Preact @param {Change[]} list @param {string} file for the message
 * @returns {string} the source with all of the changes
 */
export function changed(source, list, file) {
  return list.reduce((text, { what, from, to }) => {
    const [before, ...after] = text.split(from);
    if (after.length !== 1)
      throw new Error(
        `preact/src/${file} no longer holds, once, what scripts/build-preact.mjs changes in it (${what}): compare the two`,
      );
    return before + to + after[0];
  }, source);
}

/**
 * @param {string} [sources] the folder of Preact's sources
 * @returns {import('esbuild').Plugin}
 */
export const preactWithoutSinks = (sources = join(root, 'node_modules/preact/src')) => ({
  name: 'preact-without-sinks',
  setup({ onResolve, onLoad, onStart, onEnd }) {
    let used = false;
    /** @type {Set<string>} */
    const missing = new Set();
    onStart(() => {
      used = false;
      for (const file in changes) missing.add(file);
    });
    onResolve({ filter: /^preact(\/|$)/ }, ({ path }) => {
      used = true;
      if (path !== 'preact') throw new Error(`${path}: only preact itself is bundled without its sinks`);
      return { path: join(sources, 'index.js'), sideEffects: false };
    });
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      const file = Object.keys(changes).find((name) => path === join(sources, name));
      if (!file) return undefined;
      missing.delete(file);
      return { contents: changed(readFileSync(path, 'utf8'), changes[file], file), loader: 'js' };
    });
    onEnd(() => {
      if (!used || missing.size === 0) return;
      throw new Error(
        `Preact no longer loads ${[...missing]}: compare scripts/build-preact.mjs with its sources`,
      );
    });
  },
});
