// Writes the table of named character references: node scripts/generate-entities.mjs OUTPUT.cpp
//
// The names and values are those of the package character-entities (MIT), the 2,125 of the HTML standard that
// end in a semicolon; character-entities-legacy (MIT) says which 106 of them need none. The packed form is described in wasm/markdown/entity_table.h.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { characterEntities } from 'character-entities';
import { characterEntitiesLegacy } from 'character-entities-legacy';

const STEP = 30;
const PAIR = 31;
const LEGACY = 32;
const LEGACY_STEP = 47;
const EXPECTED = 2125;
const EXPECTED_LEGACY = 106;

const output = process.argv[2];
if (!output) {
  console.error('usage: node scripts/generate-entities.mjs OUTPUT.cpp');
  process.exit(2);
}

const legacy = new Set(characterEntitiesLegacy);
const entries = Object.entries(characterEntities).map(([name, value]) => ({
  name,
  legacy: legacy.has(name),
  points: Array.from(value, (character) => character.codePointAt(0) ?? 0),
}));
for (const { name, points, legacy } of entries) {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || points.length > (legacy ? 1 : 2))
    throw new Error(`cannot pack &${name};`);
}
if (entries.length !== EXPECTED) {
  throw new Error(`character-entities has ${entries.length} names, Markdown knows ${EXPECTED}`);
}
const legacyCount = entries.filter((entry) => entry.legacy).length;
if (legacyCount !== EXPECTED_LEGACY) {
  throw new Error(`${legacyCount} names need no semicolon, HTML knows ${EXPECTED_LEGACY}`);
}

const key = (/** @type {{ points: number[] }} */ { points }) => points[0] * 2 ** 21 + (points[1] ?? 0);
entries.sort((a, b) => key(a) - key(b) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));

/** @type {number[]} */
const bytes = [];
const varint = (/** @type {number} */ value) => {
  let rest = value;
  for (; rest >= 0x80; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
};
let previous = 0;
for (const { name, points, legacy } of entries) {
  bytes.push(...Buffer.from(name));
  const step = points[0] - previous;
  previous = points[0];
  if (points.length === 2) {
    bytes.push(PAIR);
    varint(step);
    varint(points[1]);
  } else if (legacy && LEGACY + step < LEGACY_STEP) {
    bytes.push(LEGACY + step);
  } else if (legacy) {
    bytes.push(LEGACY_STEP);
    varint(step);
  } else if (step < STEP) {
    bytes.push(step);
  } else {
    bytes.push(STEP);
    varint(step);
  }
}

// Where a name begins is kept in 16 bits.
if (bytes.length >= 2 ** 16) throw new Error(`the table has ${bytes.length} bytes`);
const rows = [];
for (let i = 0; i < bytes.length; i += 24) rows.push(`    ${bytes.slice(i, i + 24).join(', ')},`);
const source = `// Written by scripts/generate-entities.mjs.
#include "markdown/entity_table.h"

namespace carrel::markdown {

const std::uint8_t kEntityTable[] = {
${rows.join('\n')}
};
const std::size_t kEntityTableSize = ${bytes.length};

}  // namespace carrel::markdown
`;
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, source);
