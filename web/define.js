/** Defines `<carrel-articles>`. A page that loads this twice, or two versions of it, keeps the first. */
import { CarrelArticles } from './element.js';

if (globalThis.customElements && !customElements.get('carrel-articles'))
  customElements.define('carrel-articles', CarrelArticles);

export { CarrelArticles };
