/**
 * `<carrel-articles src="…">`: the element's life. Loads nothing before it is about to be seen, and leaves its original
 * children standing until, and unless, everything has arrived.
 *
 * Safe to import where there is no DOM.
 */
import { ask, fetchOnce, foresee, forget } from './early.js';
import { Life } from './life.js';
import { sweep } from './light.js';
import { distrustScript, importScript } from './load-script.js';
import { beside, loadCode } from './loader.js';
import { isWhole } from './privacy.js';
import { addressed } from './router.js';
import { hasState, wordsIn } from './state.js';
import { bootStrings, whyFor } from './strings/boot.js';
import bootText from './styles/boot.css';

/** @typedef {import('./session.js').Session} Session */
/**
 * @typedef {{ src: string, topic: string, load: string, routing: string, prefix: string, sort: string, suggest: string, images: string,
 *   privacy: string, pageSize: number, headingLevel: number }} Settings
 */

/** So far below the fold the widget starts to load. */
const NEAR = '300px';

/** Attributes, each mirrored by a property of the type of its default. @type {Record<string, string | number>} */
const SETTINGS = {
  ...{ src: '', topic: '', load: '', routing: '', prefix: '', sort: '', theme: '', suggest: '', images: '' },
  privacy: '',
  ...{ 'page-size': 10, 'heading-level': 2 },
};
/** A change of these means another bundle or another address: everything starts anew. */
const FOUNDATIONS = ['src', 'routing', 'prefix', 'privacy'];

/** The bundle that `carrel pack` put beside this script; it writes that in here. @type {string} */
const packed = /** @type {any} */ (globalThis).CARREL_BUNDLE ?? '';

/** @type {CSSStyleSheet | undefined} */
let bootSheet;

/** What an older browser lacks; there the fallback stays. */
const canRun = () => 'adoptedStyleSheets' in Document.prototype;

const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** A promise, and what settles it. */
const promised = () => {
  let settle = () => {};
  const promise = new Promise((resolve) => {
    settle = () => resolve(undefined);
  });
  return { promise, settle };
};

/** The properties that are made below. @param {unknown} element */
const settings = (element) => /** @type {Settings} */ (element);

/**
 * Two properties are the page's to set: `renderCode` and `renderMath` (docs/hooks.md). They are no fields, which would undo what was
 * set before this script had run.
 */
export class CarrelArticles extends Base {
  static observedAttributes = [...Object.keys(SETTINGS), 'lang'];

  /** @type {ShadowRoot | undefined} */
  #root;
  #fallback = document.createElement('slot');
  /** @type {HTMLElement | undefined} */
  #failure;
  /** @type {Life | undefined} */
  #life;
  /** Settled when the next life begins, and when something stands. */
  #born = promised();
  #ready = promised();

  constructor() {
    super();
    if (!canRun()) return;
    // A page that was stored with its shadow trees brings one along.
    this.#root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#root.replaceChildren(this.#fallback);
    this.#wearBootSheet();
  }

  connectedCallback() {
    // In the document of another window nothing of ours would work: there the fallback stands.
    if (!this.#root || this.ownerDocument !== document) return;
    if (this.#life) return this.#life.session?.stage.settle();
    sweep(this, []);
    const life = new Life(
      (own, signal) => this.#boot(own, signal),
      (error) => this.#fail(error, this.#bootStrings()),
    );
    this.#life = life;
    this.#born.settle();
    const { signal } = life;
    // The keys typed into our fields are no shortcuts of the page's.
    for (const type of ['keydown', 'keypress', 'keyup'])
      this.#root.addEventListener(type, keepKey, { signal });
    const start = () => void life.start();
    const { load, routing, prefix } = settings(this);
    if (load === 'eager' || hasState(addressed(routing), prefix)) return start();
    this.addEventListener('focusin', start, { signal });
    const observer = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && start(), {
      rootMargin: NEAR,
    });
    observer.observe(this);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  /** Moved in one step (`moveBefore`): nothing of it changes but its place. */
  connectedMoveCallback() {
    this.#life?.session?.stage.settle();
  }

  /** A style sheet belongs to one document, and is taken from what is given to another. */
  adoptedCallback() {
    this.#stop();
    if (this.ownerDocument === document) this.#wearBootSheet();
  }

  disconnectedCallback() {
    // An element that is only being moved is connected again before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#life) return;
    if (FOUNDATIONS.includes(name)) {
      const { wanted } = this.#life;
      this.#stop();
      if (!this.isConnected) return;
      this.connectedCallback();
      if (wanted) void (/** @type {Life | undefined} */ (this.#life)?.start());
    } else if (name !== 'load') void this.#life.session?.refresh();
    else if (now === 'eager') void this.#life.start();
  }

  /** Resolves with the element once its articles stand. */
  async whenReady() {
    await this.#ready.promise;
    return this;
  }

  /** Searches as if the words had been typed and entered. @param {string} q */
  async search(q) {
    await (await this.#start())?.change({ q: q.trim() });
  }

  /** Opens an article inside the widget. @param {string} slug */
  async open(slug) {
    await (await this.#start())?.open(slug);
  }

  /** Closes the opened article. */
  async close() {
    await this.#life?.session?.closeArticle();
  }

  /** Takes words and filters off. */
  async clear() {
    await this.#life?.session?.clear();
  }

  /**
   * What is asked of an element that is not in the page yet, or is taken out while it loads, is asked of it once it is back.
   * @returns {Promise<Session | undefined>} nothing when it failed, which has then been said
   */
  async #start() {
    for (;;) {
      const life = this.#life;
      const session = await life?.start();
      if (life && !life.signal.aborted) return session;
      if (!this.#life) await this.#born.promise;
    }
  }

  /** One attempt to load and to take the stage. @param {Life} life @param {AbortSignal} signal */
  async #boot(life, signal) {
    const root = /** @type {ShadowRoot} */ (this.#root);
    const boot = this.#bootStrings();
    const started = performance.now();
    /** What is asked for before the engine is here. @type {URL[]} */
    const asked = [];
    const askFor = (/** @type {URL} */ url, /** @type {RequestInit} */ init = {}) => {
      asked.push(url);
      ask(url, init);
    };
    /** The script, once it is here. @type {URL | undefined} */
    let script;
    try {
      const { src, routing, prefix, privacy } = settings(this);
      if (!src) throw new Error('The element has no src: it takes an entry.json or a content.json.');
      const address = new URL(src, document.baseURI);
      const loading = loadCode(address, packed, askFor);
      // Until it is wanted nobody hears of its failure.
      loading.catch(() => {});
      // The entry has the last word on which files are the bundle's. But as long as it says what it said when this script was
      // written, nothing waits for it.
      if (address.href === beside('entry.json').href) {
        // Parts that hold the words would tell them.
        const words = isWhole(privacy) ? '' : wordsIn(addressed(routing), prefix);
        for (const name of foresee(packed, words)) askFor(beside(name));
      }
      const { code, url, modules } = await loading;
      script = url;
      const { Session, openBundle } = code;
      const bundle = await openBundle(address, {
        ...{ modules, signal, fetch: fetchOnce, privacy },
        bring: importScript,
      });
      if (signal.aborted) return void bundle.close();
      // Those that were parsed since the element began.
      sweep(this, []);
      const session = new Session({
        ...{ element: this, root, bundle, signal, boot },
        options: () => this.#options(),
        emit: (type, detail, cancelable) => this.#emit(type, detail, cancelable),
        bring: importScript,
        fail: (error) => this.#report(error),
      });
      // A script that is not what it should be throws here, and then there is nothing to close.
      const starting = session.start();
      signal.addEventListener('abort', () => session.close());
      await starting;
      if (signal.aborted) return;
      life.session = session;
      this.#failure?.remove();
      const focused = this.contains(document.activeElement);
      this.#fallback.hidden = true;
      session.reveal();
      // A link of the fallback that held the focus is gone from sight: the search box is the nearest place.
      if (focused) session.stage.focus('input');
      this.#ready.settle();
      const { info, searchBytes } = bundle;
      this.#emit('ready', { articles: info.articles, ms: performance.now() - started, bytes: searchBytes });
      return session;
    } catch (/** @type {any} */ error) {
      // What the engine knows of has a code. Anything else is the doing of a script that is not what it should be.
      if (script && !error.code) distrustScript(script);
      throw error;
    } finally {
      asked.forEach(forget);
    }
  }

  #stop() {
    if (!this.#life) return;
    if (this.#life.session) this.#ready = promised();
    this.#life.end();
    this.#life = undefined;
    this.#born = promised();
    this.#failure?.remove();
    this.#fallback.hidden = false;
  }

  /**
   * The fallback stands; beside it one line and a way to try again.
   * @param {any} error @param {import('./strings/boot.js').BootStrings} strings
   */
  #fail(error, strings) {
    if (!this.#report(error)) return;
    const make = (/** @type {string} */ tag, /** @type {string} */ textContent) =>
      Object.assign(document.createElement(tag), { textContent });
    const line = make('div', '');
    line.className = 'failure';
    line.setAttribute('role', 'alert');
    const retry = make('button', strings.retry);
    retry.onclick = () => {
      line.remove();
      void this.#start();
    };
    line.append(make('p', `${strings.failed} ${whyFor(error, strings)}`), retry);
    this.#root?.prepend(line);
    this.#failure = line;
  }

  /**
   * Tells the site owner what went wrong and what to do. Readers have words of their own.
   * @param {any} error @returns {boolean} false when a listener shows the failure itself
   */
  #report(error) {
    const { code = 'unknown', message } = error;
    console.error(`carrel: ${message}`);
    return this.#emit('error', { code, message, error }, true);
  }

  /** @param {string} type without `carrel-` @param {any} detail @param {boolean} [cancelable] @returns {boolean} false when a listener objected */
  #emit(type, detail, cancelable = false) {
    const how = { detail, cancelable, bubbles: true, composed: true };
    return this.dispatchEvent(new CustomEvent(`carrel-${type}`, how));
  }

  #wearBootSheet() {
    if (!bootSheet) {
      bootSheet = new CSSStyleSheet();
      bootSheet.replaceSync(bootText);
    }
    /** @type {ShadowRoot} */ (this.#root).adoptedStyleSheets = [bootSheet];
  }

  #bootStrings() {
    return bootStrings(this.#lang() || 'en');
  }

  #lang() {
    return /** @type {HTMLElement | null} */ (this.closest('[lang]'))?.lang ?? '';
  }

  #options() {
    const { topic, sort, suggest, images, privacy, routing, prefix, pageSize, headingLevel } = settings(this);
    return {
      ...{ topic, sort, suggest, images, privacy, routing, prefix, lang: this.#lang() },
      pageSize: Math.min(1000, Math.max(1, Math.trunc(pageSize))),
      level: Math.min(6, Math.max(1, Math.trunc(headingLevel))),
    };
  }
}

for (const [name, initial] of Object.entries(SETTINGS)) {
  const property = name.replace(/-./, (text) => text[1].toUpperCase());
  Object.defineProperty(CarrelArticles.prototype, property, {
    configurable: true,
    enumerable: true,
    /** @this {HTMLElement} */
    get() {
      const text = this.getAttribute(name) ?? '';
      return typeof initial === 'string' ? text : Number(text) || initial;
    },
    /** @this {HTMLElement} @param {unknown} value */
    set(value) {
      this.setAttribute(name, String(value));
    },
  });
}

/** @param {Event} event */
function keepKey(event) {
  const { key, ctrlKey, metaKey, altKey } = /** @type {KeyboardEvent} */ (event);
  const field = /** @type {Element} */ (event.target).matches?.('input, select');
  if (field && key.length === 1 && !ctrlKey && !metaKey && !altKey) event.stopPropagation();
}
