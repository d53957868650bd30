/** @file The analyser's own examples in twelve scripts and more: which words of a text are one to a reader, and which are not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, pack } from '../../web/node.js';

/**
 * What a bundle of one article finds: each word of `is` must find it, none of `isNot` may, which are too far for a misspelling.
 * @type {{ script: string, language: string, text: string, is: string[], isNot: string[] }[]}
 */
const examples = [
  {
    script: 'Latin, English',
    language: 'en',
    text: 'The patients’ studies were running in 2,500 cafés, full of ﬁne naïve résumés.',
    is: [
      'patient',
      'study',
      'STUDYING',
      'runs',
      'cafe',
      'CAFÉS',
      'ｆｉｎｅ',
      'naive',
      'resume',
      '2,500',
      '２,５００',
    ],
    isNot: ['impatience', 'rust', '25'],
  },
  {
    script: 'Latin, German',
    language: 'de',
    text: 'Die Häuser an der Straße heißen Ärztehäuser; Übungen für größere Füße.',
    is: [
      'Haus',
      'HÄUSERN',
      'Haeuser',
      'strasse',
      'STRASSEN',
      'heissen',
      'aerztehaeuser',
      'Uebung',
      'groesser',
      'Fuss',
      'fuer',
    ],
    isNot: ['Hasen', 'Strauss'],
  },
  {
    script: 'Latin, French',
    language: 'fr',
    text: 'L’hôpital soigne l’anxiété des élèves ; aujourd’hui, c’est l’été à Sète. Les œufs d’oie.',
    is: [
      'hôpital',
      'hopitaux',
      'l’hôpital',
      "L'HÔPITAL",
      'anxiete',
      'élève',
      'aujourd’hui',
      'ete',
      'oeuf',
      'œuf',
      'oie',
    ],
    isNot: ['hotel'],
  },
  {
    script: 'Latin, Turkish',
    language: 'tr',
    text: 'İSTANBUL’da ışıklar, ISPARTA’nın gülleri ve İzmir evleri.',
    is: ['istanbul', 'İstanbul', 'ISTANBUL', 'ışık', 'isparta', 'Isparta’dan', 'izmir', 'evler', 'EVLERİ'],
    isNot: ['stadyum'],
  },
  {
    script: 'Greek',
    language: 'el',
    text: 'Οι πληροφορίες για τους γιατρούς της ΑΘΉΝΑΣ· ὁ ὕπνος και οι δρόμοι.',
    is: ['πληροφορία', 'ΠΛΗΡΟΦΟΡΙΕΣ', 'γιατρός', 'Αθήνα', 'αθηνας', 'υπνος', 'ΎΠΝΟΣ', 'δρόμος'],
    isNot: ['πλοίο'],
  },
  {
    script: 'Cyrillic, Russian',
    language: 'ru',
    text: 'Новые лекарства помогают больным: врачи ещё пьют чай под ёлкой.',
    is: ['лекарство', 'ЛЕКАРСТВ', 'больной', 'врач', 'врачами', 'еще', 'елка', 'Ёлки', 'новый'],
    isNot: ['лекция'],
  },
  {
    script: 'Cyrillic and Latin, Serbian',
    language: 'sr',
    text: 'Нове књиге су на столу, а лекари читају.',
    is: ['књига', 'књигама', 'лекар', 'КЊИГЕ'],
    isNot: ['кућа'],
  },
  {
    script: 'Armenian',
    language: 'hy',
    text: 'ԳՐՔԵՐԸ սեղանին են, բժիշկները տանը եւ դպրոցներում։',
    is: ['գրքեր', 'գրքերի', 'բժիշկներ', 'դպրոց', 'դպրոցներ'],
    isNot: ['քաղաք'],
  },
  {
    script: 'Arabic',
    language: 'ar',
    text: 'كِتابُها مفيدٌ عن أمراض القلب والمدرسة الكبيرة، سنة ٢٠٢٤ بنسبة ٢٫٥.',
    is: ['كتابهم', 'كتاب', 'امراض', 'أمراض', 'والمدرسه', 'والمدرسة', 'القلب', '2024', '2.5', 'كتـــابها'],
    isNot: ['طبيب'],
  },
  {
    script: 'Arabic, Persian letters',
    language: 'fa',
    text: 'کتاب‌های پزشکی را می‌خواهم ۱۴۰۲',
    is: ['كتاب‌هاي', 'می‌خواهم', 'میخواهم', 'پزشکی', '1402'],
    isNot: ['بیمارستان'],
  },
  {
    script: 'Hebrew',
    language: 'he',
    text: 'שָׁלוֹם לצה״ל ולד"ר כהן בבית־הספר, ג׳ירפה.',
    is: ['שלום', 'לצהל', 'לצה"ל', 'לצה״ל', 'ולדר', 'ולד״ר', 'הספר', 'גירפה', "ג'ירפה"],
    isNot: ['תודה'],
  },
  {
    script: 'Hebrew, Yiddish',
    language: 'yi',
    text: 'די קינדער לייענען ביכער און די שטעט זײַנען גרויס.',
    is: ['קינדער', 'ביכער', 'גרויס', 'זײַנען'],
    isNot: ['וואַסער'],
  },
  {
    script: 'Devanagari, Hindi',
    language: 'hi',
    text: 'लड़कियाँ फ़िल्में देखती हैं और किताबों को पढ़ती हैं २०२४',
    is: ['लड़की', 'लडकियाँ', 'फिल्म', 'फ़िल्म', 'किताब', 'किताबें', '2024'],
    isNot: ['लकड़ी', 'कत'],
  },
  {
    script: 'Devanagari, Nepali',
    language: 'ne',
    text: 'किताबहरू पढ्ने केटाहरूले घरमा काम गरे।',
    is: ['किताब', 'केटाहरू', 'घर'],
    isNot: ['पानी'],
  },
  {
    script: 'Tamil',
    language: 'ta',
    text: 'வீடுகள் பெரியவை; புத்தகங்களை படிக்கிறேன்.',
    is: ['வீடு', 'வீடுகளில்', 'புத்தகங்கள்'],
    isNot: ['மரம்'],
  },
  {
    script: 'Thai',
    language: 'th',
    text: 'ผู้ป่วยปวดหัวและนอนไม่หลับทุกคืน',
    is: ['ปวดหัว', 'นอนไม่หลับ', 'ผู้ป่วย', 'คืน', 'ปวด'],
    isNot: ['กาแฟ', 'หวัด'],
  },
  {
    script: 'Lao',
    language: 'lo',
    text: 'ຄົນເຈັບນອນບໍ່ຫຼັບ',
    is: ['ຄົນເຈັບ', 'ນອນ'],
    isNot: ['ກາເຟ'],
  },
  {
    script: 'Khmer',
    language: 'km',
    text: 'អ្នកជំងឺឈឺក្បាល',
    is: ['ឈឺក្បាល', 'ជំងឺ'],
    isNot: ['កាហ្វេ'],
  },
  {
    script: 'Myanmar',
    language: 'my',
    text: 'လူနာခေါင်းကိုက်သည်',
    is: ['ခေါင်းကိုက်', 'လူနာ'],
    isNot: ['ကော်ဖီ'],
  },
  {
    script: 'Han, Chinese',
    language: 'zh',
    text: '患者失眠，服用3毫克褪黑素。葛󠄀粥',
    is: ['失眠', '褪黑素', '患者', '3', '眠', '毫克', '葛粥'],
    isNot: ['头痛', '咖啡'],
  },
  {
    script: 'Han and Kana, Japanese',
    language: 'ja',
    text: '頭痛のときは、コーヒーを控えてよく眠る。ＭＲＩ検査は２回。',
    is: ['頭痛', 'コーヒー', '眠る', 'mri', 'MRI検査', '2回', '頭', '控えて'],
    isNot: ['腹痛です', 'タワー'],
  },
  {
    script: 'Hangul',
    language: 'ko',
    text: '환자는 불면증을 치료하고 한국어를 공부한다.',
    is: ['환자', '불면증', '불면증을', '한국어', '공부'],
    isNot: ['두통'],
  },
  {
    script: 'Georgian',
    language: 'ka',
    text: 'წიგნი მაგიდაზე დევს და ᲡᲐᲮᲚᲘ დიდია',
    is: ['წიგნი', 'სახლი', 'ᲬᲘᲒᲜᲘ'],
    isNot: ['ქალაქი'],
  },
];

for (const { script, language, text, is, isNot } of examples) {
  test(`${script}: words are found by their other forms and spellings`, async () => {
    const engine = await open(
      await pack({
        site: { title: 'T', language },
        articles: [
          { slug: 'a', title: '1', body: text },
          { slug: 'b', title: '2', body: '7' },
        ],
      }),
    );
    const slugs = async (/** @type {string} */ word) => {
      const { hits } = await engine.search(`q=${encodeURIComponent(word)}`);
      return hits.map((/** @type {{ slug: string }} */ hit) => hit.slug).join();
    };
    /** @type {Record<string, string>} */
    const found = {};
    for (const word of [...is, ...isNot]) found[word] = await slugs(word);
    assert.deepEqual(
      found,
      Object.fromEntries([...is.map((word) => [word, 'a']), ...isNot.map((word) => [word, ''])]),
    );
  });
}
