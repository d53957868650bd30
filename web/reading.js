/** What an opened article needs besides the list: its view, its styles, and the marks of what was searched for. A file of its own. */

export { Finder } from './finder.js';
export { default as styles } from './styles/article.css';
export { ArticlePage } from './view/article.js';
