/**
 * What is read needs besides the list: the writer of rendered Markdown with its styles, the view of an article, and the marks of
 * what was searched for. A file of its own.
 */
import article from './styles/article.css';
import introduction from './styles/introduction.css';
import prose from './styles/prose.css';

export { heldPicture } from './dress.js';
export { FIRST_LETTERS, fill, LONG_LETTERS } from './fill.js';
export { Finder } from './finder.js';
export const styles = { introduction, article, prose };
export { ArticlePage } from './view/article.js';
export { FoundBar } from './view/found-bar.js';
