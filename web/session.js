/**
 * A widget at work: carries out what the reader does, keeps address, results and tree in step.
 *
 * One guarantee: what is shown belongs to the newest request. Every request takes a number; an answer that comes back under an
 * older one is dropped.
 */
import { actions } from './actions.js';
import { Announcer } from './announcer.js';
import { listen } from './gestures.js';
import { takeIds } from './ids.js';
import { advise, LateFinder } from './late.js';
import { Reader } from './reader.js';
import { waysOut } from './rescues.js';
import { Router } from './router.js';
import { hurry } from './silence.js';
import { nextFrame } from './slices.js';
import { Stage } from './stage.js';
import { cleared, toRequest, writeState } from './state.js';
import { whyFor } from './strings/boot.js';
import { isFiltered } from './view/active.js';

// One download brings the engine and everything that shows its answers.
export { EngineError } from './engine.js';
export { openBundle } from './late.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./view/model.js').Answer} Answer
 * @typedef {{ topic: string, pageSize: number, sort: string, suggest: string, images: string, privacy: string, level: number, routing: string, prefix: string, lang: string }} Options
 *
 * @typedef {object} Host what the element offers
 * @property {HTMLElement} element
 * @property {ShadowRoot} root
 * @property {any} bundle
 * @property {AbortSignal} signal
 * @property {() => Options} options
 * @property {import('./ids.js').Ids} ids
 * @property {import('./strings/boot.js').BootStrings} boot
 * @property {(type: string, detail: any, cancelable?: boolean) => boolean} emit
 * @property {import('./late.js').Bring} bring imports a script that comes later
 * @property {(error: any) => boolean} fail tells the site owner; false when a listener shows the failure itself
 */

/** Typing has paused: time to write the address and to look into the bodies. */
const TYPING_PAUSE_MS = 300;
/** More suggestions than these nobody reads; as they come from the first hits, they bring no files of their own. */
const SUGGESTIONS = 6;

export class Session {
  #host;
  #router;
  stage;
  finder;
  #reader;
  #announcer;
  /** @type {State} */
  state;
  /** @type {Answer | null} */
  #answer = null;
  /** The request that #answer answers. */
  #answered = '';
  #turn = 0;
  #typing = 0;
  #deepening = 0;
  #suggesting = 0;
  /** What stood before the words that are being typed. @type {State | null} */
  #untyped = null;
  /** Where the list was left for an article. @type {import('./router.js').Note} */
  #left = {};

  /** @param {Omit<Host, 'ids'>} given */
  constructor(given) {
    const { routing, prefix } = given.options();
    const host = { ...given, ids: takeIds(prefix, given.signal) };
    this.#host = host;
    host.bundle.renewed = () => this.#renew();
    this.#router = new Router(routing, prefix);
    this.state = this.#router.read();
    this.#announcer = new Announcer(host.root);
    this.#reader = new Reader(
      host,
      () => this.stage.model,
      () => this.finder.again(),
    );
    this.stage = new Stage(host, this.#router, actions(this));
    this.finder = new LateFinder(host, this.stage, (text) => this.#announcer.say(text, 0));
    const asked = this.state.q !== '' || isFiltered(this.state);
    const { address, welcome, hold, introduce } = this.#reader;
    this.stage.set({ state: this.state, text: this.state.q, asked, address, welcome, hold, introduce });
    const { signal } = host;
    addEventListener('popstate', () => this.#follow(), { signal });
    // A reload, or a visit elsewhere and back, ends at the same place; browsers drop what is noted on `pagehide` alone.
    for (const type of ['scrollend', 'pagehide'])
      addEventListener(type, () => this.state.read || this.#router.remember({ y: scrollY }), { signal });
    addEventListener('pageshow', (event) => event.persisted && this.#follow(), { signal });
    listen(this, host, this.#reader);
  }

  /** Prepares the first view, unseen. Rejects when it cannot be had. */
  async start() {
    const { options, signal } = this.#host;
    const settings = () => JSON.stringify(options());
    let asked = '';
    let turn = 0;
    do {
      // Attributes or the address may have changed before the answer came.
      asked = settings();
      this.#answered = '';
      const shown = this.#show({ first: true });
      turn = this.#turn;
      await shown;
    } while (!signal.aborted && (turn !== this.#turn || asked !== settings()));
    // It stands above the list, which would move.
    await this.#reader.prepare(this.stage);
  }

  /** Takes the stage, where the reader was before a reload or a visit elsewhere. */
  reveal() {
    this.stage.reveal();
    const { y } = this.#router.note;
    if (this.state.read) this.stage.jump(location.hash, false) || this.stage.land(this.state.at);
    else if (y) scrollTo(scrollX, y);
  }

  refresh() {
    hurry();
    this.#answered = '';
    return this.#show();
  }

  /** The site has published anew: a list that stands, or waits behind an article, is asked for again. */
  #renew() {
    const isShown = !this.state.read && this.#answered === this.#request();
    this.#answered = '';
    if (isShown) void this.#show();
  }

  close() {
    clearTimeout(this.#typing);
    clearTimeout(this.#deepening);
    this.#turn++;
    this.#announcer.close();
    this.finder.drop();
    this.stage.close();
    this.#host.bundle.close();
  }

  /**
   * A committed step: the list starts from the top again unless the change says otherwise.
   * @param {Partial<State>} change @param {'push' | 'replace'} [how]
   */
  change(change, how = 'push') {
    if (change.q !== undefined) this.stage.set({ text: change.q });
    return this.#go({ ...this.state, show: 0, read: '', at: '', ...change }, how);
  }

  /** A step that may be one of many: shown at once, written to the address when typing rests. @param {string} q */
  type(q) {
    if (q === this.state.q) return this.stage.draw();
    this.#untyped ??= this.state;
    this.state = { ...this.state, q, show: 0 };
    this.#show();
    clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.#settle(), TYPING_PAUSE_MS);
  }

  /** Offers what the words in the box may become. */
  async suggest() {
    const turn = ++this.#suggesting;
    const { bundle, options } = this.#host;
    const { topic, pageSize, suggest } = options();
    const q = this.stage.model.text.trim();
    const show = Math.min(SUGGESTIONS, pageSize);
    const suggestions =
      q && suggest !== 'off'
        ? await bundle.suggest(toRequest({ ...this.state, q, sort: '', show }, { topic })).catch(() => [])
        : [];
    if (turn !== this.#suggesting || !this.stage.isTyping()) return;
    this.stage.offer(suggestions);
    if (suggestions.length) this.#announcer.say(this.stage.countText());
  }

  /** Takes the suggestions away, and those still on their way. */
  unsuggest() {
    this.#suggesting++;
    if (this.stage.model.suggestions.length) this.stage.offer([]);
  }

  /** The typed words are meant: a step of the history, from what stood before them, however long ago they were typed. @param {string} q */
  commit(q) {
    if (this.#untyped) {
      this.#router.write({ ...this.state, q: this.#untyped.q, show: this.#untyped.show }, 'replace');
    }
    return this.change({ q });
  }

  clear() {
    return this.change(cleared(this.state));
  }

  async more() {
    const before = this.#answer?.hits.length ?? 0;
    await this.change({ show: before + this.#host.options().pageSize }, 'replace');
    this.stage.focus('.title a', before);
    this.#announcer.say(this.stage.moreText(before), 0);
  }

  /** @param {string} slug @param {string} [url] @param {string} [at] name of a heading */
  async open(slug, url = '', at = '') {
    if (!this.#host.emit('article-open', { slug, url }, true)) return;
    this.#settle();
    const reading = this.state.read !== '';
    if (!reading) {
      this.#left = { y: scrollY, from: slug };
      this.#router.remember(this.#left);
    }
    const { steps = 0 } = this.#router.note;
    await this.#go({ ...this.state, read: slug, at }, 'push', { steps: reading ? steps && steps + 1 : 1 });
  }

  /** Back to the list: through the history when it leads there, so that Forward works too. */
  async closeArticle() {
    if (!this.state.read) return;
    const { steps } = this.#router.note;
    if (steps && this.#router.travels) history.go(-steps);
    else await this.#go({ ...this.state, read: '', at: '' }, 'push');
  }

  /** Writes what was typed but not yet written. */
  #settle() {
    if (!this.#typing) return;
    clearTimeout(this.#typing);
    this.#typing = 0;
    this.#router.write(this.state, 'replace');
  }

  /** @param {State} state @param {'push' | 'replace'} how @param {import('./router.js').Note} [note] */
  #go(state, how, note) {
    this.#router.write(state, how, note);
    return this.#become(state, { committed: true });
  }

  #follow() {
    const state = this.#router.read();
    if (writeState('', state) === writeState('', this.state)) return;
    this.stage.set({ text: state.q });
    this.#become(state);
  }

  /** Whatever is being typed is over. @param {State} state @param {{ committed?: boolean }} [how] */
  #become(state, how) {
    clearTimeout(this.#typing);
    this.#typing = 0;
    this.#untyped = null;
    this.unsuggest();
    this.state = state;
    return this.#show(how);
  }

  /** @param {{ first?: boolean, committed?: boolean }} [how] */
  async #show(how = {}) {
    this.stage.set({ state: this.state });
    void this.#reader.prepare(this.stage);
    await (this.state.read ? this.#read(how) : this.#list(how));
    // Nothing waits for what only the owner is told.
    void advise(this.#host, this.stage.model.missingTopic);
  }

  #request() {
    const { topic, sort, pageSize } = this.#host.options();
    return toRequest(this.state, { topic, sort, pageSize });
  }

  /** @param {{ first?: boolean, committed?: boolean }} how */
  async #list({ first = false, committed = false }) {
    const { bundle, emit } = this.#host;
    const turn = ++this.#turn;
    clearTimeout(this.#deepening);
    this.finder.drop();
    const returned = this.stage.leave();
    const request = this.#request();
    if (returned) emit('article-close', { slug: returned });
    if (request !== this.#answered) {
      const query = this.state.q;
      emit('search', { query, committed });
      const opening = writeState('', this.state) === '';
      const answer = await this.#attempt(
        turn,
        first,
        () => bundle.search(request, { opening }),
        () => this.#host.boot.failed,
      );
      if (!answer) return;
      this.#answer = answer;
      this.#answered = request;
      this.stage.set({ answer, rescues: [] });
      emit('results', {
        query,
        total: answer.total,
        shown: answer.hits.length,
        corrected: answer.corrected?.to,
        bytes: bundle.searchBytes,
      });
      if (!first) this.#announcer.say(this.stage.countText());
      if (!answer.total) this.#rescue(turn);
      else if (query) this.#deepen(turn, request);
    }
    // An article that was asked for and left may have left its message, or its bar.
    else this.stage.set({ busy: false, error: '' });
    this.stage.draw();
    if (returned) this.stage.restore(this.#router.note.from ? this.#router.note : this.#left);
  }

  /** Once typing rests, passages from the bodies replace the excerpts of the cards. @param {number} turn @param {string} request */
  #deepen(turn, request) {
    this.#deepening = window.setTimeout(async () => {
      try {
        const answer = await this.#host.bundle.search(`${request}&passages=1`);
        if (turn !== this.#turn) return;
        this.#answer = answer;
        this.stage.draw({ answer });
      } catch {
        // The excerpts that stand are right, only less telling.
      }
    }, TYPING_PAUSE_MS);
  }

  /** @param {number} turn */
  async #rescue(turn) {
    const { bundle, options } = this.#host;
    const rescues = await waysOut(bundle, this.stage.model, this.state, options().topic).catch(() => []);
    if (turn === this.#turn) this.stage.draw({ rescues });
  }

  /** @param {{ first?: boolean }} how */
  async #read({ first = false }) {
    const turn = ++this.#turn;
    clearTimeout(this.#deepening);
    const { read } = this.state;
    // What another article keeps waiting for may have been lost on its way.
    hurry();
    const reading = await this.#attempt(
      turn,
      first,
      () => this.#reader.load(read),
      () => this.stage.model.t.articleFailed,
    );
    if (reading === undefined) return;
    this.finder.drop();
    this.stage.enter(read, reading);
    if (!reading) this.#announcer.say(this.stage.model.t.noArticle(read), 0);
    // A page that opens on an article has its own idea of where the reader is; a click inside does not.
    if (!first) await this.stage.arrive(this.state.at, () => turn !== this.#turn);
    if (reading) void this.#complete(turn, reading);
  }

  /**
   * What needs all of an article's text: the way to a section far below, the marks of what was searched for.
   * @param {number} turn @param {import('./view/model.js').Reading} reading
   */
  async #complete(turn, { comesInSlices, whole, article }) {
    const { q, at } = this.state;
    // To ask for the place before the frame that lays it out would lay it out twice.
    if (comesInSlices) await nextFrame();
    const [x, y] = [scrollX, scrollY];
    try {
      await whole;
    } catch (error) {
      // The beginning stands.
      reportError(error);
    }
    if (turn !== this.#turn) return;
    // Whoever has begun to read meanwhile is not taken elsewhere.
    if (comesInSlices && scrollX === x && scrollY === y)
      this.stage.jump(location.hash, false) || this.stage.land(at);
    void this.finder.look(q, article.language, this.stage.body());
  }

  /**
   * The result, or undefined when it came too late or failed, which is then shown. The very first failure is the element's.
   * @template T @param {number} turn @param {boolean} first @param {() => Promise<T>} work
   * @param {() => string} failure what is said when it fails @returns {Promise<T | undefined>}
   */
  async #attempt(turn, first, work, failure) {
    try {
      this.stage.draw({ busy: true });
      const result = await work();
      if (turn !== this.#turn) return undefined;
      this.stage.set({ busy: false, error: '' });
      return result;
    } catch (/** @type {any} */ error) {
      if (turn !== this.#turn) return undefined;
      if (first) throw error;
      const { boot, fail } = this.#host;
      this.stage.draw({ busy: false, failure: failure(), error: fail(error) ? whyFor(error, boot) : '' });
      return undefined;
    }
  }
}
