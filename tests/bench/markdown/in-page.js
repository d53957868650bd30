// What is measured in a page: Markdown in, nodes in a container out. Put together by page.mjs.
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { init, mdToHtml } from 'md4w';
import { Instance } from '../../../web/engine.js';
import { encoder } from '../../../web/files.js';
import { renderWith } from '../../../web/render.js';
import { toDom } from '../../../web/stream.js';

const bytesOf = (/** @type {string} */ base64) =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

// A document of its own: nobody's pictures are fetched, and nothing is laid out.
const inert = document.implementation.createHTMLDocument('');
const container = inert.body;
// A page resolves addresses against that of the article.
const base = 'https://example.org/articles/one/';

/** @type {Map<string, (markdown: string) => void>} */
const ways = new Map();
/** @type {string[]} */
let articles = [];

/** @param {string} base64 */
const start = async (base64) => Instance.start(await WebAssembly.compile(bytesOf(base64)));

const ascii = new TextDecoder();
const utf16 = new TextDecoder('utf-16le');
/** html.wasm's answer (docs/stream.md, "Bytes of html"), here without its outline. @param {Uint8Array} answer */
function htmlOf(answer) {
  const view = new DataView(answer.buffer, answer.byteOffset);
  const outline = view.getUint32(0, true);
  return (view.getUint32(4, true) & 2 ? ascii : utf16).decode(answer.subarray(8 + outline));
}

/** @param {{ carrel: string, html: string, md4w: string }} modules in base64 @param {string[]} texts Markdown */
async function prepare(modules, texts) {
  const carrel = await start(modules.carrel);
  const html = await start(modules.html);
  await init(bytesOf(modules.md4w));
  articles = texts;
  const setHtml = (/** @type {string} */ html) => {
    container.innerHTML = html;
  };
  ways.set('Carrel: node stream, nodes', (markdown) => {
    container.replaceChildren();
    toDom(renderWith(carrel, markdown, {}), container, { base });
  });
  ways.set('Carrel: HTML of html.wasm, innerHTML', (markdown) =>
    setHtml(html.run('carrel_html', encoder.encode(`\n${markdown}`), htmlOf)),
  );
  ways.set('md4w, fast build, innerHTML', (markdown) => setHtml(mdToHtml(markdown)));
  ways.set('marked, innerHTML', (markdown) => setHtml(/** @type {string} */ (marked.parse(markdown))));
  ways.set('marked, DOMPurify, innerHTML', (markdown) =>
    setHtml(DOMPurify.sanitize(/** @type {string} */ (marked.parse(markdown)))),
  );
  return [...ways.keys()];
}

/** ms for all articles. @param {string} name */
function measure(name) {
  const render = /** @type {(markdown: string) => void} */ (ways.get(name));
  const began = performance.now();
  for (const article of articles) render(article);
  const ms = performance.now() - began;
  container.replaceChildren();
  return ms;
}

Object.assign(globalThis, { prepare, measure });
