/** @file Markdown with raw HTML that nobody would write: tags in any order, closed or not, allowed or not. */
import { seeded } from '../../bench/random.mjs';
import { ELEMENTS, OTHER, SILENT } from './allow-list.js';

/** Elements that a parser treats as nothing else, or that nobody knows. */
const STRANGE =
  `input area audio base body col colgroup custom-element embed frame frameset head html image isindex keygen
  link listing meta mi mtext param path plaintext rb rtc foreignObject desc annotation-xml track y1`.split(
    /\s+/,
  );
const EVERY = [...ELEMENTS, ...SILENT, ...OTHER, ...STRANGE];
/** Those whose place decides what a parser makes of them; drawn more often. */
const TOUCHY =
  `p p p table table tr td th tbody thead tfoot caption li li ul ol dl dt dd a a pre h1 h2 button b i em nobr
  select option form ruby rt rp details summary blockquote div span br hr img picture source figure wbr`.split(
    /\s+/,
  );
const ATTRIBUTES = [
  'href="x.html"',
  'href=javascript:alert(1)',
  'title="a > b"',
  "title='\"'",
  'id=x',
  'class="y z"',
  'align=center',
  'style="color:red"',
  'onclick="alert(1)"',
  'src=i.png alt=i',
  'colspan=2',
  'open',
  'start=3',
  'type=checkbox',
];
const MARKDOWN = [
  '*stress*',
  '**strong**',
  '`code`',
  '[link](x.html)',
  '![image](i.png)',
  '<https://example.org>',
  '&amp;',
  '&lt;b&gt;',
  '~~gone~~',
  '\\<b>',
  'https://example.org/bare',
  '==found==',
  'x^2^',
  'note[^1]',
  '![image](i.png "title"){width=4}',
  '`a\\|b`',
];
const LINES = [
  '# Heading',
  '- item',
  '1. item',
  '> quote',
  '| a | b |\n| - | - |\n| c | d |',
  '```\ncode\n```',
  '    code',
  '***',
  '::: note',
  ':::: details Title',
  ':::',
  ':::care{level=urgent}',
  ':::definition[Term]',
  'Term\n: meaning',
  'Term\n\n: meaning\n\n    more',
  '[^1]: note',
  '> [!NOTE]\n> words',
  '- [x] done',
  '![image](i.png "title")',
];
const BROKEN = [
  '<',
  '>',
  '</',
  '<!--',
  '-->',
  '<!-- x -->',
  '<?php ?>',
  '<!DOCTYPE html>',
  '<![CDATA[ x ]]>',
  '</>',
  '<a',
  '<b ',
  '<p/>',
  '</p>',
  '</br>',
  '\0',
  '\r\n',
  '\t',
];

/**
 * @param {number} seed
 * @returns {string}
 */
export function randomDocument(seed) {
  const random = seeded(seed);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => list[Math.floor(random() * list.length)];
  const name = () => pick(random() < 0.7 ? TOUCHY : EVERY);
  const attribute = () => (random() < 0.25 ? ` ${pick(ATTRIBUTES)}` : '');
  /** @type {string[]} */
  const open = [];
  let text = '';
  const parts = 3 + Math.floor(random() * 30);
  for (let i = 0; i < parts; ++i) {
    const kind = random();
    if (kind < 0.4) {
      const tag = name();
      open.push(tag);
      text += `<${tag}${attribute()}${random() < 0.05 ? '/' : ''}>`;
    } else if (kind < 0.6) text += `</${open.length > 0 && random() < 0.8 ? open.pop() : name()}>`;
    else if (kind < 0.75) text += pick(['words', ' and ', 'more.', ' ']);
    else if (kind < 0.82) text += pick(MARKDOWN);
    else if (kind < 0.87) text += pick(BROKEN);
    else if (kind < 0.93) text += '\n';
    else text += `\n\n${random() < 0.5 ? pick(LINES) : ''}\n\n`;
  }
  return text;
}
