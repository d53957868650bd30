/// <reference path="./css.d.ts" />
/** The stylesheets as objects: constructed ones are not governed by `style-src`, and every widget shares them. */
import shadowText from './shadow.css';
import topicText from './topic.css';

/** @typedef {'shadow' | 'topic' | 'introduction' | 'article' | 'prose'} Name */

/** Made when they are first needed: a worker that loads this file has no stylesheets. @type {Map<Name, CSSStyleSheet>} */
const made = new Map();

/** @param {Name} name @param {string} text */
function sheet(name, text) {
  const found = made.get(name) ?? new CSSStyleSheet();
  if (!made.has(name)) found.replaceSync(text);
  made.set(name, found);
  return found;
}

/** Of the controls and the list. */
export const shadowSheet = () => sheet('shadow', shadowText);

/** Of what comes with the first text that is read, in this order. @type {CSSStyleSheet[]} */
let readingSheets = [];

/**
 * Takes them.
 * @param {{ introduction: string, article: string, prose: string }} texts
 */
export function takeReadingStyles({ introduction, article, prose }) {
  readingSheets = [sheet('introduction', introduction), sheet('article', article), sheet('prose', prose)];
}

/**
 * Styles what is read in the tree of the page that it stands in: rules without specificity, which any rule of the site overrides.
 * @param {Document | ShadowRoot} place
 */
export function styleReading(place) {
  const ours = [sheet('topic', topicText), ...readingSheets];
  const present = place.adoptedStyleSheets;
  if (ours.every((one) => present.includes(one))) return;
  place.adoptedStyleSheets = [...present.filter((one) => !ours.includes(one)), ...ours];
}
