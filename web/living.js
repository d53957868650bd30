/** @file An instance of a module that is made when it is first wanted, and once more when it died. */

/** What lives in an instance: made when it is first wanted, and once more when an instance died of a task. @template T */
export class Living {
  /** What was made, once it is there. @type {T | null} */
  present = null;
  #make;
  /** @type {Promise<T> | null} */ #made = null;

  /** @param {() => Promise<T>} make */
  constructor(make) {
    this.#make = make;
  }

  drop() {
    this.#made = this.present = null;
  }

  /** Whatever is there, or is made now. */
  #living() {
    if (this.#made) return this.#made;
    const made = this.#make();
    this.#made = made;
    made.then(
      (value) => {
        if (this.#made === made) this.present = value;
      },
      () => this.#dropOnly(made),
    );
    return made;
  }

  /** Another task may have made a new one in the meantime. @param {Promise<T>} made */
  #dropOnly(made) {
    if (this.#made === made) this.drop();
  }

  /** @template R @param {(made: T) => R | Promise<R>} task @param {boolean} [again] @returns {Promise<R>} */
  async use(task, again = true) {
    const made = this.#living();
    try {
      return await task(await made);
    } catch (/** @type {any} */ error) {
      if (error.code !== 'trap') throw error;
      this.#dropOnly(made);
      if (!again) throw error;
      return this.use(task, false);
    }
  }
}
