/**
 * @file The marks in an article beside those of the engine. The engine marks whole titles: texts that are titles show what it
 * would mark in an article.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lookFor, rangesIn, termsOf } from '../../web/found.js';
import { open, pack } from '../../web/node.js';

const demo = new URL('../../web/demo/content/articles/', import.meta.url);
/** Lines of the demo's articles: prose, links and marks of Markdown, which are characters like others here. */
const english = readdirSync(demo)
  .flatMap((name) => readFileSync(new URL(name, demo), 'utf8').split('\n'))
  .filter((line) => line.length > 60 && line.length < 600);

/** @param {string[]} texts @param {string} language */
const bundleOf = async (texts, language) =>
  open(
    await pack({
      site: { title: 'Site', language },
      articles: texts.map((title, i) => ({ slug: `t${i}`, title, body: '' })),
    }),
  );

/**
 * Texts that were marked otherwise than the engine marks them, one line each.
 * @param {Awaited<ReturnType<typeof bundleOf>>} bundle @param {string} q @param {string} language
 */
async function differences(bundle, q, language) {
  const answer = await bundle.search(`q=${encodeURIComponent(q)}&show=1000`);
  const terms = termsOf(answer.corrected?.query ?? answer.query, !answer.relaxed.includes('phrase'));
  const names = answer.synonyms.map((/** @type {any} */ { name }) => name).join(' ');
  /** @type {string[]} */
  const odd = [];
  for (const { title, titleRanges } of answer.hits) {
    const stem = (/** @type {string[]} */ words) => bundle.stems(words, language);
    const found = rangesIn(title, await lookFor(terms, names, title, stem));
    const show = (/** @type {number[][]} */ ranges) => ranges.map(([a, b]) => title.slice(a, b)).join('|');
    const words = titleRanges.map((/** @type {number[]} */ range) => show([range]));
    const [stems = []] = words.length ? await stem(words) : [];
    // Words that only hold sentences together, though they share a stem with one that was typed: "several" for "severe".
    const meant = titleRanges.filter(
      (/** @type {any} */ _, /** @type {number} */ i) => !stems[i]?.startsWith('\u0001'),
    );
    if (show(found) !== show(meant)) odd.push(`${q}: ${show(found)} for ${show(meant)}`);
  }
  return { odd, hits: answer.hits.length };
}

test('in English every word is marked as the engine marks it, but for words that only hold sentences together', async () => {
  const bundle = await bundleOf(english, 'en');
  const words = [
    ...new Set(
      english
        .join(' ')
        .toLowerCase()
        .match(/(?<![\p{L}'’])\p{L}{4,}(?![\p{L}'’])/gu),
    ),
  ].sort();
  const stems = (await bundle.stems(words, 'en'))[0];
  const heavy = words.filter((_, i) => !stems[i].startsWith('\u0001'));
  assert.ok(heavy.length > 500, `${heavy.length}`);
  /** @type {string[]} */
  const odd = [];
  let texts = 0;
  // Each by itself, as a beginning, and beside another, so that every third of them is enough.
  for (let i = 0; i + 3 < heavy.length; i += 3)
    for (const q of [`${heavy[i]}.`, heavy[i], `${heavy[i]} ${heavy[i + 2]}.`]) {
      const { odd: more, hits } = await differences(bundle, q, 'en');
      odd.push(...more);
      texts += hits;
    }
  assert.ok(texts > 2000, `${texts}`);
  assert.deepEqual(odd, []);
});

for (const [language, text, queries] of /** @type {[string, string, string[]][]} */ ([
  [
    'de',
    'Die Häuser der Straße und das Haus am Ärztehaus: Schmerzen und Schmerz.',
    ['haus.', 'strasse.', 'schmerz.', 'HÄUSER.', '"das Haus"'],
  ],
  [
    'fr',
    "L'hôpital et les hôpitaux, aujourd’hui, qu'il faut de l’été.",
    ['hôpital.', 'hopital.', "aujourd'hui.", 'été.'],
  ],
  ['ru', 'Боль и боли, от боли; ёлка и ёлки в лесу.', ['боль.', 'елка.']],
  ['el', 'Ο ΠΟΝΟΣ και ο πόνος του πόνου.', ['πόνος.', 'πονος.']],
  ['ar', 'كِتَابٌ وكتاب والكتاب في المدرسة', ['كتاب.', 'المدرسه.']],
  ['hi', 'दर्द और दर्दों की दवा, फ़िल्म', ['दर्द.', 'दवा.', 'फिल्म.']],
  ['tr', "İstanbul'da ağrı, AĞRI ve ISPARTA", ['istanbul.', 'ağrı.', 'ısparta.']],
  ['ja', '東京タワーの階段、東京都とタワー', ['東京.', '東京タワー.', '"東京タワー"']],
  ['th', 'อาการปวดหัวและปวดท้อง', ['ปวดหัว.', 'ปวด.']],
  ['ko', '한국어를 공부하는 한국어 학교', ['한국어를.', '공부']],
  ['he', 'צָהֳרַיִם בצה"ל ואחר הצהרים', ['צהרים.']],
  [
    'en',
    'Node.js 2.0.1 and C++ beat C# 0,5 times; CO₂, e-mail and ﬁle, don’t.',
    ['2.0.1.', 'c++.', 'c#.', '0.5.', 'co2.', 'e-mail.', 'file.'],
  ],
]))
  test(`words of ${language} are marked as the engine marks them`, async () => {
    const bundle = await bundleOf([text, 'x'], language);
    for (const q of queries) {
      const { odd, hits } = await differences(bundle, q, language);
      assert.ok(hits > 0, q);
      assert.deepEqual(odd, []);
    }
  });
