/**
 * @file Harmless raw HTML, as authors write it into Markdown: every allowed element and attribute, alone and nested, in
 * every place where it may stand. Made from tables, the same in every run.
 */

/**
 * @typedef {object} Snippet
 * @property {string} name what it is and where it stands
 * @property {string} markdown
 * @property {string} html what an HTML parser must be given for the same tree
 */

/** Elements that run inside a line, with something sensible in them. @type {Record<string, string>} */
const INLINE = {
  a: '<a href="https://example.org/dose">dose</a>',
  b: '<b>bold</b>',
  i: '<i>italic</i>',
  strong: '<strong>strong</strong>',
  em: '<em>stress</em>',
  code: '<code>5 mg</code>',
  tt: '<tt>typed</tt>',
  del: '<del>old</del>',
  ins: '<ins>new</ins>',
  s: '<s>no longer</s>',
  strike: '<strike>struck</strike>',
  u: '<u>under</u>',
  sup: '<sup>2</sup>',
  sub: '<sub>2</sub>',
  kbd: '<kbd>Ctrl</kbd>',
  q: '<q>so they say</q>',
  samp: '<samp>ready</samp>',
  var: '<var>n</var>',
  abbr: '<abbr>MOUD</abbr>',
  bdo: '<bdo dir="rtl">abc</bdo>',
  bdi: '<bdi>אבג</bdi>',
  cite: '<cite>The Book</cite>',
  dfn: '<dfn>naloxone</dfn>',
  mark: '<mark>found</mark>',
  small: '<small>aside</small>',
  span: '<span>piece</span>',
  time: '<time>2026</time>',
  wbr: 'long<wbr>word',
  br: 'one<br>two',
  ruby: '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>',
  img: '<img src="box.png" alt="A box">',
  picture: '<picture><source srcset="box.webp"><img src="box.png" alt="A box"></picture>',
};

/** Elements that stand as blocks. @type {Record<string, string>} */
const BLOCK = {
  h1: '<h1>One</h1>',
  h2: '<h2>Two</h2>',
  h3: '<h3>Three</h3>',
  h4: '<h4>Four</h4>',
  h5: '<h5>Five</h5>',
  h6: '<h6>Six</h6>',
  p: '<p>Words.</p>',
  div: '<div>Words.</div>',
  blockquote: '<blockquote>Said.</blockquote>',
  pre: '<pre>as  it\n  stands</pre>',
  'pre code': '<pre><code>let a = 1;\nlet b = 2;</code></pre>',
  hr: '<hr>',
  ul: '<ul><li>one</li><li>two</li></ul>',
  ol: '<ol><li>one</li><li>two</li></ol>',
  'ul ul': '<ul><li>one<ul><li>inside</li></ul></li></ul>',
  dl: '<dl><dt>Term</dt><dd>What it means.</dd></dl>',
  table: '<table><tbody><tr><td>cell</td></tr></tbody></table>',
  'whole table':
    '<table><caption>Doses</caption><thead><tr><th>Name</th></tr></thead><tbody><tr><td>one</td></tr></tbody><tfoot><tr><td>sum</td></tr></tfoot></table>',
  figure: '<figure><img src="box.png" alt="A box"><figcaption>A box.</figcaption></figure>',
  details: '<details><summary>More</summary>Hidden words.</details>',
  'details p': '<details><summary>More</summary><p>Hidden words.</p></details>',
};

/** Attributes that every element may have. @type {[attribute: string, element: string][]} */
const EVERYWHERE = ['title="A title"', 'lang="de"', 'dir="rtl"', 'id="place"', 'align="center"'].flatMap(
  (attribute) =>
    ['span', 'div', 'p', 'td', 'h3', 'li', 'kbd', 'summary', 'dd'].map(
      (element) => /** @type {[string, string]} */ ([attribute, element]),
    ),
);

/** What an element must stand in. @type {Record<string, [before: string, after: string]>} */
const AROUND = {
  td: ['<table><tbody><tr>', '</tr></tbody></table>'],
  th: ['<table><thead><tr>', '</tr></thead></table>'],
  li: ['<ul>', '</ul>'],
  summary: ['<details>', '</details>'],
  dd: ['<dl><dt>Term</dt>', '</dl>'],
};

/** Attributes of single elements. @type {string[]} */
const OWN = [
  '<a href="other.html">other</a>',
  '<a href="#place">place</a>',
  '<a href="/up/there?a=1&amp;b=2">up</a>',
  '<a href="//example.org/x">host</a>',
  '<a href="mailto:someone@example.org">mail</a>',
  '<a href="tel:+4912345">call</a>',
  '<a href="http://example.org/" title="There">there</a>',
  '<a name="spot">spot</a>',
  '<a id="spot" href="x">spot</a>',
  '<img src="https://example.org/i.png" alt="">',
  '<img src="i.png" alt="An &quot;i&quot;" width="40" height="30">',
  '<img src="i.png" alt="i" title="The letter">',
  '<picture><source srcset="a.webp 1x, b.webp 2x" type="image/webp"><img src="a.png" alt="a"></picture>',
  '<picture><source media="(min-width: 600px)" srcset="wide.png" width="600" height="200"><img src="a.png" alt="a"></picture>',
  '<img src="a.png" srcset="a.png 1x, b.png 2x" alt="a">',
  '<img src="a.png" width="50%" alt="a">',
  '<code class="language-js">let a;</code>',
  '<pre><code class="language-c++">int a;</code></pre>',
  '<table><tbody><tr><td colspan="2">wide</td></tr><tr><td>a</td><td>b</td></tr></tbody></table>',
  '<table><tbody><tr><td rowspan="2">tall</td><td>a</td></tr><tr><td>b</td></tr></tbody></table>',
  '<table><thead><tr><th scope="col">a</th><th colspan="2">b</th></tr></thead></table>',
  '<table><tbody><tr><th scope="row" rowspan="1">a</th><td>b</td></tr></tbody></table>',
  '<table align="right"><tbody><tr><td align="left">a</td></tr></tbody></table>',
  '<ol start="7"><li>seven</li></ol>',
  '<ol start="-1"><li>below</li></ol>',
  '<ol reversed><li>two</li><li>one</li></ol>',
  '<ol type="a"><li>a</li></ol>',
  '<ol type="I" start="3"><li value="9">nine</li></ol>',
  '<ul><li value="3">three</li></ul>',
  '<details open><summary>Open</summary>Seen.</details>',
  '<time datetime="2026-11-27">today</time>',
  '<ins datetime="2026-01-02" cite="why.html">added</ins>',
  '<del datetime="2026-01-02" cite="https://example.org/why">gone</del>',
  '<blockquote cite="https://example.org/said">Said.</blockquote>',
  '<q cite="said.html">said</q>',
];

/** The same said otherwise: the Markdown, and what a parser makes of it. @type {[string, string][]} */
const SPELLINGS = [
  ['<KBD>Ctrl</KBD>', '<p><kbd>Ctrl</kbd></p>'],
  ['Words <Span TITLE=bare>piece</SPAN>.', '<p>Words <span title="bare">piece</span>.</p>'],
  [
    'Words <span title=\'single "double"\'>piece</span>.',
    '<p>Words <span title="single &quot;double&quot;">piece</span>.</p>',
  ],
  ['Words <span\n  title="two\nlines">piece</span>.', '<p>Words <span title="two\nlines">piece</span>.</p>'],
  ['One<br/>two<br />three', '<p>One<br>two<br>three</p>'],
  ['A <img src="i.png" alt="i"/> here', '<p>A <img src="i.png" alt="i"> here</p>'],
  ['<hr/>', '<hr>'],
  ['<DIV Align=CENTER>Words.</DIV>', '<div align="center">Words.</div>'],
  [
    '<details OPEN><summary>Open</summary>Seen.</details>',
    '<details open><summary>Open</summary>Seen.</details>',
  ],
  [
    'Words <kbd title="&lt;b&gt; &eacute; &#x41; &amp;amp;">key</kbd>.',
    '<p>Words <kbd title="&lt;b&gt; é A &amp;amp;">key</kbd>.</p>',
  ],
  ['<div>&lt;b&gt; &eacute; &hellip; &#128512;</div>', '<div>&lt;b&gt; é … 😀</div>'],
  ['<ul>\n<li>one\n<li>two\n</ul>', '<ul>\n<li>one\n</li><li>two\n</li></ul>'],
  [
    '<table>\n<tr><td>a<td>b\n<tr><td>c\n</table>',
    '<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>',
  ],
  ['<dl>\n<dt>Term\n<dd>Meaning\n</dl>', '<dl><dt>Term</dt><dd>Meaning</dd></dl>'],
  ['<p>One\n<p>Two', '<p>One</p><p>Two</p>'],
  [
    '<p align="center">\n  <img src="i.png" alt="i" width="40">\n</p>',
    '<p align="center"><img src="i.png" alt="i" width="40"></p>',
  ],
  ['<!-- said to no one -->\n\nWords.', '<p>Words.</p>'],
  ['Words<!-- said to no one --> here.', '<p>Words here.</p>'],
];

/** Markdown inside raw HTML, as authors know it from GitHub. @type {[string, string][]} */
const MARKDOWN_INSIDE = [
  ['<div>\n\n**bold** and *stress*\n\n</div>', '<div><p><strong>bold</strong> and <em>stress</em></p></div>'],
  [
    '<div align="center">\n\n# Title\n\nWords.\n\n</div>',
    '<div align="center"><h1>Title</h1><p>Words.</p></div>',
  ],
  [
    '<details>\n<summary>More</summary>\n\n- one\n- two\n\n</details>',
    '<details><summary>More</summary><ul><li>one</li><li>two</li></ul></details>',
  ],
  [
    '<details><summary>Code</summary>\n\n```js\nlet a;\n```\n\n</details>',
    '<details><summary>Code</summary><pre><code class="language-js">let a;\n</code></pre></details>',
  ],
  [
    '<blockquote>\n\n> inner\n\n</blockquote>',
    '<blockquote><blockquote><p>inner</p></blockquote></blockquote>',
  ],
  [
    '<table>\n<tr>\n<td>\n\n**bold**\n\n</td>\n</tr>\n</table>',
    '<table><tbody><tr><td><p><strong>bold</strong></p></td></tr></tbody></table>',
  ],
  [
    '<dl>\n<dt>Term</dt>\n<dd>\n\nIt `means` this.\n\n</dd>\n</dl>',
    '<dl><dt>Term</dt><dd><p>It <code>means</code> this.</p></dd></dl>',
  ],
  [
    '<figure>\n\n![A box](box.png)\n\n<figcaption>A *box*.</figcaption>\n</figure>',
    '<figure><p><img src="box.png" alt="A box"></p><figcaption>A *box*.</figcaption></figure>',
  ],
  ['<div>\n*not stress*\n</div>', '<div>*not stress*</div>'],
  ['**<kbd>Ctrl</kbd>+<kbd>C</kbd>**', '<p><strong><kbd>Ctrl</kbd>+<kbd>C</kbd></strong></p>'],
  ['[<kbd>key</kbd>](x.html)', '<p><a href="x.html"><kbd>key</kbd></a></p>'],
  [
    '[<img src="i.png" alt="i" width="40">](x.html)',
    '<p><a href="x.html"><img src="i.png" alt="i" width="40"></a></p>',
  ],
  ['## Title <sup>new</sup>', '<h2>Title <sup>new</sup></h2>'],
  ['1. one <br> two\n2. three', '<ol><li>one <br> two</li><li>three</li></ol>'],
];

/** Elements inside elements that often stand so. */
const PAIRS = [
  ['b', 'i'],
  ['i', 'b'],
  ['strong', 'code'],
  ['sub', 'var'],
  ['sup', 'small'],
  ['kbd', 'kbd'],
  ['q', 'cite'],
  ['mark', 'em'],
  ['dfn', 'abbr'],
  ['del', 'ins'],
  ['u', 's'],
  ['span', 'time'],
  ['bdi', 'span'],
  ['samp', 'tt'],
];

/** @param {string} html one element @param {string} inside what stands in it then */
const refilled = (html, inside) => html.replace(/^(<[^>]+>)[^<]*(<\/\w+>)$/, `$1${inside}$2`);

/** @returns {Snippet[]} */
function inline() {
  /** @type {Snippet[]} */
  const out = [];
  for (const [name, html] of Object.entries(INLINE)) {
    const add = (/** @type {string} */ place, /** @type {string} */ markdown, /** @type {string} */ whole) =>
      out.push({ name: `${name} ${place}`, markdown, html: whole });
    add('in a sentence', `Words ${html} and more.`, `<p>Words ${html} and more.</p>`);
    add('in a list item', `- Words ${html}\n- more`, `<ul><li>Words ${html}</li><li>more</li></ul>`);
    add(
      'in a table cell',
      `| A | B |\n| - | - |\n| ${html} | c |`,
      `<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>${html}</td><td>c</td></tr></tbody></table>`,
    );
    add(
      'in a heading of a quote',
      `> Words\n> ${html} x`,
      `<blockquote><p>Words\n${html} x</p></blockquote>`,
    );
    add('in stress', `**a ${html} b**`, `<p><strong>a ${html} b</strong></p>`);
    const filled = refilled(html, '<em>x</em>');
    if (filled !== html)
      add('with Markdown inside', `Words ${refilled(html, '*x*')}`, `<p>Words ${filled}</p>`);
  }
  for (const [outer, inner] of PAIRS) {
    const html = refilled(INLINE[outer], INLINE[inner]);
    out.push({ name: `${inner} in ${outer}`, markdown: `Words ${html}.`, html: `<p>Words ${html}.</p>` });
  }
  return out;
}

/** @returns {Snippet[]} */
function block() {
  /** @type {Snippet[]} */
  const out = [];
  for (const [name, html] of Object.entries(BLOCK)) {
    const quoted = html.replaceAll('\n', '\n> ');
    const indented = html.replaceAll('\n', '\n  ');
    const add = (/** @type {string} */ place, /** @type {string} */ markdown, /** @type {string} */ whole) =>
      out.push({ name: `${name} ${place}`, markdown, html: whole });
    add('alone', html, html);
    add('between paragraphs', `Before.\n\n${html}\n\nAfter.`, `<p>Before.</p>${html}<p>After.</p>`);
    add('in a quote', `> ${quoted}`, `<blockquote>${html}</blockquote>`);
    add('in a list item', `- ${indented}\n- more`, `<ul><li>${html}</li><li>more</li></ul>`);
    add('in a div', `<div>\n${html}\n</div>`, `<div>\n${html}\n</div>`);
  }
  return out;
}

/** @returns {Snippet[]} */
function attributes() {
  const everywhere = EVERYWHERE.map(([attribute, element]) => {
    const [before, after] = AROUND[element] ?? ['', ''];
    return `${before}<${element} ${attribute}>words</${element}>${after}`;
  });
  return [...everywhere, ...OWN].map((html) => {
    // A div begins a block of raw HTML whatever stands in it.
    const whole = `<div>${html}</div>`;
    return { name: html, markdown: whole, html: whole };
  });
}

/** @param {[string, string][]} pairs @returns {Snippet[]} */
const written = (pairs) => pairs.map(([markdown, html]) => ({ name: markdown, markdown, html }));

/** @type {readonly Snippet[]} */
export const snippets = [
  ...inline(),
  ...block(),
  ...attributes(),
  ...written(SPELLINGS),
  ...written(MARKDOWN_INSIDE),
];
