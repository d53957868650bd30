/**
 * @file Shapes: what a value that came out of JSON must look like before anything is made of it.
 *
 * A shape is a function that looks at a value and says where it does not fit. A value that fits holds what its shape names and
 * nothing else: members of an object that have no name in its shape are taken out of it. Shapes are made once, when a module is
 * loaded; looking at a value makes no new objects unless it does not fit.
 */

/**
 * What does not fit. `path` leads to it from the value that was looked at, as in `.hits[3].title`; `fact` is the rest of the sentence.
 * @typedef {{ path: string, fact: string }} Misfit
 */
/** @typedef {(value: any) => Misfit | null} Shape null where the value fits */

/** A value that is quoted in a message is cut after so many characters. */
const QUOTED_AT_MOST = 40;

/** @param {any} value as it stands in a sentence */
function named(value) {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return text.length > QUOTED_AT_MOST ? `${text.slice(0, QUOTED_AT_MOST)}…` : text;
}

/** @param {any} value @param {string} wanted with its article @returns {Misfit} */
const misfit = (value, wanted) => ({ path: '', fact: `is ${named(value)} where ${wanted} belongs` });

/** @param {string} step that leads to the part @param {Misfit} inner @returns {Misfit} */
const under = (step, { path, fact }) => ({ path: step + path, fact });

/** @param {(value: any) => boolean} fits @param {string} wanted with its article @returns {Shape} */
const scalar = (fits, wanted) => (value) => (fits(value) ? null : misfit(value, wanted));

export const text = scalar((value) => typeof value === 'string', 'a text');
export const name = scalar((value) => typeof value === 'string' && value !== '', 'a text that is not empty');
/** JSON writes numbers that are infinite when they are read, as 1e999. */
export const number = scalar(Number.isFinite, 'a number');
export const flag = scalar((value) => typeof value === 'boolean', 'true or false');

/** A whole number. @param {number} [least] @param {number} [most] */
export const whole = (least = 0, most = Number.MAX_SAFE_INTEGER) =>
  scalar(
    (value) => Number.isSafeInteger(value) && value >= least && value <= most,
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number from ${least}`
      : `a whole number from ${least} to ${most}`,
  );
export const count = whole();

/** @param {RegExp} pattern of the whole text @param {string} wanted with its article */
export const like = (pattern, wanted) =>
  scalar((value) => typeof value === 'string' && pattern.test(value), wanted);

/** One of these texts. @param {...string} texts */
export const among = (...texts) => scalar((value) => texts.includes(value), `one of ${texts.join(', ')}`);

/** May be missing. @param {Shape} shape @returns {Shape} */
export const optional = (shape) => (value) => (value === undefined ? null : shape(value));

/** May be null. @param {Shape} shape @returns {Shape} */
export const nullable = (shape) => (value) => (value === null ? null : shape(value));

/** One of several; where none fits, it is told what the last one says. @param {...Shape} shapes @returns {Shape} */
export const either =
  (...shapes) =>
  (value) => {
    /** @type {Misfit | null} */
    let found = null;
    for (const shape of shapes) {
      found = shape(value);
      if (!found) return null;
    }
    return found;
  };

/** @param {Shape} shape of each item @param {number} [most] items @returns {Shape} */
export const list =
  (shape, most = Infinity) =>
  (value) => {
    if (!Array.isArray(value)) return misfit(value, 'a list');
    const { length } = value;
    if (length > most) return { path: '', fact: `has ${length} items where at most ${most} belong` };
    for (let i = 0; i < length; i++) {
      const found = shape(value[i]);
      if (found) return under(`[${i}]`, found);
    }
    return null;
  };

/** @param {any} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An object with these members. Others are taken out of it.
 * @param {Record<string, Shape>} members
 * @param {Shape} [whole] looks at the object once each member fits, for what is true of several of them together
 * @returns {Shape}
 */
export function record(members, whole) {
  const names = Object.keys(members);
  const shapes = Object.values(members);
  const places = new Map(names.map((member, place) => [member, place]));
  return (value) => {
    if (!isObject(value)) return misfit(value, 'an object');
    let seen = 0;
    // What our own modules write comes in the order of the shape, so that hardly any name is looked up.
    let place = 0;
    for (const member in value) {
      if (names[place] !== member) {
        const found = places.get(member);
        if (found === undefined) {
          delete value[member];
          continue;
        }
        place = found;
      }
      const found = shapes[place](value[member]);
      if (found) return under(`.${member}`, found);
      place++;
      seen++;
    }
    for (let i = 0; seen < names.length && i < names.length; i++) {
      if (Object.hasOwn(value, names[i])) continue;
      const found = shapes[i](undefined);
      if (found) return under(`.${names[i]}`, found);
    }
    return whole ? whole(value) : null;
  };
}

/**
 * An object whose members have names that nobody foresees. Those that do not fit are taken out of it.
 * @param {Shape} shape of each member @returns {Shape}
 */
export const dictionary = (shape) => (value) => {
  if (!isObject(value)) return misfit(value, 'an object');
  for (const member of Object.keys(value)) {
    // As a name of a member this one would change what others read from the object, wherever it is copied to.
    if (member === '__proto__' || shape(value[member])) delete value[member];
  }
  return null;
};

/** An object that is handed on to programs as it is. No view may read what is in it. @type {Shape} */
export const opaque = (value) => (isObject(value) ? null : misfit(value, 'an object'));

/** `[from, to)` in UTF-16 units, sorted, apart. @type {Shape} */
export const ranges = (value) => {
  if (!Array.isArray(value)) return misfit(value, 'a list of ranges');
  let end = 0;
  for (let i = 0; i < value.length; i++) {
    const range = value[i];
    if (!Array.isArray(range) || range.length !== 2) return under(`[${i}]`, misfit(range, 'a range'));
    const [from, to] = range;
    if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= end && to >= from))
      return { path: `[${i}]`, fact: 'is no range behind the one before' };
    end = to;
  }
  return null;
};

/**
 * Looks at an object with a text and its ranges: none may lead past the end of the text.
 * @param {string} textName @param {string} rangesName @returns {Shape}
 */
export const within = (textName, rangesName) => (value) => {
  const marks = value[rangesName];
  if (marks.length === 0 || marks[marks.length - 1][1] <= value[textName].length) return null;
  return { path: `.${rangesName}`, fact: `leads past the end of ${textName}` };
};
