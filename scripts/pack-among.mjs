// Writes a stemmer of Snowball's C with its tables of endings packed: they are most of its bytes, and unpack in a moment.
//
//   node scripts/pack-among.mjs stem_UTF_8_serbian.c packed.c
//
// A table of Snowball (`struct among`) holds sorted strings, each with the number of its longest beginning (or end) in the table and a
// result. Shipped are, for all tables side by side: how many letters each string shares with the one before, how many it adds, the
// results, and the added letters. Everything else is made of that when the stemmer is created.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const [source, target] = process.argv.slice(2);
const text = readFileSync(source, 'utf8');
/** @param {string} what @returns {never} */
const refuse = (what) => {
  throw new Error(`${source}: ${what}: Snowball writes its tables in another way than this script knows`);
};

/** @typedef {{ letters: number[], substring: number, result: number, call: string }} Entry */

/** Letters by the name of their array. @type {Map<string, number[]>} */
const symbols = new Map([['0', []]]);
for (const [, name, list] of text.matchAll(/^static const symbol (s_\d+_\d+)\[\d+\] = \{([^}]*)\};$/gm)) {
  const letters = list.match(/'\\?.'|0x[0-9A-F]+|\d+/g) ?? [];
  symbols.set(
    name,
    letters.map((letter) => (letter[0] === "'" ? letter.charCodeAt(letter.length - 2) : Number(letter))),
  );
}

/** @type {{ name: string, backward: boolean, entries: Entry[] }[]} */
const tables = [];
for (const [, name, size, body] of text.matchAll(
  /^static const struct among (a_\d+)\[(\d+)\] =\s*\{([\s\S]*?)\n\};$/gm,
)) {
  const entries = [...body.matchAll(/\{ *(\d+), (\w+), (-?\d+), (-?\d+), (\w+)\}/g)].map((match) => {
    const letters = symbols.get(match[2]) ?? refuse(`no letters ${match[2]}`);
    if (letters.length !== Number(match[1])) refuse(`${match[2]} is not ${match[1]} letters long`);
    return { letters, substring: Number(match[3]), result: Number(match[4]), call: match[5] };
  });
  if (entries.length !== Number(size)) refuse(`${name} has ${entries.length} entries and not ${size}`);
  const uses = new Set(
    [...text.matchAll(new RegExp(`(find_among(?:_b)?)\\(z, ${name},`, 'g'))].map((m) => m[1]),
  );
  if (uses.size !== 1) refuse(`${name} is looked up in ${uses.size} ways`);
  tables.push({ name, backward: uses.has('find_among_b'), entries });
}

/** @type {number[][]} */
const [shared, added, results, letters] = [[], [], [], []];
for (const { name, backward, entries } of tables) {
  /** @type {number[][]} */
  const inOrder = entries.map((entry) => (backward ? [...entry.letters].reverse() : entry.letters));
  for (const [i, { substring, result }] of entries.entries()) {
    const [own, before] = [inOrder[i], inOrder[i - 1] ?? []];
    let same = 0;
    while (same < before.length && before[same] === own[same]) same++;
    shared.push(same);
    added.push(own.length - same);
    letters.push(...own.slice(same));
    if (result < -1 || result > 254) refuse(`the result ${result} in ${name}`);
    results.push(result + 1);
    // What the stemmer will find by itself.
    let longest = i - 1;
    while (longest >= 0 && !inOrder[longest].every((letter, at) => letter === own[at]))
      longest = entries[longest].substring;
    if (longest !== substring) refuse(`entry ${i} of ${name} does not follow from the others`);
  }
}

const bytes = [...shared, ...added, ...results, ...letters];
const room = tables.flatMap(({ entries }) => entries).reduce((sum, entry) => sum + entry.letters.length, 0);
const calls = tables.flatMap(({ name, entries }) =>
  entries.flatMap(({ call }, i) => (call === '0' ? [] : [`    ${name}[${i}].function = ${call};`])),
);
const unpack = `
static const unsigned char among_bytes[] = {
${bytes.join(',').replace(/(.{1,110}),/g, '$1,\n')}
};
static symbol among_letters[${Math.max(room, 1)}];

static void unpack_among(void) {
    static const struct { struct among * table; int size, backward; } tables[] = {
${tables.map(({ name, backward, entries }) => `        { ${name}, ${entries.length}, ${Number(backward)} },`).join('\n')}
    };
    /* Volatile, or the compiler unpacks them ahead. */
    const volatile unsigned char * shared = among_bytes;
    const volatile unsigned char * added = shared + ${shared.length};
    const volatile unsigned char * result = added + ${shared.length};
    const volatile unsigned char * letter = result + ${shared.length};
    symbol * out = among_letters;
    unsigned t;
    if (a_0[0].s) return;
    for (t = 0; t < sizeof tables / sizeof *tables; ++t) {
        struct among * const table = tables[t].table;
        int i;
        for (i = 0; i < tables[t].size; ++i) {
            struct among * const entry = table + i;
            const int same = *shared++;
            const int size = same + *added++;
            int k;
            for (k = 0; k < size; ++k) {
                const struct among * const before = entry - 1;
                if (tables[t].backward) out[size - 1 - k] = k < same ? before->s[before->s_size - 1 - k] : *letter++;
                else out[k] = k < same ? before->s[k] : *letter++;
            }
            entry->s = out;
            entry->s_size = size;
            entry->result = *result++ - 1;
            out += size;
            for (k = i - 1; k >= 0; k = table[k].substring_i) {
                const int less = size - table[k].s_size;
                if (less >= 0 && !memcmp(table[k].s, entry->s + (tables[t].backward ? less : 0), table[k].s_size)) break;
            }
            entry->substring_i = k;
        }
    }
${calls.join('\n')}
}

`;

const packed = text
  .replace(/^static const symbol s_\d+_\d+\[.*\n/gm, '')
  .replace(/^static const struct among (a_\d+\[\d+\]) =\s*\{[\s\S]*?\n\};$/gm, 'static struct among $1;')
  .replace('#include "../runtime/header.h"', '#include <string.h>\n#include "header.h"')
  .replace(
    /^extern struct SN_env \* \w+_create_env\(void\) \{ /m,
    (start) => `${unpack}${start}unpack_among(); `,
  );
if (!packed.includes('{ unpack_among(); ') || /s_\d+_\d+/.test(packed)) refuse('what is left of it');
writeFileSync(target, `/* Made of ${basename(source)} by scripts/pack-among.mjs. */\n${packed}`);
