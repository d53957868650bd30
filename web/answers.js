/**
 * @file The shape of every JSON that comes from outside: answers of modules, parts of files that they hand on, entries.
 *
 * One guarantee: what comes out of here is what docs/query.md and docs/stream.md say, whoever wrote it. Texts are texts, lists are
 * lists, ranges lie in their texts, and no object stands where a text belongs, so that nothing of it can be taken for a view.
 * Addresses are texts here; what they may lead to is judged where they are used.
 */
import { EngineError } from './files.js';
import {
  among,
  count,
  dictionary,
  either,
  flag,
  like,
  list,
  name,
  nullable,
  number,
  opaque,
  optional,
  ranges,
  record,
  text,
  whole,
  within,
} from './shapes.js';

/** @typedef {import('./shapes.js').Shape} Shape */

const REMEDY = 'pack the content again and upload every file';

/** Half of a character can be written into JSON as an escape; nobody can put it into an address. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/** @param {string} _key @param {any} value */
const wellFormed = (_key, value) =>
  typeof value === 'string' ? value.replace(LONE_SURROGATE, '\ufffd') : value;

/**
 * The value, once it fits.
 * @param {any} value @param {Shape} shape @param {string} where it was found, for the message
 * @returns {any} Throws an EngineError that names the place of what does not fit.
 */
export function shaped(value, shape, where) {
  const misfit = shape(value);
  if (!misfit) return value;
  const place = misfit.path.replace(/^\./, '');
  throw new EngineError('corrupt', `${place && `${place} in `}${where} ${misfit.fact}: ${REMEDY}`);
}

/**
 * What JSON says, once it fits.
 * @param {string} json @param {Shape} shape @param {string} where it was found, for the message
 * @returns {any} Throws an EngineError where it is no JSON, or does not fit.
 */
export function fromJson(json, shape, where) {
  let value;
  try {
    value = SURROGATE_ESCAPE.test(json) ? JSON.parse(json, wellFormed) : JSON.parse(json);
  } catch (cause) {
    throw new EngineError('corrupt', `${where} is not JSON: ${REMEDY}`, { cause });
  }
  return shaped(value, shape, where);
}

const texts = list(text);
const image = nullable(
  record({ src: text, alt: optional(text), width: optional(count), height: optional(count) }),
);

// Anything of the owner's own, for programs (docs/content.md).
const plain = either(text, number, flag);
const plainOrList = either(plain, list(plain));
const ownFields = dictionary(plainOrList);
/** Those of a site may say how one filters by a field. */
const siteFields = dictionary(either(plainOrList, dictionary(plainOrList)));

/** No article that anybody reads has more, and lists of them are walked whenever one is drawn. */
const HEADINGS_AT_MOST = 100_000;

/** Headings of an article. */
export const outline = list(record({ level: whole(1, 6), id: text, text }), HEADINGS_AT_MOST);

/** A node stream in JSON. */
const stream = record({ ops: list(whole(0, 0xffff_ffff)), text, outline, truncated: flag });

/** The answer to `carrel_open`. */
export const opened = record({
  format: optional(count),
  generator: optional(text),
  articles: count,
  site: record({
    title: text,
    url: text,
    language: text,
    fields: optional(siteFields),
    // It becomes a part of the first line of each request to render.
    markdown: optional(like(/^[\w=&-]*$/, 'a choice of Markdown')),
  }),
  stems: list(name),
  topics: list(
    record({
      slug: text,
      title: text,
      articles: count,
      introduction: optional(stream),
      terms: optional(
        list(record({ term: text, also_known_as: optional(texts), definition: optional(text) })),
      ),
    }),
  ),
  help: list(
    record({
      region: optional(text),
      language: optional(text),
      label: optional(text),
      text: optional(text),
      tel: optional(text),
      url: optional(text),
      verified: optional(text),
    }),
  ),
  dates: optional(record({ from: text, to: text })),
  extra: optional(opaque),
});

const marked = record({ text, ranges }, within('text', 'ranges'));

const explanation = record({
  words: list(
    record({
      word: text,
      found: nullable(among('exact', 'stem', 'prefix', 'typo', 'synonym')),
      inTitle: flag,
      idf: number,
      score: number,
    }),
  ),
  coverage: number,
  text: number,
  title: number,
  weight: number,
  refined: number,
  score: number,
});

const hit = record(
  {
    slug: text,
    title: text,
    titleRanges: ranges,
    url: text,
    date: text,
    updated: text,
    authors: texts,
    categories: texts,
    tags: texts,
    image,
    minutes: count,
    score: number,
    alsoKnownAs: nullable(marked),
    synonym: nullable(text),
    excerpt: record({ text, ranges, from: among('card', 'body') }, within('text', 'ranges')),
    section: nullable(record({ id: text, path: texts })),
    explain: optional(explanation),
  },
  within('title', 'titleRanges'),
);

// A category without a name would be its own parent.
const facetValue = record({ slug: name, label: text, count, selected: flag });
const facet = list(facetValue);
/** From 1 to 9999 there are so many months; the views look for the longest bar by spreading all of them as arguments. */
const times = list(facetValue, 120_000);

/** @param {string} type @param {Shape} bound */
const rangeField = (type, bound) =>
  record({
    name,
    label: text,
    type: among(type),
    min: bound,
    max: bound,
    from: nullable(bound),
    to: nullable(bound),
    histogram: list(record({ from: bound, to: bound, count }), 1000),
  });
const textField = record({ name, label: text, type: among('text'), values: facet });
const numberField = rangeField('number', number);
const dateField = rangeField('date', text);
/** @type {Shape} */
const field = (value) => {
  if (value?.type === 'number') return numberField(value);
  return value?.type === 'date' ? dateField(value) : textField(value);
};

const facets = record({
  categories: facet,
  tags: facet,
  authors: facet,
  years: times,
  months: times,
  fields: list(field),
});

const understood = {
  relaxed: list(among('phrase', 'field', 'words', 'row')),
  corrected: nullable(record({ from: text, to: text, query: text, total: count })),
  synonyms: list(record({ for: text, name: text })),
  ignored: texts,
};
const sort = among('relevance', 'new', 'old', 'title');

const needs = record({
  needs: record({
    files: list(name),
    stems: list(record({ word: text, language: text, among: texts })),
  }),
});

/** An answer, or what is missing for one. @param {Shape} shape @returns {Shape} */
const orNeeds = (shape) => (value) => (value?.needs === undefined ? shape(value) : needs(value));

const listed = orNeeds(record({ query: text, total: count, sort, hits: list(hit), facets, ...understood }));

const identified = orNeeds(
  record({
    query: text,
    total: count,
    sort,
    hits: list(record({ slug: text, score: number })),
    ...understood,
  }),
);

const person = record({ name: text, url: optional(text), credentials: optional(text) });

const read = orNeeds(
  record({
    article: nullable(
      record({
        slug: text,
        title: text,
        url: text,
        date: text,
        updated: text,
        authors: list(person),
        categories: texts,
        tags: texts,
        excerpt: text,
        also_known_as: texts,
        language: text,
        image,
        topics: texts,
        minutes: count,
        reviewed_by: nullable(person),
        last_reviewed: text,
        next_review: text,
        sources: list(
          record({ title: text, url: optional(text), publisher: optional(text), date: optional(text) }),
        ),
        fields: optional(ownFields),
        extra: optional(opaque),
        related: list(record({ slug: text, title: text })),
        body: text,
      }),
    ),
  }),
);

/** The answer to `carrel_suggest`. */
const suggested = orNeeds(
  record({
    suggestions: list(
      record(
        {
          text,
          kind: among('term', 'title', 'tag', 'category', 'topic-term'),
          slug: text,
          count,
          ranges,
        },
        within('text', 'ranges'),
      ),
    ),
  }),
);

/**
 * What a verb must answer to a query: of a name that stands in it twice the last value counts, as in wasm/search/query.cpp.
 * @param {string} verb @param {string} query @returns {Shape}
 */
export function answerTo(verb, query) {
  if (verb === 'carrel_suggest') return suggested;
  const asked = new URLSearchParams(query);
  const last = (/** @type {string} */ parameter) => asked.getAll(parameter).pop();
  if (last('read')) return read;
  return last('only') === 'ids' ? identified : listed;
}

/** `entry.json`, and what the packer says of it. What it names of scripts and modules is the loader's to judge (web/loader.js). */
export const entry = record({
  carrel: count,
  format: optional(count),
  index: name,
  articles: optional(count),
  searchBytes: optional(count),
  session: optional(record({ name, integrity: text })),
  modules: optional(dictionary(name)),
});

const packingOn = record({
  done: optional(flag),
  progress: number,
  language: text,
});
const packedUp = record({
  done: optional(flag),
  files: list(record({ name, kind: optional(text), hint: optional(text), size: count })),
  report: record({
    articles: count,
    faults: list(record({ at: text, slug: optional(text), fact: text, remedy: text })),
    unknown: texts,
  }),
  entry,
});
/** The header of an answer to `carrel_pack`, of which the last has an entry. @type {Shape} */
export const packingStep = (value) => (value?.entry === undefined ? packingOn(value) : packedUp(value));
