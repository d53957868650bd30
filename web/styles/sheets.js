/// <reference path="./css.d.ts" />
/** The stylesheets as objects: constructed ones are not governed by `style-src`, and every widget shares them. */
import lightText from './light.css';
import shadowText from './shadow.css';

/** @type {CSSStyleSheet[] | undefined} */
let made;

/**
 * Two sheets: that of the controls and the list; and that of what is read, in the tree of the page: rules without specificity,
 * which any rule of the site overrides. Made when they are first needed: a worker that loads this file has no stylesheets.
 */
export function sheets() {
  made ??= [shadowText, lightText].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return made;
}
