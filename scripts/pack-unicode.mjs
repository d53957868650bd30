// Writes md4c with its largest tables of Unicode packed: they are 4.8 kB of its bytes, and unpack in a moment.
//
//   node scripts/pack-unicode.mjs md4c.c packed.c
//
// A table of md4c holds ascending code points; a range is two of them, marked by the bits 30 and 31. Its table of data has
// no marks and need not ascend. Shipped is what each adds to the one before, as LEB128: in a table of code points with
// a low bit that says whether a range begins, in a table of data with the sign in the low bit.
import { readFileSync, writeFileSync } from 'node:fs';

const [source, target] = process.argv.slice(2);
const text = readFileSync(source, 'utf8');
const RANGE = 0x40000000;
const RANGE_END = 0x80000000;

/** @param {number[]} bytes @param {number} value */
function append(bytes, value) {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
}

/** @param {string} name @param {boolean} isData */
function pack(name, isData) {
  const [, body] = text.match(new RegExp(`static const unsigned ${name}\\[\\] = \\{([^}]*)\\};`)) ?? [];
  if (!body) throw new Error(`${source}: no table ${name}: this is not the md4c that was pinned`);
  const items = body.match(/[RS]\([^)]*\)|0x[0-9a-f]+/g) ?? [];
  /** @type {number[]} */
  const bytes = [];
  let count = 0;
  let previous = 0;
  for (const item of items) {
    const [first, last] = (item.match(/0x[0-9a-f]+/g) ?? []).map(Number);
    const step = first - previous;
    if (isData) {
      append(bytes, step < 0 ? -step * 2 - 1 : step * 2);
    } else {
      append(bytes, step * 2 + (last === undefined ? 0 : 1));
      if (last !== undefined) append(bytes, last - first);
    }
    previous = last ?? first;
    count += last === undefined ? 1 : 2;
  }
  const unpack = isData ? 'md_unpack_data__' : 'md_unpack_map__';
  return [
    `static unsigned ${name}[${count}];`,
    `static const unsigned char ${name}_PACKED[] = { ${bytes.join(', ')} };`,
    `${unpack}(${name}, ${count}, ${name}_PACKED);`,
  ].join('\n');
}

const UNPACK = `
static unsigned
md_unpack_next__(const unsigned char** p_at)
{
    unsigned value = 0;
    unsigned shift;

    for(shift = 0; ; shift += 7) {
        unsigned char byte = *(*p_at)++;

        value |= (unsigned) (byte & 0x7f) << shift;
        if(byte < 0x80)
            return value;
    }
}

static void
md_unpack_map__(unsigned* map, int n, const unsigned char* packed)
{
    unsigned codepoint = 0;
    int i;

    if(map[0] != 0)
        return;
    for(i = 0; i < n; i++) {
        unsigned value = md_unpack_next__(&packed);

        codepoint += value >> 1;
        map[i] = codepoint;
        if(value & 1) {
            map[i++] |= ${RANGE};
            codepoint += md_unpack_next__(&packed);
            map[i] = codepoint | ${RANGE_END}u;
        }
    }
}

static void
md_unpack_data__(unsigned* data, int n, const unsigned char* packed)
{
    unsigned codepoint = 0;
    int i;

    if(data[0] != 0)
        return;
    for(i = 0; i < n; i++) {
        unsigned value = md_unpack_next__(&packed);

        codepoint += (value >> 1) ^ (0u - (value & 1));
        data[i] = codepoint;
    }
}
`;

const ANCHOR = '/* Binary search over sorted "map" of codepoints.';
if (!text.includes(ANCHOR)) throw new Error(`${source}: this is not the md4c that was pinned`);
let packed = text.replace(ANCHOR, () => `${UNPACK}\n    ${ANCHOR}`);
for (const [name, isData] of /** @type {[string, boolean][]} */ ([
  ['PUNCT_MAP', false],
  ['FOLD_MAP_1', false],
  ['FOLD_MAP_1_DATA', true],
])) {
  packed = packed.replace(new RegExp(`static const unsigned ${name}\\[\\] = \\{[^}]*\\};`), () =>
    pack(name, isData),
  );
}
writeFileSync(target, packed);
