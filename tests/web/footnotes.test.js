/** @file Footnotes hold the blocks that they hold on GitHub: micromark with GitHub's extensions says which. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { openMarkdown, toHtml } from '../../web/node.js';
import { changed, parsed, printed, withoutBlanks } from './support/tree.js';

/** @typedef {import('./support/tree.js').Tree} Tree */
/** @typedef {import('./support/tree.js').Element} Element */

const markdown = await openMarkdown();

/** The number of a note in its id or the address of one, whoever made it. @param {string | undefined} id */
const numberIn = (id) => id?.match(/(?:fn|fnref)[:-](\d+)/)?.[1];

/** @param {Element} element @returns {boolean} */
const leadsBack = ({ name, attributes }) =>
  name === 'a' && ('data-footnote-backref' in attributes || attributes.class === 'carrel-footnote-back');

/** @param {import('./support/tree.js').Node} node */
const unwrapped = (node) =>
  typeof node === 'object' && node.name === 'p' ? [...node.children, '\n'] : [node];

/**
 * What an author sees of the structure: notes by their numbers, references and ways back as elements without text. Items of lists hold
 * their paragraphs as if they were tight, since micromark takes some for loose that CommonMark does not.
 * @param {string} html @returns {string}
 */
function structure(html) {
  const tree = changed(parsed(html), (element) => {
    const { name, attributes, children } = element;
    if (leadsBack(element)) return [{ name: 'back', attributes: {}, children: [] }];
    if (name === 'h2' && attributes.id === 'footnote-label') return [];
    if (name === 'section') return children;
    const number = name === 'a' || name === 'li' ? numberIn(attributes.id) : undefined;
    if (number && name === 'a') return [{ name: `ref${number}`, attributes: {}, children: [] }];
    if (number) {
      const said = children.filter((child) => typeof child !== 'string' || child.trim() !== '');
      return [{ name, attributes: { number }, children: said }];
    }
    return [{ name, attributes: {}, children: name === 'li' ? children.flatMap(unwrapped) : children }];
  });
  // micromark writes a blank before each way back.
  return printed(withoutBlanks(tree)).replace(/\n *" "(?=\n *<back)|(?<=\S) +(?="\n *<back)|\\n(?=\\n)/g, '');
}

/** @param {string} text */
const ours = (text) => structure(toHtml(markdown.render(text, { profile: 'gfm', heading: 1 })));
/** @param {string} text */
const theirs = (text) =>
  structure(micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml({ clobberPrefix: '' })] }));

const documents = [
  'a[^1]\n\n[^1]: First.\n\n    Second.\n\n    Third\n    goes on\nlazily.\n',
  'a[^1]\n\n[^1]: Code:\n    ```sh\n    ls\n\n      -l\n    ```\n    After.\n',
  'a[^1]\n\n[^1]: Code:\n\n        indented\n\n    After.\n',
  'a[^1]\n\n[^1]: - one\n    - two\n\n      three\n      1. four\n',
  'a[^1]\n\n[^1]: > quote\n    > more\n    lazy\n\n    > - list\n',
  'a[^1]\n\n[^1]:\n    On the next line.\n\n    | a | b |\n    |---|---|\n    | c | d |\n',
  'a[^1]\n\n[^1]:\n\nNot in it.\n',
  'a[^1]\n\n[^1]: Note\n\n  Not in it.\n\n    Nor this.\n',
  'a[^1]\n\n[^1]: Note\n\n\tBehind a tab.\n\n\t\tcode\n',
  'a[^1]\n\n   [^1]: Note\n\n    In it.\n\n    [^2]: Not shown.\n',
  'a[^1]\n\n    [^1]: code\n',
  'a[^1]\n[^1]: ends a paragraph\n# Heading\n',
  '> a[^1]\n>\n> [^1]: in a quote\n>\n>     more\n>\n> after\n',
  '> a[^1]\n> [^1]: in a quote\nlazy\n\nafter\n',
  '- a[^1]\n\n  [^1]: in a list\n\n      more\n\n  item\n- next\n',
  '1. a[^1]\n   [^1]: tight\n2. b\n',
  'a[^1] b[^2]\n\n[^2]: two\n[^1]: one\n[^1]: one again\n',
  'a[^1]\n\n[^1]: # Heading\n    ***\n    text\n',
  'a[^1] b[^1]\n\n[^1]: text\n\n    - list\n',
  'a[^1]\n\n[^1]: **a\n\n    b**\n\n    [l](x)\n',

  'a[^1]\n\n| a |\n|---|\n| b |\n[^1]: ends a table\n',
  'a[^1]\n\n[^1]: text\n***\nb\n',
  'a[^1]\n\n[^1]: text\n- list\n',
  'a[^1]\n\n[^1]: text\n\n\n\n    more\n',
];

test('notes hold what they hold on GitHub', () => {
  for (const text of documents) assert.equal(ours(text), theirs(text), text);
});

/** Pseudo-random numbers, always the same. @param {number} seed */
function random(seed) {
  let state = seed + 1;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const lines = ['text', '- item', '> quote', '# head', '', '', '', '1. one', '`code`'];
const indents = ['', '    ', '    ', '    '];

test('so do notes of lines by chance', () => {
  for (let seed = 0; seed < 300; seed++) {
    const below = random(seed);
    let text = 'a[^1]\n\n[^1]: note\n';
    for (let i = 0; i < 8; i++) text += `${indents[below(indents.length)]}${lines[below(lines.length)]}\n`;
    assert.equal(ours(text), theirs(text), `seed ${seed}:\n${text}`);
  }
});
