/**
 * @file JSON that nobody packs: in the place of each value of each answer and each section another one, sealed again with the right checksum,
 * or said by a module that was replaced. What comes of it is an EngineError that names the place, or text.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBundle } from '../../web/engine.js';
import { open, pack } from '../../web/node.js';
import { fakeModule, site } from './fixtures/fake.js';
import { FORGED, forge, placeOf, placesIn, valueAt } from './support/forged.js';
import { IDS, LISTS, rich, SUGGESTS } from './support/rich.js';
import { sealedIn } from './support/sealed.js';
import { rightAnswers, visit } from './support/visit.js';

const files = await pack(rich);
const right = await rightAnswers(() => open(files));

/** What owners may fill with anything of their own, which no view reads. */
const own = /(^|\.)(fields|extra)\b/;

test('what is not forged is answered, drawn and found to be right', async () => {
  const { refused, findings } = await visit(() => open(files), right);
  assert.equal(refused, null);
  assert.deepEqual(findings, []);
});

/** The place that a message begins with. @param {string} message */
const named = (message) =>
  /^(?:[\w.-]+\.bin: )?(\S*?)( (in|of) the (answer|outline)| is damaged) /.exec(message)?.[1] ?? '';

/** @param {string} name of a place @param {string} around another */
const isNear = (name, around) => name !== '' && (name.startsWith(around) || around.startsWith(name));

/**
 * Puts every forgery into every place.
 * @param {any} value @param {(json: string) => () => Promise<import('../../web/bundle.js').Bundle>} opener
 * @param {import('./support/visit.js').Questions} questions @param {(named: string, around: string) => boolean} names whether what
 *   a message names is the place, or stands beside it
 * @param {(place: string) => boolean} [unfound] a place at which something else is no article any more, or no JSON
 */
async function forgeAll(value, opener, questions, names, unfound = () => false) {
  const seen = { refused: 0, taken: 0 };
  for (const path of placesIn(value)) {
    // Of a list the first item stands for the others.
    if (path.some((step) => typeof step === 'number' && step > 0)) continue;
    const place = placeOf(path);
    for (const [name, json] of Object.entries(FORGED)) {
      const what = `${name} as ${place}`;
      const { refused, findings } = await visit(opener(forge(value, path, json)), right, questions);
      assert.deepEqual(findings, [], what);
      if (!refused) {
        seen.taken++;
        // A text is never an object, whatever it is called.
        const object = /^[[{]/.test(json) && typeof valueAt(value, path) === 'string';
        assert.ok(!object || own.test(place) || unfound(place), `${what} was taken`);
        continue;
      }
      seen.refused++;
      assert.equal(refused.code, 'corrupt', `${what}: ${refused.message}`);
      // A range is named as a whole, and what does not fit together by one of its members.
      const around = placeOf(path.slice(0, -1));
      assert.ok(names(named(refused.message), around), `${what}: ${refused.message}`);
    }
  }
  return seen;
}

const some = { lists: [LISTS[1]], suggests: [SUGGESTS[0]], ids: [], reads: ['sleep'] };
const none = { lists: [], suggests: [], ids: [], reads: [] };
const sealed = sealedIn(files).filter(({ value }) => typeof value === 'object' && value !== null);
/** Of all articles the one that has everything is enough. */
const chosen = sealed.filter(({ where }) => !/article/.test(where) || where.endsWith(' 1'));

test('there is JSON in every section that may hold some', () => {
  const kinds = new Set(chosen.map(({ where }) => where.replace(/\d+/, 'n')));
  assert.deepEqual([...kinds].sort(), [
    'META',
    'the details of article n',
    'the picture of card n',
    'what is related to article n',
  ]);
});

for (const { where, value, replaced } of chosen) {
  test(`whatever is sealed into ${where} is refused with its place, or is text`, async () => {
    // Where a section is a part of a larger answer, its places are too.
    const isDetails = where.startsWith('the details');
    const inside = isDetails ? 'article' : where.startsWith('what') ? 'article.related' : 'hits[';
    const names = (/** @type {string} */ name, /** @type {string} */ around) =>
      where === 'META'
        ? isNear(name, around)
        : name.startsWith(inside) && name.includes(isDetails ? around : '');
    // An article is looked up by its slug.
    const { refused, taken } = await forgeAll(
      value,
      (json) => () => open(replaced(json)),
      // What shows it, and no more: each forgery takes an instance of its own.
      { ...none, ...(inside === 'hits[' ? { lists: some.lists } : { reads: some.reads }) },
      names,
      (place) => isDetails && place === 'slug',
    );
    assert.ok(refused > 50 && taken > 0, `${refused} were refused, ${taken} were taken`);
  });
}

test('what is sealed into a section and is no JSON, or more than JSON, is refused', async () => {
  for (const { where, replaced } of chosen) {
    for (const text of [
      '{',
      '}',
      '"',
      '\u0000',
      '{"a":}',
      'undefined',
      '<html>',
      '{"title":{}},"x":{',
      '1e',
      '[1,]',
    ]) {
      const { refused, findings } = await visit(() => open(replaced(text)), right, some);
      assert.deepEqual(findings, [], `${JSON.stringify(text)} in ${where}`);
      // The details of an article begin with its slug; otherwise it is not found.
      if (!where.startsWith('the details')) assert.equal(refused?.code, 'corrupt', `${text} in ${where}`);
    }
  }
});

test('a card cannot give another member of its hit another type', async () => {
  const card = chosen.find(({ where }) => where.startsWith('the picture'));
  for (const json of [
    'null,"title":{"type":"img"}',
    'null,"authors":[{"type":"img"}]',
    'null},{"slug":{}',
    'null,"__proto__":{"title":1}',
    'null}],"facets":{"tags":[{"label":{"type":"img"}}]},"x":[{"y":1',
  ]) {
    const { findings } = await visit(() => open(/** @type {any} */ (card).replaced(json)), right, some);
    assert.deepEqual(findings, [], json);
  }
});

/** The answers of a replaced module, line by line (fixtures/forged.c). */
const lines = {
  open: right.info[0],
  list: right.lists[1],
  ids: right.ids[0],
  read: { article: right.reads[0] },
  suggest: { suggestions: right.suggests[0] },
};
const module = { body: fakeModule('forged'), type: 'application/wasm' };
/** What the file of the bundle says at the moment. */
let root = '';
const forgedSite = site({
  'b/entry.json': { body: '{"carrel":1,"index":"root"}' },
  'b/root.bin': () => ({ body: root }),
  'm/search.wasm': module,
  'm/markdown.wasm': module,
});
const openForged = () =>
  openBundle(forgedSite.at('b/entry.json'), { modules: forgedSite.modules, fetch: forgedSite.fetch });

/** @param {Record<string, string>} [changed] JSON by line */
const saying = (changed = {}) => {
  const text = Object.entries(lines)
    .map(([name, value]) => changed[name] ?? JSON.stringify(value))
    .join('\n');
  return () => {
    root = text;
    return openForged();
  };
};

/** The Markdown of an article is the outline that the module gives back. @param {any} outline */
const readWith = (outline) =>
  JSON.stringify({ article: { ...right.reads[0], body: JSON.stringify(outline) } });
const headings = right.streams[0].outline;

/** @type {Record<string, { questions: Partial<import('./support/visit.js').Questions>, verb: string }>} */
const asked = {
  open: { questions: {}, verb: 'carrel_open' },
  list: { questions: { lists: ['q=a'] }, verb: 'carrel_search' },
  ids: { questions: { ids: [IDS] }, verb: 'carrel_search' },
  read: { questions: { reads: ['sleep'] }, verb: 'carrel_search' },
  suggest: { questions: { suggests: ['q=a'] }, verb: 'carrel_suggest' },
};

for (const [line, { questions, verb }] of Object.entries(asked)) {
  test(`whatever a replaced module answers to ${line} is refused with its place, or is text`, async () => {
    const changes = { read: readWith(headings) };
    const value = line === 'read' ? JSON.parse(changes.read) : lines[/** @type {'open'} */ (line)];
    const opener = (/** @type {string} */ json) => saying({ ...changes, [line]: json });
    // The Markdown of this article is the outline of its text.
    const names = (/** @type {string} */ name, /** @type {string} */ around) =>
      isNear(name, around) || (line === 'read' && name === '');
    const { refused } = await forgeAll(value, opener, { ...none, ...questions }, names);
    assert.ok(refused > 100, `${refused} were refused`);
  });

  test(`an answer to ${line} that is no JSON, or another answer, is refused`, async () => {
    const others = Object.values(lines).filter((value) => value !== lines[/** @type {'open'} */ (line)]);
    const wrong = [
      '',
      '{',
      'null',
      '[]',
      '7',
      '"text"',
      '{}',
      '{"needs":7}',
      '{"needs":{"files":[{}],"stems":[]}}',
      '\u0000',
    ];
    for (const json of [...wrong, ...others.map((value) => JSON.stringify(value))]) {
      const opener = saying({ read: readWith(headings), [line]: json });
      const { refused, findings } = await visit(opener, right, { ...none, ...questions });
      assert.deepEqual(findings, [], json.slice(0, 60));
      // A list of identities is a part of a full one, and what is known of neither is left out.
      if (line === 'ids' && json === JSON.stringify(lines.list)) continue;
      assert.equal(refused?.code, 'corrupt', json.slice(0, 60));
      assert.match(refused.message, new RegExp(`the answer to ${verb} `));
    }
  });
}

test('whatever a replaced renderer says of the headings is refused with its place, or is text', async () => {
  /** @type {(json: string) => any} */
  const opener = (json) => saying({ read: JSON.stringify({ article: { ...right.reads[0], body: json } }) });
  const { refused } = await forgeAll(headings, opener, { ...none, reads: ['sleep'] }, isNear);
  assert.ok(refused > 50);
});
