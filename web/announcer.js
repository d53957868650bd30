/** What a screen reader is told: short, late enough not to talk over typing, and said again when it is the same again. */

/** The reader has stopped typing for this long. */
const PAUSE_MS = 1000;
/** Browsers drop a text that equals the one before; an emptied region in between makes it new. */
const GAP_MS = 60;

export class Announcer {
  #node;
  #timer = 0;

  /** @param {ParentNode & Node} root */
  constructor(root) {
    this.#node = document.createElement('div');
    this.#node.setAttribute('role', 'status');
    this.#node.className = 'unseen';
    root.append(this.#node);
  }

  /** @param {string} text @param {number} [pause] */
  say(text, pause = PAUSE_MS) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#node.textContent = '';
      this.#timer = window.setTimeout(() => {
        this.#node.textContent = text;
      }, GAP_MS);
    }, pause);
  }

  close() {
    clearTimeout(this.#timer);
    this.#node.remove();
  }
}
