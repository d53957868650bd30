/** @file Bundles in other languages than English, and in several at once, through the real modules. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, pack } from '../../web/node.js';

/** @param {string} slug @param {string} language @param {string} title @param {string} body */
const article = (slug, language, title, body) => ({ slug, language, title, body });

const content = {
  site: { title: 'Three languages', language: 'en' },
  articles: [
    article(
      'sleep',
      'en',
      'Better sleep',
      'Good information helped her. He was informed early, and nobody died.',
    ),
    article('garden', 'en', 'The garden', 'Two gardens and one gardener. The tools are kind to your hands.'),
    article('plants', 'en', 'House plants', 'Plants die without water. Kinds of soil differ.'),
    article(
      'schlaf',
      'de',
      'Besser schlafen',
      'Die Information liegt aus. Die Kinder schlafen, die Eltern lesen.',
    ),
    article(
      'haus',
      'de',
      'Häuser am See',
      'Die Häuser stehen am Ufer, die Gärten dahinter, die Boote davor.',
    ),
    article('kind', 'de-AT', 'Ein Kind', 'Ein Kind fragt, die Antwort kommt. Weitere Informationen folgen.'),
    article(
      'sommeil',
      'fr',
      'Mieux dormir',
      'Les informations utiles : les enfants dorment, les parents lisent.',
    ),
    article('jardin', 'fr', 'Le jardin', 'Des jardins anciens, un jardinier et une information nouvelle.'),
    article('chevaux', 'fr', 'Les chevaux', 'Un cheval national court ; les journaux nationaux en parlent.'),
  ],
};

/** @param {object} [bundle] @returns {Promise<(query: string) => Promise<string[]>>} slugs of the hits, sorted */
async function ask(bundle = content) {
  const engine = await open(await pack(bundle));
  return async (query) => {
    const { hits } = await engine.search(`q=${encodeURIComponent(query)}&show=100`);
    return hits.map((/** @type {{ slug: string }} */ hit) => hit.slug).sort();
  };
}

test('the same content in three languages packs to the same files', async () => {
  const [first, second] = [await pack(content), await pack(content)];
  assert.deepEqual([...first], [...second]);
});

test('a bundle names its languages, those of most articles first', async () => {
  const of = async (/** @type {object} */ bundle) => (await open(await pack(bundle))).info.stems;
  assert.deepEqual(await of(content), ['en', 'de', 'fr']);
  const more = { ...content, articles: [...content.articles, article('x', 'fr', 'X', 'Encore un texte.')] };
  assert.deepEqual(await of(more), ['fr', 'en', 'de']);
  assert.deepEqual(
    await of({ site: { language: 'ja' }, articles: [{ slug: 'a', title: 'A', body: 'B' }] }),
    [],
  );
});

test('a word finds its inflections in its own language', async () => {
  const search = await ask();
  assert.deepEqual(await search('gardens'), ['garden']);
  assert.deepEqual(await search('haus'), ['haus']);
  assert.deepEqual(await search('jardins'), ['jardin']);
  assert.deepEqual(await search('nationaux'), ['chevaux']);
});

test('a word that the bundle lacks is stemmed in each of its languages', async () => {
  const search = await ask();
  assert.deepEqual(await search('sleeping'), ['sleep'], 'English');
  assert.deepEqual(await search('Häusern'), ['haus'], 'German');
  assert.deepEqual(await search('dormait'), ['sommeil'], 'French');
});

test('a word of two languages finds the inflections of both', async () => {
  const search = await ask();
  const all = ['jardin', 'kind', 'schlaf', 'sleep', 'sommeil'];
  assert.deepEqual(await search('information'), all);
  assert.deepEqual(await search('informationen'), all);
});

test('a frequent word of one language brings nothing along in another', async () => {
  const articles = Array.from({ length: 12 }, (_, i) =>
    article(`de${i}`, 'de', `Text ${i}`, 'Die Sonne und die See.'),
  );
  for (let i = 0; i < 40; i++) articles.push(article(`en${i}`, 'en', `Piece ${i}`, 'Some words in here.'));
  articles.push(
    article('die', 'en', 'Plants', 'They die.'),
    article('died', 'en', 'More plants', 'They died.'),
  );
  const search = await ask({ site: { title: 'T', language: 'en' }, articles });
  assert.deepEqual(await search('died'), ['died'], 'none of the German articles');
});

test('German is found with umlauts and without', async () => {
  const search = await ask({
    site: { title: 'T', language: 'de' },
    articles: [
      article('a', 'de', 'Zürich', 'Die Stadt am See.'),
      article('b', 'de', 'Reise nach Zuerich', 'Mit dem Zug.'),
      article('c', 'de', 'Größe', 'Über Ärzte und Straßen.'),
    ],
  });
  assert.deepEqual(await search('Zürich'), ['a', 'b']);
  assert.deepEqual(await search('zuerich'), ['a', 'b']);
  for (const word of ['Aerzte', 'Arzte', 'Strasse', 'Groesse', 'grosse', 'Ueber'])
    assert.deepEqual(await search(word), ['c'], word);
});

test('one bundle of four languages: inflections, prefixes, misspellings and spellings without marks are found in each', async () => {
  const search = await ask({
    site: { title: 'T', language: 'en' },
    articles: [
      article(
        'en1',
        'en',
        'Recovery',
        'Withdrawal symptoms and cravings; the physicians at the café helped.',
      ),
      article('en2', 'en', 'Sleep', 'Naloxone reverses an overdose.'),
      article('de1', 'de', 'Genesung', 'Entzugserscheinungen und Ängste; die Ärztinnen helfen bei Übelkeit.'),
      article('de2', 'de', 'Schlaf', 'Überdosis und Krankenhäuser.'),
      article('ru1', 'ru', 'Лечение', 'Симптомы зависимости; врачи помогают больным, ёлка.'),
      article('ru2', 'ru', 'Сон', 'Передозировка и больницы.'),
      article('zh1', 'zh', '失眠', '患者服用naloxone以后睡眠良好。'),
      article('zh2', 'zh', '咖啡', '咖啡因影响睡眠。'),
    ],
  });
  /** @type {Record<string, string[]>} */
  const expected = {
    // Unknown, but of a known word's class.
    physician: ['en1'],
    overdoses: ['en2'],
    Krankenhaus: ['de2'],
    Ärztin: ['de1'],
    Aerztinnen: ['de1'],
    больница: ['ru2'],
    зависимость: ['ru1'],
    // The beginning of a word.
    crav: ['en1'],
    Entzugs: ['de1'],
    передоз: ['ru2'],
    // One typo; and two in long words, counted in letters.
    physicains: ['en1'],
    Überdosiss: ['de2'],
    Симптмы: ['ru1'],
    передазировкка: ['ru2'],
    // Four letters may have one typo, three none.
    врчи: ['ru1'],
    ела: [],
    // Without diacritics.
    cafe: ['en1'],
    Angste: ['de1'],
    ubelkeit: ['de1'],
    елка: ['ru1'],
    // Letters of Han, one, two and more; in one word with Latin ones.
    失: ['zh1'],
    睡眠: ['zh1', 'zh2'],
    咖啡因: ['zh2'],
    服用naloxone: ['zh1'],
    naloxone: ['en2', 'zh1'],
  };
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const query of Object.keys(expected)) found[query] = await search(query);
  assert.deepEqual(found, expected);
});

test('one letter of Japanese finds the words that it begins', async () => {
  const search = await ask({
    site: { title: 'T', language: 'ja' },
    articles: [
      article('a', 'ja', '頭痛', '頭が痛いときの対処。'),
      article('b', 'ja', '睡眠', 'よく眠るために。コーヒーは控える。'),
    ],
  });
  assert.deepEqual(await search('頭'), ['a']);
  assert.deepEqual(await search('痛'), ['a']);
  assert.deepEqual(await search('コーヒー'), ['b']);
  assert.deepEqual(await search('睡眠'), ['b']);
});

test('a language without a stemmer is searched as it is written', async () => {
  const search = await ask({
    site: { title: 'T', language: 'cy' },
    articles: [article('a', 'cy', 'Y tŷ', 'Mae cathod yma.'), article('b', 'cy', 'Y gath', 'Cath ddu.')],
  });
  assert.deepEqual(await search('cathod'), ['a']);
});

for (const [language, written, asked] of [
  ['ar', 'كتابها مفيد', 'كتابهم'],
  ['el', 'Οι πληροφορίες είναι χρήσιμες', 'πληροφορία'],
  ['fi', 'Talossa on monta huonetta', 'talot'],
  ['hi', 'लड़कियाँ पढ़ती हैं', 'लड़की'],
  ['hu', 'A házakban laknak', 'házak'],
  ['hy', 'Գրքերը սեղանին են', 'գրքեր'],
  ['ru', 'Новые книги лежат на столе', 'книга'],
  ['tr', 'Evlerde yaşıyorlar', 'evler'],
  ['ta', 'வீடுகள் பெரியவை', 'வீடு'],
  ['sr', 'Нове књиге су на столу', 'књига'],
]) {
  test(`an inflected word of ${language} is found by another of its forms`, async () => {
    const search = await ask({
      site: { title: 'T', language },
      articles: [
        { slug: 'a', title: '1', body: written },
        { slug: 'b', title: '2', body: '3' },
      ],
    });
    assert.deepEqual(await search(asked), ['a']);
  });
}
