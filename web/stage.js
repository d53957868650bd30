/**
 * The widget's two trees: the shadow tree with the controls and the list, and the light children that are read.
 * Draws the model, measures the host, moves focus and scroll. Knows nothing of requests.
 */
import { keepInPage } from './anchors.js';
import { holdInView } from './hold-in-view.js';
import { sweep } from './light.js';
import { fragmentIn } from './links.js';
import { isWhole } from './privacy.js';
import { nextFrame, nextTask } from './slices.js';
import { EMPTY } from './state.js';
import { speak } from './strings/index.js';
import { shadowSheet, styleReading } from './styles/sheets.js';
import { lightness } from './theme.js';
import { nameInTitle, unnameInTitle } from './title.js';
import { activeFilters } from './view/active.js';
import { App } from './view/app.js';
import { render } from './view/dom.js';
import { formats } from './view/formats.js';
import { safe, WORTH_LISTING } from './view/pieces.js';
import { records, text } from './view/plain.js';
import { TopicPage } from './view/topic.js';

/**
 * @typedef {import('./view/model.js').Model} Model
 * @typedef {import('./view/model.js').Reading} Reading
 */

/** Below this the filters fold away; below the other everything tightens. CSS pixels of the host. */
const WIDE = 800;
const SMALL = 480;
/** An introduction of so many characters would push the list off a small page. */
const LONG_INTRODUCTION = 700;

/** Moves the focus to what is no control. @param {Element} target */
const take = (target) => {
  target.setAttribute('tabindex', '-1');
  /** @type {HTMLElement} */ (target).focus({ preventScroll: true });
};

export class Stage {
  #host;
  #root;
  #topic;
  /** @type {HTMLElement | null} */
  #article = null;
  #observer;
  #children;
  /** @type {Model} */
  model;

  /**
   * @param {import('./session.js').Host} host @param {import('./router.js').Router} router @param {import('./view/model.js').Actions} on
   */
  constructor(host, router, on) {
    this.#host = host;
    const { element, root, boot } = host;
    this.#root = root.appendChild(document.createElement('div'));
    this.#root.hidden = true;
    this.#topic = this.#child('section', 'carrel-topic');
    root.adoptedStyleSheets = [...root.adoptedStyleSheets.slice(0, 1), shadowSheet()];
    this.settle();
    this.model = /** @type {any} */ ({
      ...{ boot, on, unfolded: new Set(), rescues: [], suggestions: [], active: -1 },
      // A shared link carries the article alone: the words that led to it stay with the reader.
      href: (/** @type {string} */ slug, /** @type {string} */ url, at = '') =>
        safe(url) || router.href({ ...EMPTY, read: slug, at }),
      topicHref: (/** @type {string} */ topic) => router.href({ ...EMPTY, topic }),
    });
    const look = () => this.#measure() && this.draw();
    this.#observer = new ResizeObserver(look);
    this.#observer.observe(element);
    // The probe's colour is in transition whenever the inherited one has changed, for whatever reason.
    this.#root.addEventListener('transitionend', look);
    this.#children = new MutationObserver(() => this.#keepChildren());
    this.#children.observe(element, { childList: true });
  }

  /** Styles what is read where the element stands now: in the page, or in the shadow tree of another element. */
  settle() {
    styleReading(/** @type {Document | ShadowRoot} */ (this.#host.element.getRootNode()));
  }

  reveal() {
    this.#root.hidden = false;
  }

  close() {
    this.#observer.disconnect();
    this.#children.disconnect();
    this.leave();
    render(null, this.#topic);
    render(null, this.#root);
    this.#topic.remove();
    this.#root.remove();
  }

  /** @param {Partial<Model>} change */
  set(change) {
    Object.assign(this.model, change);
  }

  /** @param {import('./view/model.js').Suggestion[]} suggestions */
  offer(suggestions) {
    this.draw({ suggestions, active: -1 });
  }

  /** Makes a suggestion the active one. @param {number} active */
  point(active) {
    this.draw({ active });
    this.#root.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Is the focus in the search box? */
  isTyping() {
    return this.#host.root.activeElement?.id === 'q';
  }

  /** @param {string} name a disclosure */
  unfold(name) {
    const { unfolded } = this.model;
    if (!unfolded.delete(name)) unfolded.add(name);
    this.draw();
  }

  /** @param {Partial<Model>} [change] */
  draw(change = {}) {
    this.set(change);
    this.#measure();
    const introduced = this.#fill();
    const { model } = this;
    const { t, title, level, reading, classes } = model;
    const id = this.#host.ids.own;
    /** In the tree of the page every class bears our name. @param {...(string | false | null)} names */
    const named = (...names) =>
      [...names, ...classes]
        .filter(Boolean)
        .map((name) => `carrel-${name}`)
        .join(' ');
    const terms = records(introduced?.terms);
    const stream = introduced?.introduction;
    const introduction = text(stream?.text)
      ? (/** @type {Element} */ root) => model.introduce(root, stream)
      : null;
    this.#topic.className = named(
      'topic',
      model.clampable && !model.unfolded.has('introduction') && 'clamped',
      introduction && terms.length > 0 && 'defined',
    );
    render(TopicPage({ title, introduction, terms, level, id, t }), this.#topic);
    if (reading) {
      this.#article ??= this.#child('article', 'carrel-article');
      this.#article.className = named(
        'article',
        records(reading.outline).length >= WORTH_LISTING && 'outlined',
      );
      if (text(reading.article.language)) this.#article.lang = text(reading.article.language);
      render(reading.page({ m: model, reading, id }), this.#article);
    }
    render(App(model), this.#root);
    keepInPage(this.#topic);
    if (this.#article) keepInPage(this.#article);
  }

  /**
   * Shows an article, or that there is none.
   * @param {string} slug @param {Reading | null} reading
   */
  enter(slug, reading) {
    if (reading) this.settle();
    this.draw({ reading, missing: reading ? '' : slug });
    if (reading) nameInTitle(this, text(reading.article.title));
  }

  /**
   * Takes the reader to what was shown, in the frame that shows it: to lay it out earlier would be to do so twice.
   * @param {string} at name of a heading of the article @param {() => boolean} isOver is it no longer shown?
   */
  async arrive(at, isOver) {
    await nextFrame();
    if (isOver() || this.land(at)) return;
    this.#root.querySelector('.reader')?.scrollIntoView();
    // The frame is long enough without what a moved focus restyles.
    await nextTask();
    if (!isOver()) this.focusArticle();
  }

  /** Where the text of the opened article stands. */
  body() {
    return this.#article?.querySelector('.carrel-body');
  }

  focusArticle() {
    const heading = this.#article?.querySelector('[tabindex]');
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
    else this.focus('.reader [tabindex]', 0, true);
  }

  /** Puts the article away. @returns {string} the slug of what was open, '' when nothing was */
  leave() {
    const slug = this.model.reading?.article.slug ?? this.model.missing;
    this.set({ reading: null, missing: '' });
    if (this.#article) render(null, this.#article);
    this.#article?.remove();
    this.#article = null;
    unnameInTitle(this);
    return slug;
  }

  /** The list as it was left. @param {import('./router.js').Note} note */
  restore({ y, from }) {
    if (!this.focus(`[data-slug="${CSS.escape(from ?? '')}"]`, 0, true)) this.focus('#list', 0, true);
    if (y !== undefined) scrollTo(scrollX, y);
  }

  /** Is the node part of what is read? @param {Node} node */
  holds(node) {
    return this.#topic.contains(node) || Boolean(this.#article?.contains(node));
  }

  /** Follows an anchor inside the article. @param {string} anchor `#…` @param {boolean} byHand @returns {boolean} whether there is one */
  jump(anchor, byHand) {
    return this.#visit(fragmentIn(new URL(anchor, document.baseURI).href), byHand);
  }

  /** Takes the reader to a heading of the article at once: nothing glides by. @param {string} name @returns {boolean} whether there is one */
  land(name) {
    return this.#visit(name && this.#host.ids.articles + name, true, { behavior: 'instant' });
  }

  /** @param {string} id in the article @param {boolean} byHand @param {ScrollIntoViewOptions} [how] */
  #visit(id, byHand, how) {
    const target = id && this.#article?.querySelector(`#${CSS.escape(id)}`);
    if (!target) return false;
    const long = target.closest('.carrel-long');
    if (long) holdInView(target, long, how);
    else target.scrollIntoView(how);
    if (byHand) take(target);
    return true;
  }

  /** @param {string} selector @param {number} [index] @param {boolean} [preventScroll] @returns {boolean} whether there is such a thing */
  focus(selector, index = 0, preventScroll = false) {
    const target = /** @type {HTMLElement | undefined} */ (this.#root.querySelectorAll(selector)[index]);
    target?.focus({ preventScroll });
    return Boolean(target);
  }

  /** @returns {number} the chip that holds the focus, -1 when none does */
  chipInFocus() {
    const focused = this.#host.root.activeElement;
    return focused ? [...this.#root.querySelectorAll('.chip')].indexOf(focused) : -1;
  }

  /** The chip that took the place of a removed one, or the list when none is left. @param {number} index */
  focusChip(index) {
    const last = this.#root.querySelectorAll('.chip').length - 1;
    if (index < 0 || !this.focus('.chip', Math.min(index, last))) this.focus('#list');
  }

  countText() {
    const { answer, suggestions, t, format } = this.model;
    if (!answer) return '';
    const said = answer.total
      ? t.articles(answer.total, format.number(answer.total))
      : t.noneFor(answer.query, activeFilters(this.model).length > 0);
    const offered = suggestions.length;
    return offered ? `${said}, ${t.suggested(offered, format.number(offered))}` : said;
  }

  /** @param {number} before hits shown until now */
  moreText(before) {
    const { answer, t, format } = this.model;
    const shown = answer?.hits.length ?? 0;
    return t.loaded(format.number(shown - before), format.number(shown), format.number(answer?.total ?? 0));
  }

  /** Is there an introduction, or a glossary? */
  hasIntroduction() {
    const introduced = this.#fill();
    return text(introduced?.introduction?.text) !== '' || records(introduced?.terms).length > 0;
  }

  /** Everything in the model that follows from the bundle, the attributes and the state. @returns {any} the one topic, if there is one */
  #fill() {
    const { bundle, options } = this.#host;
    const { lang, level, topic, suggest, privacy } = options();
    const { info } = bundle;
    const site = info.site ?? {};
    const [topics, help] = [records(info.topics), records(info.help)];
    const { t, locale } = speak(lang || text(site.language));
    const slug = topic || this.model.state.topic;
    const introduced = slug ? topics.find((topic) => topic.slug === slug) : topics.length === 1 && topics[0];
    const base = (/** @type {string} */ tag) => tag.split('-')[0].toLowerCase();
    const spoken = help.filter((notice) => base(text(notice.language) || locale) === base(locale));
    this.set({
      t,
      level,
      suggests: suggest !== 'off',
      // Pictures of what was found would tell their host what was looked for.
      unpictured: isWhole(privacy),
      format: this.model.t === t ? this.model.format : formats(locale),
      help: spoken.length ? spoken : help,
      title: text(introduced?.title) || text(site.title),
      // An attribute holds the widget to its topic.
      topics: introduced || topic ? [] : topics,
      missingTopic: introduced ? '' : slug,
      foreignTopic: Boolean(!topic && (introduced ? topics.length > 1 : slug)),
      clampable:
        (this.model.narrow || this.model.asked) &&
        text(introduced?.introduction?.text).length > LONG_INTRODUCTION,
    });
    return introduced;
  }

  /** @returns {boolean} whether anything has changed */
  #measure() {
    const { element } = this.#host;
    const width = element.clientWidth;
    const style = getComputedStyle(this.#root.firstElementChild ?? element);
    const narrow = width < WIDE;
    const classes = [
      narrow ? 'narrow' : 'wide',
      ...(width < SMALL ? ['small'] : []),
      ...(lightness(style.color) > 0.5 ? ['dark'] : []),
      ...(style.direction === 'rtl' ? ['rtl'] : []),
    ];
    const changed = String(classes) !== String(this.model.classes);
    this.set({ narrow, classes });
    return changed;
  }

  /** A light child, shown through the slot of its name. @param {string} tag @param {string} name */
  #child(tag, name) {
    const child = document.createElement(tag);
    child.slot = child.className = name;
    return this.#host.element.appendChild(child);
  }

  /** A page that puts back stored children, or its own, takes ours away and may bring those of another widget. */
  #keepChildren() {
    const { element } = this.#host;
    const ours = [this.#topic, ...(this.#article ? [this.#article] : [])];
    sweep(element, ours);
    for (const child of ours) if (child.parentNode !== element) element.append(child);
  }
}
