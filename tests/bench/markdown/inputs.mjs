// Markdown that makes a parser work hard, each input in any size: the 48 of ../shared that broke other parsers, and ours, which aim at what
// wasm/markdown/ does itself and at what its profiles add.
import { existsSync, readFileSync } from 'node:fs';

const path = new URL('../../../../shared/data/specs/pathological.json', import.meta.url);
export const hasPathological = existsSync(path);

/** @typedef {{ name: string, at: (scale: number) => string }} Input at(2 * s) has twice the bytes of at(s); at(1) is the size as given */

/**
 * The inputs whose unit is a line that grows with its number. Their bytes grow with the square of n, so n grows with the square root of the scale.
 * @type {Record<string, (n: number) => string>}
 */
const formulas = {
  backticks: (n) => Array.from({ length: n }, (_, i) => `e${'`'.repeat(i + 1)}`).join(''),
  'deeply nested lists': (n) => Array.from({ length: n }, (_, i) => `${'  '.repeat(i)}* a\n`).join(''),
};

/** @param {number} n */
const references = (n) =>
  `${Array.from({ length: n }, (_, i) => `[${i + 1}]: u\n`).join('')}${'[0] '.repeat(n)}`;

/** @returns {Input[]} */
export function pathological() {
  /** @type {{ inputs: { name: string, segments?: [string, number][], n?: number }[] }} */
  const { inputs } = JSON.parse(readFileSync(path, 'utf8'));
  return inputs.map(({ name, segments, n = 0 }) => {
    if (segments) {
      // What stands there once is what the repeated parts lean on.
      const times = (/** @type {number} */ count, /** @type {number} */ scale) =>
        count === 1 ? 1 : Math.round(count * scale);
      return {
        name,
        at: (scale) => segments.map(([unit, count]) => unit.repeat(times(count, scale))).join(''),
      };
    }
    if (name === 'many references') return { name, at: (scale) => references(Math.round(n * scale)) };
    const formula = formulas[name];
    if (!formula) throw new Error(`${name} has a formula that tests/bench/markdown/inputs.mjs does not know`);
    return { name, at: (scale) => formula(Math.round(n * Math.sqrt(scale))) };
  });
}

/** So many lines or pieces, each made of its number. @param {number} count @param {(i: number) => string} make */
const each = (count, make) => Array.from({ length: Math.round(count) }, (_, i) => make(i)).join('');
/** @param {string} unit @param {number} count */
const times = (unit, count) => unit.repeat(Math.round(count));

/** Some 50 to 200 kB each. @type {Record<string, (scale: number) => string>} */
const makers = {
  'headings of one name': (s) => times('# a\n', 20_000 * s),
  'headings of many names': (s) => each(10_000 * s, (i) => `# a${i}\n`),
  'headings that take each other’s names': (s) => each(6_000 * s, (i) => `# a\n# a-${i}\n`),
  'headings with ids': (s) => each(8_000 * s, (i) => `# a {#b${i}}\n`),
  'headings with one id': (s) => times('# a {#b}\n', 10_000 * s),
  'one heading, a long id': (s) => `# a {#${times('b', 100_000 * s)}}`,
  'one heading of many open ids': (s) => `# a${times(' {#b', 30_000 * s)}`,
  'one heading of fragments': (s) => `# ${times('[a](#b)', 15_000 * s)}`,
  'headings with a fragment each': (s) => times('# [a](#b)\n', 10_000 * s),
  'fragments among headings': (s) =>
    `${each(4_000 * s, (i) => `# a${i}\n`)}${times('[x](#b)\n', 12_000 * s)}`,
  'fragments that need a slug': (s) =>
    `${each(4_000 * s, (i) => `# a${i}\n`)}${times('[x](#B%20c)\n', 9_000 * s)}`,
  'underlined headings of many lines': (s) => times(`${times('a\n', 50)}=\n`, 1_000 * s),
  'raw tags inside each other': (s) => `${times('<div>', 20_000 * s)}a${times('</div>', 20_000 * s)}`,
  'raw inline tags inside each other': (s) => `x ${times('<b>', 30_000 * s)}a${times('</b>', 30_000 * s)}`,
  'raw tags of two kinds, crossed': (s) => `x ${times('<b><i></b></i>', 10_000 * s)}`,
  'raw tags that nobody closes': (s) => `x ${times('<kbd>', 20_000 * s)}`,
  'raw tags that nobody opened': (s) => `x ${times('</kbd>', 20_000 * s)}`,
  'raw open blocks': (s) => times('<details>\n\na\n\n', 8_000 * s),
  'a raw tag that does not end': (s) => `x <a ${times('b="', 30_000 * s)}`,
  'raw tags that do not end': (s) => `x ${times('<a href="', 12_000 * s)}`,
  'one raw tag, many attributes': (s) => `x <a ${each(10_000 * s, (i) => `b${i}="c" `)}>d</a>`,
  'one raw tag, one attribute again and again': (s) => `x <a ${times('title="c" ', 12_000 * s)}>d</a>`,
  'one raw attribute of entities': (s) => `x <a title="${times('&zwnj;', 20_000 * s)}">d</a>`,
  'raw comments': (s) => `x ${times('<!-- a -->', 12_000 * s)}`,
  'raw scripts that nobody closes': (s) => times('<script>\n\n', 12_000 * s),
  'raw pictures inside each other': (s) => times('<picture><source srcset="a"><img src="b">', 3_000 * s),
  'entities that nobody knows': (s) => times('&zzzzzz;', 15_000 * s),
  'entities from the end of the table': (s) => times('&zwnj; ', 15_000 * s),
  'entities in addresses': (s) => times('[a](&zwnj;&zzzz;)\n', 6_000 * s),
  'entities that do not end': (s) => times('&amp', 30_000 * s),
  'colon fences inside each other': (s) => `${times(':::note\n', 8_000 * s)}a\n${times(':::\n', 8_000 * s)}`,
  'colon fences that get longer': (s) => each(350 * Math.sqrt(s), (i) => `${':'.repeat(i + 3)}note\na\n`),
  'colon fences that nobody closes': (s) => times(':::note\n\na\n\n', 8_000 * s),
  'colon fences that nobody opened': (s) => times('a\n\n:::\n\n', 12_000 * s),
  'one colon fence, many attributes': (s) => `:::care{${times('level="a" ', 12_000 * s)}}\na\n:::\n`,
  'one colon fence, an open brace': (s) => `:::care${times('{', 100_000 * s)}\na\n:::\n`,
  'definitions of one term': (s) => `a\n${times(': b\n', 20_000 * s)}`,
  'terms with a definition each': (s) => times('a\n: b\n\n', 15_000 * s),
  'many terms, one definition': (s) => `${times('a\n', 30_000 * s)}: b\n`,
  'definitions inside each other': (s) => `a\n${times(': ', 40_000 * s)}b\n`,
  'footnotes, each used': (s) =>
    `${each(5_000 * s, (i) => `[^${i}] `)}\n\n${each(5_000 * s, (i) => `[^${i}]: a\n\n`)}`,
  'footnotes that nobody uses': (s) => each(8_000 * s, (i) => `[^${i}]: a\n\n`),
  'footnotes that nobody defines': (s) => each(12_000 * s, (i) => `[^${i}] `),
  'a footnote used by another': (s) => `[^0]\n\n${each(5_000 * s, (i) => `[^${i}]: [^${i + 1}]\n\n`)}`,
  'a footnote of many paragraphs': (s) => `[^1]\n\n[^1]: a\n\n${times('    b\n\n', 15_000 * s)}`,
  'footnotes of several blocks': (s) =>
    `${each(4_000 * s, (i) => `[^${i}] `)}\n\n${each(4_000 * s, (i) => `[^${i}]: - a\n\n      b\n\n        c\n`)}`,
  'footnotes inside each other': (s) => `[^1]\n\n${times(`${times('[^1]: ', 100)}a\n\n`, 200 * s)}`,
  'footnotes inside quotes and lists': (s) => `[^1]\n\n${times('> - [^1]: a\n>\n>       b\n', 5_000 * s)}`,
  'a footnote of empty lines': (s) => `[^1]\n\n[^1]: a\n${times('\n', 100_000 * s)}    b\n`,
  'footnotes between the lines of a paragraph': (s) => times('a[^1]\n[^1]: b\n', 8_000 * s),
  'a footnote with a long label': (s) => `[^${times('a', 100_000 * s)}]: b\n`,
  'labels of footnotes that do not end': (s) => times('[^a\n', 30_000 * s),
  'a wide table of few rows': (s) =>
    `${times('|a', 4_000 * s)}|\n${times('|-', 4_000 * s)}|\n${times(`${times('|b', 4_000 * s)}|\n`, 4)}`,
  'a table of many rows': (s) => `|a|b|\n|-|-|\n${times('|c|d|\n', 20_000 * s)}`,
  'a table of short rows': (s) => `${times('|a', 100)}|\n${times('|-', 100)}|\n${times('|\n', 40_000 * s)}`,
  'tables of a line': (s) => times('|a|\n|-|\n\n', 10_000 * s),
  'table cells of escaped bars': (s) => `|a|\n|-|\n|${times('\\|', 50_000 * s)}|\n`,
  'table cells of code': (s) => `|a|\n|-|\n|${times('`\\|`', 25_000 * s)}|\n`,
  'delimiter rows of the wrong width': (s) => times('|a|b|\n|-|\n', 10_000 * s),
  'reference definitions of one name': (s) => `${times('[a]: b\n', 15_000 * s)}\n[a]`,
  'reference definitions, each used': (s) =>
    `${each(6_000 * s, (i) => `[a${i}]: b\n`)}\n${each(6_000 * s, (i) => `[a${i}]\n`)}`,
  'a reference definition with a long title': (s) =>
    `[a]: b "${times('c ', 20_000 * s)}"\n\n${times('[a]', 3_000 * s)}`,
  'reference definitions that do not end': (s) => times('[a]: <b\n', 12_000 * s),
  'a reference used in titles': (s) => `[a]: b 'c'\n\n${times('![a][a]', 15_000 * s)}`,
  'pictures inside each other': (s) => `${times('![', 20_000 * s)}a${times('](b)', 20_000 * s)}`,
  'links inside pictures inside links': (s) => times('[![[a](b)](c)](d)', 7_000 * s),
  figures: (s) => times('![a](b "c")\n\n', 8_000 * s),
  'task lists': (s) => times('- [ ] a\n', 14_000 * s),
  'quotes with admonitions inside each other': (s) =>
    each(300 * Math.sqrt(s), (i) => `${'>'.repeat(i + 1)} [!NOTE]\n`),
  'highlights that nobody closes': (s) => times('==a ', 30_000 * s),
  'highlights and superscripts, crossed': (s) => times('==a ^b== c^ ', 10_000 * s),
  'highlights beside words': (s) => times('a==b ==', 15_000 * s),
  'superscripts that hold blanks': (s) => times('^a ', 40_000 * s),
  'superscripts before digits': (s) => times('^1', 50_000 * s),
  'superscripts that hold operators': (s) => times('^a+b', 30_000 * s),
  'one superscript of escaped blanks': (s) => `^${times('a\\ ', 40_000 * s)}b^`,
  'superscripts of escaped blanks': (s) => times('^a\\ b^', 15_000 * s),
  'tildes of many kinds': (s) => times('~a ~~b~ c~~ ~/d ', 8_000 * s),
  'emphasis beside punctuation without blanks': (s) => times('漢**「字」**', 5_000 * s),
  'emphasis behind variation selectors': (s) => times('羽︀**(a', 10_000 * s),
  'headings with attributes': (s) => each(5_000 * s, (i) => `# a { #b${i} .c d="e f" }\n`),
  'one heading, many attributes': (s) => `# a {#b ${times('.c ', 40_000 * s)}}`,
  'one heading, a quote that does not end': (s) => `# a {#b c="${times('d ', 60_000 * s)}}`,
  'quotes with titles': (s) => times('> [!note] *a*\n> b\n\n', 6_000 * s),
  'quotes with titles inside each other': (s) =>
    each(300 * Math.sqrt(s), (i) => `${'>'.repeat(i + 1)} [!a] b\n`),
  'formulas that nobody closes': (s) => times('$a ', 40_000 * s),
  'formulas of two signs': (s) => times('$$a$ ', 25_000 * s),
  'fences that nobody closes, of many lengths': (s) =>
    each(350 * Math.sqrt(s), (i) => `${'`'.repeat(i + 3)}\n`),
  'code with a long language': (s) => `\`\`\`${times('a', 100_000 * s)}\nb\n\`\`\`\n`,
  'addresses of blanks and marks': (s) => `[a](<${times('\u200b', 33_000 * s)}>)`,
  'broken UTF-8 and NUL': (s) => times('a\u0000', 50_000 * s),
  'bare addresses': (s) => times('https://a.b/c?d=e ', 6_000 * s),
  'bare addresses of brackets': (s) => `https://a.b/${times('(', 50_000 * s)}${times(')', 50_000 * s)}`,
  'bare addresses of entities': (s) => `https://a.b/${times('&lt;', 30_000 * s)}`,
};

/** @type {Input[]} */
export const ours = Object.entries(makers).map(([name, at]) => ({ name, at }));
