// Writes wasm/text/fold_table.h from the Unicode Character Database (Debian's unicode-data).
//
//   node scripts/generate-fold.mjs [/usr/share/unicode] > wasm/text/fold_table.h
//
// Folding is NFKD, full case folding, NFKD again, and the loss of combining marks that merely decorate a letter
// (Latin and Greek diacritics, Hebrew points, Arabic vowels, the nukta of Hindi). Marks that are part of the spelling
// (Hindi, Thai …) stay, as do letters that only Unicode takes for decorated ones (Cyrillic й). Covered: everything below
// U+2200, ligatures and full-width forms, but for letters of India and beyond that are composed of two: those stand for
// themselves, as composed text has them everywhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const directory = process.argv[2] ?? '/usr/share/unicode';
/** @param {string} name @returns {string[]} its lines */
const read = (name) => readFileSync(join(directory, name), 'utf8').split('\n');

/** @type {Map<number, number[]>} */
const decomposition = new Map();
/** @type {Map<number, string>} */
const category = new Map();
let rangeStart = 0;
/** @type {[number, number][]} */
const wordless = [];
/** ASCII digits by digits of other scripts. @type {Map<number, number>} */
const digits = new Map();
for (const line of read('UnicodeData.txt')) {
  if (line === '') continue;
  const fields = line.split(';');
  const code = Number.parseInt(fields[0], 16);
  if (fields[1].endsWith(', First>')) {
    rangeStart = code;
    continue;
  }
  const from = fields[1].endsWith(', Last>') ? rangeStart : code;
  for (let c = from; c <= code; c++) category.set(c, fields[2]);
  if (fields[6] !== '') digits.set(code, 0x30 + Number(fields[6]));
  if (fields[5] !== '') {
    const parts = fields[5].split(' ').filter((part) => !part.startsWith('<'));
    decomposition.set(
      code,
      parts.map((part) => Number.parseInt(part, 16)),
    );
  }
}
/** @type {Map<number, number[]>} */
const caseFolding = new Map();
for (const line of read('CaseFolding.txt')) {
  const match = /^([0-9A-F]+); ([CF]); ([0-9A-F ]+);/.exec(line);
  if (match) {
    caseFolding.set(
      Number.parseInt(match[1], 16),
      match[3].split(' ').map((part) => Number.parseInt(part, 16)),
    );
  }
}

/** @param {number} code @returns {number[]} */
const decompose = (code) => decomposition.get(code)?.flatMap(decompose) ?? [code];
/** @param {number} code @param {[number, number][]} ranges */
const within = (code, ...ranges) => ranges.some(([low, high]) => code >= low && code <= high);
/** @param {number} code */
const isDecoration = (code) =>
  within(
    code,
    [0x300, 0x36f],
    [0x483, 0x487],
    [0x591, 0x5bd],
    [0x5bf, 0x5bf],
    [0x5c1, 0x5c2],
    [0x5c4, 0x5c5],
  ) ||
  within(
    code,
    [0x5c7, 0x5c7],
    [0x610, 0x61a],
    [0x640, 0x640],
    [0x64b, 0x65f],
    [0x670, 0x670],
    [0x6d6, 0x6dc],
    [0x93c, 0x93c],
  );
// Letters that Unicode does not decompose but that readers type without their stroke.
/** @type {[string, string][]} */
const strokeLetters = [
  ['ø', 'o'],
  ['đ', 'd'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ł', 'l'],
  ['ŧ', 't'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ð', 'd'],
  ['þ', 'th'],
  // What Arabic is searched without (Lucene's ArabicNormalizer), and the letters of Persian keyboards.
  ['ة', 'ه'],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ٱ', 'ا'],
  ['’', "'"],
];
/** @param {string} text */
const codesOf = (text) => [...text].map((c) => /** @type {number} */ (c.codePointAt(0)));
const strokes = new Map(strokeLetters.map(([from, to]) => [codesOf(from)[0], codesOf(to)]));

/** Letters of their own for those who write them. */
const whole = new Set(codesOf('ЙйЇїЎўЃѓЌќ'));
const iotaBelow = 0x345;

/** @param {number} code */
function fold(code) {
  const digit = category.get(code) === 'Nd' && within(code, [0x660, 0x96f]) ? digits.get(code) : undefined;
  if (digit !== undefined) return [digit];
  if (whole.has(code)) return caseFolding.get(code) ?? [code];
  let codes = decompose(code).filter((c) => c !== iotaBelow);
  codes = codes.flatMap((c) => caseFolding.get(c) ?? [c]);
  codes = codes.flatMap(decompose).flatMap((c) => strokes.get(c) ?? [c]);
  return codes.filter((c) => !isDecoration(c));
}

/** @param {number} code */
const folded = (code) => String.fromCodePoint(...fold(code));

// Runs of code points that fold in the same way: to one letter, or by a constant distance (every one, or every second).
/** @type {[number, number][]} */
const singles = [];
/** @type {[number, string][]} */
const strings = [];
/** @param {number} code */
const covered = (code) => within(code, [0x80, 0x21ff], [0xfb00, 0xfb06], [0xff10, 0xff5a]);
for (let code = 0x80; code <= 0xffff; code++) {
  if (!covered(code) || within(code, [0xd800, 0xdfff])) continue;
  // Symbols and fractions never reach folding: they are no part of a word. Raised and lowered digits are.
  if (/^[PSZC]|No/.test(category.get(code) ?? 'Cn') && !/^['0-9]$/.test(folded(code))) continue;
  const to = fold(code);
  if (to.length > 1 && within(code, [0x600, 0x1cff])) continue;
  if (to.length === 1 && to[0] === code) continue;
  // What would become a blank or punctuation in the midst of a word is left to the tokeniser.
  if (to.some((c) => c === 0x20)) continue;
  // Marks that are dropped are ranges in fold.cpp.
  if (to.length === 0) continue;
  if (to.length === 1) singles.push([code, to[0]]);
  else strings.push([code, to.map((c) => String.fromCodePoint(c)).join('')]);
}
/** @type {{ first: number, to: number, n: number, kind: number }[]} */
const runs = [];
for (let i = 0; i < singles.length; ) {
  const [first, to] = singles[i];
  /** @param {number} stride @param {number} slope */
  const extend = (stride, slope) => {
    let n = 1;
    while (
      i + n < singles.length &&
      n < 64 &&
      singles[i + n][0] === first + n * stride &&
      singles[i + n][1] === to + n * slope
    )
      n++;
    return n;
  };
  const options = [
    { kind: 0, n: extend(1, 1) },
    { kind: 1, n: extend(2, 2) },
    { kind: 2, n: extend(1, 0) },
    { kind: 3, n: extend(2, 0) },
  ].sort((a, b) => b.n - a.n);
  const { kind, n } = options[0];
  runs.push({ first, to, n, kind: n === 1 ? 0 : kind });
  i += n;
}
/** Marks of symbols (a keycap), and how a sign is drawn (an emoji in colours). */
const drawing = (/** @type {number} */ code) =>
  within(code, [0x20d0, 0x20f0]) || within(code, [0xfe00, 0xfe0f]);
// Code points that never stand in a word: punctuation, symbols, separators, controls. Unassigned ones may.
for (let code = 0x80; code <= 0xffff; code++) {
  const c = category.get(code);
  if (c !== undefined && (('PSZC'.includes(c[0]) && c !== 'Cn' && c !== 'Co') || drawing(code))) {
    const last = wordless.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else wordless.push([code, code]);
  }
}

/** Seven bits a byte, least significant first. @param {number} value @returns {number[]} */
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);

/** How far each run begins behind the last letter of the one before. */
const gaps = runs.map(({ first }, i) => {
  const before = runs[i - 1];
  return before ? first - before.first - (before.n - 1) * (1 + (before.kind & 1)) : first;
});
/** How far each end of a range is behind the one before. */
const steps = wordless.flat().map((code, i, all) => code - (all[i - 1] ?? 0));

/**
 * Items in rows of at most `width` characters.
 * @param {string[]} items @param {number} width @param {(row: string) => string} finish
 */
function rows(items, width, finish) {
  const all = [''];
  for (const item of items) {
    if (all[all.length - 1].length + item.length > width) all.push('');
    all[all.length - 1] += item;
  }
  return all.map(finish).join('\n');
}
/** @param {(string | number)[]} items */
const wrap = (items) =>
  rows(
    items.map((item) => `${item}, `),
    104,
    (row) => `    ${row.trimEnd()}`,
  );
/** @param {string[]} items */
const lines = (items) => rows(items, 98, (row) => `    "${row}"`);
const version = /CaseFolding-([0-9.]+)\.txt/.exec(read('CaseFolding.txt')[0])?.[1];
console.log(`// Generated by scripts/generate-fold.mjs from Unicode ${version}; do not edit.
#pragma once

#include <cstddef>
#include <cstdint>

namespace carrel {

// clang-format off
inline constexpr std::size_t kFoldRuns = ${runs.length};
inline constexpr std::size_t kWordlessRanges = ${wordless.length};
// Varints. First the runs of letters that fold to one letter each: how far each one begins behind the last letter of the one
// before; then of each how many letters follow its first, times four, plus the kind (0 step 1, same distance; 1 step 2, same
// distance; 2 step 1, same letter; 3 step 2, same letter); then what its first letter folds to.
inline constexpr std::uint8_t kFoldBytes[] = {
${wrap([...gaps, ...runs.map((r) => (r.n - 1) * 4 + r.kind), ...runs.map((r) => r.to)].flatMap(varint))}
};
// Varints: the ranges of code points that stand in no word: first, last, first, last …, each as the distance from the one before.
inline constexpr std::uint8_t kWordlessBytes[] = {
${wrap(steps.flatMap(varint))}
};
// Letters that fold to several: the letter, what it folds to, a zero; ascending.
inline constexpr char kFoldStrings[] =
${lines(strings.map(([code, to]) => `${String.fromCodePoint(code)}${to}\\0`))};
// clang-format on

}  // namespace carrel`);
console.error(`${runs.length} runs, ${strings.length} strings, ${wordless.length} wordless ranges`);
