/**
 * @file What of a hostile text is harmless, so that a reader must still find it.
 *
 * The definition: a real HTML parser (parse5, with scripting on, as in a page) reads the text; what it takes for text, outside the
 * elements of NOT_READ, is harmless. Markdown then rewrites some of that (emphasis, entities, links), so words are compared and not
 * characters: every run of three letters or more must stand in what was rendered, in its text or in an attribute that Markdown puts words
 * into (alt, title, an address, the language of code). Capital letters do not matter, nor does where a longer word begins: a reader
 * who sees `<script>` as text sees the word "script".
 *
 * What Markdown takes away by its own rules is no loss: VANISHES lists what of the text, OTHERWISE what of the source it reads otherwise.
 */
import { parseFragment } from 'parse5';

/** Elements whose content is never read as text: code, what belongs to other documents, and what names the page. */
const NOT_READ = new Set(
  `script style template noscript iframe object applet noembed noframes xmp plaintext textarea title svg math select`.split(
    /\s+/,
  ),
);

/** By rule of Markdown these stand in no text. @type {{ rule: string, text: RegExp, instead: string }[]} */
const VANISHES = [
  {
    rule: 'a link keeps its words; a destination that may not be followed goes, and its title with it',
    text: /\](\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)?)/g,
    instead: '] ',
  },
  {
    rule: 'a reference shows its words and not the name of what it refers to',
    text: /\]\[[^\]\n]*\]/g,
    instead: '] ',
  },
  {
    rule: 'a definition of a link or of a footnote is shown where it is referred to, or nowhere',
    text: /^[ \t>]*\[[^\]\n]+\]:.*$/gm,
    instead: ' ',
  },
  {
    rule: 'of the info string of a code block one word is a language, and only if it looks like one',
    text: /^[ \t>]*(`{3,}|~{3,}).*$/gm,
    instead: ' ',
  },
];

/**
 * Where Markdown begins and ends markup otherwise than an HTML parser does. A word that stands in such a place alone is text to one of
 * the two and none to the other: it may be shown, and may be gone.
 * @type {{ rule: string, source: RegExp }[]}
 */
const OTHERWISE = [
  {
    rule: 'a tag that Markdown does not take for one, with an odd name or blank, ends before the next `<`: a script may begin there',
    source: new RegExp(`<(${[...NOT_READ].join('|')})\\b[^>]*>[^]*?(</\\1[^>]*>|$)`, 'gi'),
  },
  { rule: 'a processing instruction ends with `?>`, not with any `>`', source: /<\?[\s\S]*?(\?>|$)/g },
  { rule: 'a comment ends with `-->` alone', source: /<!--[\s\S]*?(-->|$)/g },
  { rule: 'CDATA exists', source: /<!\[CDATA\[[\s\S]*?(\]\]>|$)/g },
  { rule: 'a name or a value in a tag is no text', source: /<\/?[a-z][^<>]*>/gi },
];

/** @param {import('parse5').DefaultTreeAdapterMap['node']} node @returns {string} */
function textOf(node) {
  if (node.nodeName === '#text')
    return /** @type {import('parse5').DefaultTreeAdapterMap['textNode']} */ (node).value;
  if (!('childNodes' in node) || NOT_READ.has(node.nodeName)) return '';
  return node.childNodes.map(textOf).join(/^(b|i|em|strong|span|a)$/.test(node.nodeName) ? '' : ' ');
}

/** Runs of three letters or more, each once, in small letters. @param {string} text */
export const wordsIn = (text) => [
  ...new Set((text.match(/\p{L}{3,}/gu) ?? []).map((word) => word.toLowerCase())),
];

/** The text that an HTML parser finds. @param {string} html */
export const textIn = (html) => textOf(parseFragment(html, { scriptingEnabled: true }));

/** Entities read, tags not. @param {string} source */
const unescaped = (source) => textIn(source.replaceAll('<', '&lt;')).toLowerCase();

/** The words that an article made of this text must show. @param {string} payload */
export function harmlessWords(payload) {
  let text = textIn(payload);
  for (const { text: pattern, instead } of VANISHES) text = text.replace(pattern, instead);
  let certain = payload;
  for (const { source } of OTHERWISE) certain = certain.replace(source, ' ');
  certain = unescaped(certain);
  return wordsIn(text).filter((word) => certain.includes(word));
}

/**
 * Which of the missing words are missing in earnest: in code an entity stays as its author wrote it, so a word may be there
 * once entities are read as well.
 * @param {string[]} missing @param {string} shown
 */
export function stillMissing(missing, shown) {
  const read = unescaped(shown);
  return missing.filter((word) => !read.includes(word));
}
