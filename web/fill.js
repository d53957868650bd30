/** Makes rendered Markdown stand in the page: its nodes, what the shell adds to them, and what the page's hooks make of them. */
import { dresser } from './dress.js';
import { runInSlices } from './slices.js';
import { writeNodes } from './stream.js';

/** Letters that fill a large screen: so much of a text stands at once, the rest behind the first frame. */
export const FIRST_LETTERS = 8_000;
/** Elements that take about as long to lay out. */
const FIRST_ELEMENTS = 240;
/** Letters of a text that is laid out only as far as it is seen. A shorter one costs less than what that needs. */
export const LONG_LETTERS = 20_000;

/**
 * Makes the nodes of a text in `root`: the beginning at once, the rest after it has been painted.
 * @param {Element} root @param {import('./stream.js').Stream} stream @param {import('./stream.js').WriteOptions} options
 * @param {import('./view/model.js').Model} model @param {Parameters<typeof dresser>[1]} how
 * @returns {Promise<void>} settled once all of the text stands, or the element has left the page
 */
export async function fill(root, stream, options, model, how) {
  const dress = dresser(model, how);
  let elements = 0;
  const closed = (/** @type {Element} */ made) => {
    elements++;
    dress.closed(made);
  };
  const writing = writeNodes(stream, root, { ...options, closed });
  const isEnough = (/** @type {number} */ letters) => letters > FIRST_LETTERS || elements > FIRST_ELEMENTS;
  await runInSlices(writing, isEnough, () => !root.isConnected);
  // A hook takes as long as it likes: the text stands, and words are found in it, before.
  void dress.finish();
}
