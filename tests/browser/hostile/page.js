/**
 * @file Runs inside the page under attack, before the widget: listens for everything that only a script or a broken promise can
 * cause, puts hostile texts where authors could, and judges every node that comes of it.
 */

import { moduleTools } from '../../../web/engine.js';
import { renderWith } from '../../../web/render.js';
import { ADDRESS_AT_MOST, shortened } from '../../../web/state.js';
import { toDom } from '../../../web/stream.js';
import { faultsOfArticle, faultsOfOwn, PREFIX } from '../allow-list.js';

/**
 * @typedef {{ at: string, what: string }} Finding
 * @typedef {{ id: string, missing: string[], shown: string }} Loss words that are not to be seen in what was rendered
 * @typedef {import('./vectors.js').Article} Article
 * @typedef {{ id: string, text: string }} Named a vector
 */

/** The text that is being shown, for whatever comes of it. */
let showing = 'the page';
/** Between two calls the page may be left. */
let busy = false;
/** @type {Finding[]} */
const findings = [];
/** Addresses of pictures that may be there, and so be asked for. @type {Set<string>} */
const pictures = new Set();
/** @type {Loss[]} */
const losses = [];

/** @param {string} what @param {string} [at] */
function report(what, at = showing) {
  // One vector may do the same many times.
  if (findings.length < 500 && !findings.some((one) => one.at === at && one.what === what))
    findings.push({ at, what });
}

// --- What only a script can do -------------------------------------------------------------------------------------

for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  Object.defineProperty(globalThis, name, { value: () => report(`${name}() was called`), writable: false });
for (const name of /** @type {('error' | 'warn')[]} */ (['error', 'warn'])) {
  const say = console[name];
  console[name] = (...values) => {
    report(`console.${name}: ${values.join(' ')}`);
    say.apply(console, values);
  };
}
addEventListener('error', ({ message }) => message && report(`an exception: ${message}`), true);
addEventListener('unhandledrejection', ({ reason }) => report(`a rejection: ${reason}`));
addEventListener(
  'beforeunload',
  () => busy && sessionStorage.setItem('left', `${showing}: the page was left`),
);
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
  report(`against the policy: ${effectiveDirective} ${blockedURI} ${sample}`),
);
const left = sessionStorage.getItem('left');
sessionStorage.removeItem('left');

/** What an id or a name could stand in for: everything that window and document have of their own. */
const originals = [globalThis, document].map((object) => {
  /** @type {Map<string, unknown>} */
  const values = new Map();
  for (let from = object; from; from = Object.getPrototypeOf(from))
    for (const name of Object.getOwnPropertyNames(from)) {
      const value = /** @type {any} */ (object)[name];
      if (typeof value === 'function' || value instanceof Node) values.set(name, value);
    }
  return { object: /** @type {any} */ (object), values };
});

/** Is everything that the page's own scripts lean on still what it was? */
function lookForClobbering() {
  // What the focus is on changes by itself.
  for (const { object, values } of originals)
    for (const [name, value] of values)
      if (object[name] !== value && name !== 'activeElement') report(`${name} is no longer what it was`);
}

// --- Judging nodes -------------------------------------------------------------------------------------------------

/** @param {Element} element */
function notePicture(element) {
  if (!/^(img|source)$/.test(element.localName)) return;
  const candidates = (element.getAttribute('srcset') ?? '')
    .split(',')
    .map((one) => one.trim().split(/\s/)[0]);
  for (const address of [element.getAttribute('src') ?? '', ...candidates]) {
    try {
      if (address) pictures.add(new URL(address, document.baseURI).href.replace(/#.*/, ''));
    } catch {
      // No address, so nothing is asked for.
    }
  }
}

/** Everything below a root that holds an author's text. @param {ParentNode} root */
function judgeText(root) {
  for (const element of root.querySelectorAll('*')) {
    notePicture(element);
    for (const fault of faultsOfArticle(element)) report(fault);
  }
}

/** The whole of a widget: its shadow tree, and its light children. @param {Element} widget */
function judgeWidget(widget) {
  for (const element of widget.shadowRoot?.querySelectorAll('*') ?? []) {
    notePicture(element);
    for (const fault of faultsOfOwn(element)) report(fault);
  }
  judgeLight(widget);
}

/** Light children, in which authors' texts have their places. @param {Element} tree the widget, or a part of it */
function judgeLight(tree) {
  for (const element of tree.querySelectorAll('*')) {
    if (element.closest('.carrel-body, .carrel-introduction')) continue;
    notePicture(element);
    for (const fault of faultsOfOwn(element)) report(fault);
    if (element.id && !element.id.startsWith(PREFIX)) report(`id ${element.localName}`);
    for (const name of element.classList) if (!name.startsWith(PREFIX)) report(`class ${element.localName}`);
  }
  for (const root of tree.querySelectorAll('.carrel-body, .carrel-introduction')) judgeText(root);
}

/** As far as an address can be read. @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Everything that a reader can find in it: its text, and the attributes that Markdown puts words into. @param {Element} root */
function shownIn(root) {
  const attributes = ['alt', 'title', 'href', 'src', 'class', 'id'];
  const told = [...root.querySelectorAll('*')].flatMap((element) =>
    attributes.map((name) => unescaped(element.getAttribute(name) ?? '')),
  );
  return `${root.textContent} ${told.join(' ')}`;
}

/** @param {string} id @param {string[]} words @param {Element} root */
function mustShow(id, words, root) {
  if (words.length === 0) return;
  const shown = shownIn(root);
  const small = shown.toLowerCase();
  const missing = words.filter((word) => !small.includes(word));
  if (missing.length > 0) losses.push({ id, missing, shown });
}

// --- Waiting -------------------------------------------------------------------------------------------------------

const { port1, port2 } = new MessageChannel();
/** @type {(() => void)[]} */
const turns = [];
port1.onmessage = () => turns.shift()?.();

/** A task later. */
const task = () =>
  new Promise((resolve) => {
    turns.push(() => resolve(undefined));
    port2.postMessage(null);
  });

/** What was inserted has been laid out and painted, and what it could start has started. */
const painted = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined))));

/** Tasks pass until it is so. @param {() => unknown} condition @param {string} what */
async function until(condition, what) {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) return report(`it never became true that ${what}`);
    await task();
  }
}

/** What it was all for. */
async function result() {
  await painted();
  lookForClobbering();
  if (left) report(left, 'the page before');
  busy = false;
  return { findings: findings.splice(0), losses: losses.splice(0), pictures: [...pictures] };
}

/** @param {string} path */
const read = async (path) => (await fetch(path)).json();

// --- Articles by themselves ----------------------------------------------------------------------------------------

/** The vectors of one paint: more are faster, fewer are told apart better when something goes wrong by itself. */
const AT_ONCE = 200;

/** Renders every article into the page. @param {string} path of a JSON list of them */
async function renderAll(path) {
  const tools = moduleTools({ modules: (name) => new URL(`/dist/${name}`, document.baseURI) });
  const markdown = await tools.start('markdown.wasm');
  const main = /** @type {Element} */ (document.querySelector('main'));
  /** @type {Article[]} */
  const articles = await read(path);
  for (let i = 0; i < articles.length; i += AT_ONCE) {
    const group = articles.slice(i, i + AT_ONCE);
    showing = `${group[0].id} to ${group.at(-1)?.id}`;
    const all = showing;
    for (const { id, markdown: text, words } of group) {
      showing = id;
      const article = main.appendChild(document.createElement('article'));
      const stream = renderWith(markdown, text, { prefix: PREFIX });
      toDom(stream, article, { base: document.baseURI, prefix: PREFIX });
      judgeText(article);
      mustShow(id, words, article);
    }
    showing = all;
    await painted();
    lookForClobbering();
    main.replaceChildren();
  }
  return result();
}

// --- Whole widgets -------------------------------------------------------------------------------------------------

/** @typedef {HTMLElement & { whenReady(): Promise<any>, search(q: string): Promise<void>, open(slug: string): Promise<void>, close(): Promise<void> }} Widget */

/** @param {Record<string, string>} attributes @returns {Widget} not in the page yet */
function widgetWith(attributes) {
  const widget = document.createElement('carrel-articles');
  for (const [name, value] of Object.entries({ load: 'eager', routing: 'memory', ...attributes }))
    widget.setAttribute(name, value);
  return /** @type {any} */ (widget);
}

/** Puts it into the page; it stands, or its error is reported. @param {Widget} widget */
async function stand(widget) {
  document.querySelector('main')?.replaceChildren(widget);
  await new Promise((resolve) => {
    widget.addEventListener('carrel-error', (event) => {
      const { message, error } = /** @type {CustomEvent} */ (event).detail;
      report(`the widget fails: ${message} (${error.cause})`);
      resolve(undefined);
    });
    void widget.whenReady().then(resolve);
  });
}

/** @param {Element} widget @param {string} selector @returns {HTMLElement[]} in the shadow tree */
const inside = (widget, selector) =>
  [...(widget.shadowRoot?.querySelectorAll(selector) ?? [])].map((one) => /** @type {HTMLElement} */ (one));

/** As text is compared: blanks and what cannot be seen do not count. @param {string} text */
const plain = (text) => text.replace(/[\s\p{C}\ufffd]+/gu, '');

/** What names have in common that are one name to the engine: capitals, punctuation, marks and widths do not matter. @param {string} text */
const alike = (text) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * Does the element show the whole vector as text?
 * @param {string} where @param {Element | null | undefined} element @param {string} text
 */
function shows(where, element, text) {
  if (!plain(element?.textContent ?? '').includes(plain(text))) report(`${where} does not show it as text`);
}

/** Characters of a title that are kept (docs/content.md, *Limits*). */
const TITLE_AT_MOST = 1000;
const asTitle = (/** @type {string} */ text) => [...text].slice(0, TITLE_AT_MOST).join('');

/** Branches of categories that are opened: each costs a drawing of everything, and all are drawn by the same lines. */
const BRANCHES = 20;

/** Shows all values of every group, and the children of some. @param {Widget} widget */
function unfold(widget) {
  for (const button of inside(widget, '.quiet[aria-expanded=false]')) button.click();
  for (const button of inside(widget, '.twist[aria-expanded=false]').slice(0, BRANCHES)) button.click();
}

/** Types into the search box, another text than stands in it, and waits for what it suggests. @param {Widget} widget @param {string} text */
async function suggestTo(widget, text) {
  const [input] = /** @type {HTMLInputElement[]} */ (inside(widget, 'input[type=search]'));
  input.focus();
  input.value = text;
  const answered = new Promise((resolve) =>
    widget.addEventListener('carrel-results', resolve, { once: true }),
  );
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await answered;
  await painted();
}

/**
 * A visit to a bundle whose every field is hostile: list, filters, clouds, suggestions, every article.
 * @param {{ src: string, vectors: string, every: number }} visit addresses of the bundle and of its vectors; each how many-th article is opened
 */
async function visit({ src, vectors: path, every }) {
  /** @type {Named[]} */
  const vectors = await read(path);
  showing = `the list of ${vectors[0].id} to ${vectors.at(-1)?.id}`;
  const widget = widgetWith({ src, 'page-size': '1000', sort: 'old' });
  await stand(widget);
  judgeWidget(widget);
  await painted();
  lookForClobbering();

  const hits = inside(widget, '.hit');
  if (hits.length !== vectors.length) report(`${hits.length} of ${vectors.length} articles are listed`);
  // Their dates tell them apart: the list begins with the oldest.
  const slugs = hits.map((hit) => hit.querySelector('[data-slug]')?.getAttribute('data-slug') ?? '');
  for (const [i, { id, text }] of vectors.entries()) {
    showing = `${id} in the list`;
    shows('the title', hits[i]?.querySelector('.title'), asTitle(text));
    const author = alike(hits[i]?.querySelector('.author')?.textContent ?? '');
    if (!author.includes(alike(text))) report('the author does not show it as text');
  }
  const terms = plain(widget.querySelector('.carrel-terms')?.textContent ?? '');
  const help = plain(inside(widget, '.help')[0]?.textContent ?? '');
  for (const { id, text } of vectors) {
    if (!plain(text)) continue;
    showing = `${id} in the terms and help`;
    if (!terms.includes(plain(text))) report('the terms do not show it as text');
    if (!help.includes(plain(text))) report('the help notices do not show it as text');
  }

  lookForClobbering();
  widget.remove();

  // With a short list behind them, and without notices and terms, disclosures and articles open in a tenth of the time.
  const short = { src: src.replace('/full/', '/articles/'), 'page-size': '1' };
  const folded = widgetWith(short);
  await stand(folded);
  unfold(folded);
  await painted();
  judgeWidget(folded);
  folded.remove();

  const reader = widgetWith(short);
  await stand(reader);
  for (let i = 0; i < vectors.length; i += every) {
    const { id, text } = vectors[i];
    showing = `${id} as an article`;
    // From one article to the next, as by a link.
    await reader.open(slugs[i]);
    const article = reader.querySelector('article.carrel-article');
    if (!article) {
      report('it does not open');
      continue;
    }
    judgeLight(article);
    shows('the heading', article.querySelector('.carrel-article-title'), asTitle(text));
    shows('the byline', article.querySelector('.carrel-byline'), text);
    shows('other names', article.querySelector('.carrel-aka'), text);
    shows('the sources', article.querySelector('.carrel-sources'), text);
    shows('the review', article.querySelector('.carrel-review'), text);
    if (i % 50 === 0) await painted();
  }
  await reader.close();
  const words = vectors.map(({ text }) => /\p{L}{3}/u.exec(text)?.[0].toLowerCase() ?? '');
  for (const word of new Set(words.filter((word, i) => word && i % (every * 10) === 0))) {
    showing = `suggestions for ${word}`;
    await suggestTo(reader, word);
    judgeWidget(reader);
  }
  lookForClobbering();
  reader.remove();
  return result();
}

/**
 * Vectors as what an address asks for: words, filters, articles, topics. The fragment holds the state, since engines bound how often
 * a page may write its query string.
 * @param {{ src: string, vectors: string }} questions
 */
async function ask({ src, vectors: path }) {
  /** @type {Named[]} */
  const vectors = await read(path);
  const widget = widgetWith({ src, routing: 'hash' });
  await stand(widget);
  for (const [i, { id, text }] of vectors.entries()) {
    /** @param {Record<string, string>} state */
    const go = (state) => {
      location.hash = `${new URLSearchParams(state)}`;
    };
    if (!plain(text)) continue;
    // A parameter that the limit of addresses cuts is passed over.
    const fits = (/** @type {string} */ name) =>
      `${new URLSearchParams({ [name]: text })}`.length <= ADDRESS_AT_MOST;
    const sought = fits('q') ? plain(shortened(text)) : '';
    const [input] = /** @type {HTMLInputElement[]} */ (inside(widget, 'input[type=search]'));

    showing = `${id} as words`;
    go({ q: text });
    const idle = () =>
      inside(widget, '.reader').length === 0 &&
      inside(widget, '.results')[0]?.getAttribute('aria-busy') === 'false';
    await until(() => plain(input.value) === sought && idle(), 'the words are searched for');
    judgeWidget(widget);
    const [empty] = inside(widget, '.empty .lead');
    if (empty) shows('the empty list', empty, shortened(text));

    showing = `${id} as filters and a topic`;
    go({
      topic: text,
      tags: text,
      in: text,
      by: text,
      where: `${text}:${text}`,
      from: text,
      sort: text,
      show: text,
    });
    await until(() => input.value === '' && idle(), 'the filters are in force');
    judgeWidget(widget);

    showing = `${id} as an article that is not there`;
    go({ read: text, at: text });
    if (fits('read')) {
      await until(() => inside(widget, '.reader').length > 0, 'it is said that there is no such article');
      await until(() => inside(widget, '.reader .lead')[0]?.textContent?.includes('“'), 'its name is said');
      shows('the message', inside(widget, '.reader .lead')[0], text);
    } else {
      await until(idle, 'the list is shown instead');
    }
    judgeWidget(widget);
    if (i % 100 === 0) await painted();
  }
  lookForClobbering();
  widget.remove();
  history.replaceState(null, '', location.pathname);
  return result();
}

/** The page was opened with the vector in its query string. @param {Named} vector */
async function arrived({ id, text }) {
  showing = `${id} in the address`;
  const widget = /** @type {Widget} */ (document.querySelector('carrel-articles'));
  await widget.whenReady();
  judgeWidget(widget);
  const [input] = /** @type {HTMLInputElement[]} */ (inside(widget, 'input[type=search]'));
  if (plain(input.value) !== plain(shortened(text))) report('the words are not in the search box');
  return result();
}

/**
 * Entries whose names of files are the vectors: each must fail, by itself and at once.
 * @param {{ folder: string, vectors: string }} entries `folder/N/entry.json`
 */
async function openEntries({ folder, vectors: path }) {
  /** @type {Named[]} */
  const vectors = await read(path);
  for (const [i, { id }] of vectors.entries()) {
    showing = `${id} as the name of a file`;
    const widget = widgetWith({ src: `${folder}/${i}/entry.json` });
    const failed = new Promise((resolve) => {
      widget.addEventListener('carrel-error', () => resolve(true));
      void widget.whenReady().then(() => resolve(false));
    });
    document.querySelector('main')?.replaceChildren(widget);
    if (!(await failed)) report('it was opened');
    judgeWidget(widget);
  }
  return result();
}

/**
 * What the watch is for, done on purpose: markup is parsed as a careless page would. Tells whether the watch sees it.
 * @param {string} markup
 */
async function plant(markup) {
  showing = 'planted';
  const main = /** @type {Element} */ (document.querySelector('main'));
  main.innerHTML = markup;
  judgeText(main);
  await painted();
  await until(() => findings.some(({ what }) => what.startsWith('alert')), 'the script has run');
  const seen = await result();
  main.replaceChildren();
  return seen;
}

/** Opens the first article that words find and follows its links, in a widget that must work as ever. @param {string} words */
async function use(words) {
  showing = 'a usual visit';
  const widget = /** @type {Widget} */ (document.querySelector('carrel-articles'));
  await widget.whenReady();
  await widget.search(words);
  const [link] = inside(widget, '.hit .title a');
  link.click();
  await until(() => widget.querySelector('.carrel-body')?.textContent, 'the article is there');
  await painted();
  judgeWidget(widget);
  const title = () => widget.querySelector('.carrel-article-title')?.textContent;
  const first = title();
  const height = widget.querySelector('.carrel-body')?.getBoundingClientRect().height;
  for (const link of widget.querySelectorAll('.carrel-body a')) /** @type {HTMLElement} */ (link).click();
  await until(() => title() !== first, 'a link leads to another article');
  const hits = inside(widget, '.hit').length;
  return { ...(await result()), hits, titles: [first, title()], height };
}

/** Reads the article that the address names, and tells which of these it lacks. @param {string[]} blocks selectors */
async function readEvery(blocks) {
  showing = 'every kind of block';
  const widget = /** @type {Widget} */ (document.querySelector('carrel-articles'));
  await widget.whenReady();
  await until(() => widget.querySelector('.carrel-body')?.textContent, 'the article is there');
  await painted();
  judgeWidget(widget);
  const lacks = blocks.filter((block) => !widget.querySelector(`.carrel-article ${block}`));
  return { ...(await result()), lacks };
}

/** @type {Record<string, (...values: any[]) => Promise<unknown>>} */
const calls = { renderAll, visit, ask, arrived, openEntries, use, readEvery, plant };
const hostile = Object.fromEntries(
  Object.entries(calls).map(([name, call]) => [
    name,
    (/** @type {any[]} */ ...values) => {
      busy = true;
      return call(...values);
    },
  ]),
);
Object.assign(globalThis, { hostile });
