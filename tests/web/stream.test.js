import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseHTML } from 'linkedom';
import { EngineError } from '../../web/files.js';
import { ATTRIBUTES, decodeStream, TAGS, toDom, toHtml, WORDS } from '../../web/stream.js';
import { seeded } from '../bench/random.mjs';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** @typedef {import('../../web/stream.js').Stream} Stream */

const tag = (/** @type {string} */ name) => TAGS.indexOf(name);
const text = (/** @type {string} */ run) => ({ ops: [run.length << 2], text: run });
/** @param {string} name @param {Record<string, string>} attributes @param {...{ ops: number[], text: string }} children */
function element(name, attributes = {}, ...children) {
  const pairs = Object.entries(attributes);
  return {
    ops: [
      (tag(name) << 2) | 1,
      ...pairs.flatMap(([key, value]) => [(ATTRIBUTES.indexOf(key) << 2) | 3, value.length]),
      ...children.flatMap(({ ops }) => ops),
      2,
    ],
    text: pairs.map(([, value]) => value).join('') + children.map((child) => child.text).join(''),
  };
}
/** @param {...{ ops: number[], text: string }} parts @returns {Stream} */
const stream = (...parts) => ({
  ops: parts.flatMap(({ ops }) => ops),
  text: parts.map((part) => part.text).join(''),
  outline: [],
  truncated: false,
});

const { document } = parseHTML('<!doctype html><body></body>');

/** Attributes in order of their names: toHtml starts with what an image always has, linkedom ends with it. */
const sorted = (/** @type {string} */ html) =>
  html.replace(/<([a-z0-9]+)((?: [a-z-]+="[^"]*")+)>/g, (_, name, pairs) => {
    return `<${name} ${pairs
      .match(/[a-z-]+="[^"]*"/g)
      .sort()
      .join(' ')}>`;
  });

/** @param {Stream} given */
function assertSame(given) {
  // linkedom escapes less than it might.
  const unescaped = (/** @type {string} */ html) =>
    html.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('=""', '');
  assert.equal(unescaped(sorted(domHtml(given))), unescaped(sorted(toHtml(given))));
}

/** @param {Stream} given @param {import('../../web/stream.js').WriteOptions} [options] */
function domHtml(given, options) {
  const holder = document.createElement('div');
  toDom(given, /** @type {any} */ (holder), options);
  // linkedom escapes a no-break space, which HTML need not, and leaves quotes in text.
  return holder.innerHTML.replaceAll('&#160;', '\u00a0').replaceAll('&nbsp;', '\u00a0');
}

test('the tables are those of vocabulary.h', () => {
  const header = read('wasm/markdown/vocabulary.h');
  for (const [name, table] of /** @type {[string, readonly string[]][]} */ ([
    ['kTagNames', TAGS],
    ['kAttributeNames', ATTRIBUTES],
  ])) {
    const list = header.match(new RegExp(`${name} = \\{([^}]*)\\}`))?.[1] ?? '';
    assert.deepEqual(
      [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1]),
      table,
    );
  }
});

test('every word that Carrel adds stands in WORDS', () => {
  const sources = ['renderer', 'renderer_spans', 'components']
    .map((name) => read(`wasm/markdown/${name}.cpp`))
    .join();
  for (const word of WORDS) assert.match(sources, new RegExp(`["|]${word}(\\\\n)?"`), word);
});

test('the numbers of published bundles do not move', () => {
  assert.equal(
    TAGS.slice(0, 36).join(' '),
    [
      'p h1 h2 h3 h4 h5 h6 blockquote ul ol li hr pre code table thead tbody tr th td em strong del mark sup sub a',
      'img br input section div span dl dt dd',
    ].join(' '),
  );
  assert.equal(
    ATTRIBUTES.slice(0, 17).join(' '),
    'href title src alt start class id loading referrerpolicy rel type checked disabled colspan scope role aria-label',
  );
});

test('text and values are escaped', () => {
  const given = stream(element('p', { title: '"<>&\'' }, text('<b>&"\'\r')));
  assert.equal(toHtml(given), '<p title="&quot;&lt;&gt;&amp;\'">&lt;b&gt;&amp;&quot;\'&#13;</p>');
});

test('nodes and HTML say the same', () => {
  const given = stream(
    element('h2', { id: 'carrel-a' }, text('A & B')),
    element(
      'p',
      {},
      text('x'),
      element('br'),
      element('em', {}, text('<y>')),
      element('img', { src: 'a.png', alt: '' }),
    ),
    element('pre', {}, element('code', { class: 'language-c++' }, text('a\n'))),
  );
  assertSame(given);
});

test('the n-th text operation is the n-th text node', () => {
  const given = stream(element('p', {}, text('a'), text('b'), element('em', {}, text('c'))), text('d'));
  const fragment = toDom(given, /** @type {any} */ (document.createDocumentFragment()));
  /** @type {string[]} */
  const nodes = [];
  const visit = (/** @type {Node} */ node) => {
    if (node.nodeType === 3) nodes.push(/** @type {string} */ (node.nodeValue));
    node.childNodes.forEach(visit);
  };
  visit(fragment);
  assert.deepEqual(nodes, ['a', 'b', 'c', 'd']);
});

test('a stream that does not end exactly is refused, and no node is left behind', () => {
  const open = (tag('p') << 2) | 1;
  const cases = /** @type {[string, number[], string, number][]} */ ([
    ['an element never closed', [open], '', 1],
    ['more closed than opened', [2], '', 0],
    ['text left over', [open, 2], 'a', 2],
    ['a text that ends too early', [open, 2 << 2, 2], 'a', 3],
    ['an attribute without an element', [3, 0], '', 0],
    ['an attribute behind text', [open, 1 << 2, 3, 0, 2], 'a', 2],
    ['an attribute without a length', [open, 3], '', 3],
    ['an attribute of negative length', [open, 3, -1, 1 << 2, 2], '', 5],
    ['text inside br', [(tag('br') << 2) | 1, 1 << 2, 2], 'a', 1],
    ['an element inside br', [(tag('br') << 2) | 1, open, 2, 2], '', 1],
    ['300 elements deep', [...Array(300).fill(open), ...Array(300).fill(2)], '', 257],
  ]);
  for (const [what, ops, pool, at] of cases) {
    const given = { ops, text: pool, outline: [], truncated: false };
    const refused = (/** @type {unknown} */ error) =>
      error instanceof EngineError && error.message.includes(`at ${at}: pack`);
    assert.throws(() => toHtml(given), refused, what);
    const root = document.createElement('div');
    assert.throws(() => toDom(given, /** @type {any} */ (root)), refused, what);
    assert.equal(root.childNodes.length, 0, what);
  }
});

test('unknown numbers are left out, and what they hold stays', () => {
  const given = {
    ops: [(999 << 2) | 1, (0 << 2) | 3, 1, (tag('p') << 2) | 1, (999 << 2) | 3, 1, 1 << 2, 2, 2],
    text: 'xyz',
    outline: [],
    truncated: false,
  };
  assert.equal(toHtml(given), '<p>z</p>');
  assert.equal(domHtml(given), '<p>z</p>');
});

test('a forged address is left out once more', () => {
  const forged = [
    'javascript:a',
    ' java\nscript:a',
    'JAVASCRIPT:a',
    'data:text/html,a',
    'vbscript:a',
    'blob:a',
    'http://[',
  ];
  for (const href of forged) assert.equal(toHtml(stream(element('a', { href }))), '<a></a>', href);
  assert.doesNotMatch(toHtml(stream(element('img', { src: 'mailto:a', alt: '' }))), /src/);
  assert.doesNotMatch(toHtml(stream(element('img', { src: 'data:image/png,a', alt: '' }))), /src/);
  for (const href of ['https://a/', '/b', '#c', 'mailto:a@b', 'tel:1', '//d', '']) {
    assert.equal(toHtml(stream(element('a', { href }))), `<a href="${href}"></a>`);
  }
});

test('relative addresses are resolved when a base is given, fragments never', () => {
  const given = stream(
    element('a', { href: '../b?c#d' }),
    element('a', { href: '#e' }),
    element('img', { src: 'f.png', alt: '' }),
  );
  const html = toHtml(given, { base: 'https://a.example/x/y/' });
  assert.match(html, /href="https:\/\/a\.example\/x\/b\?c#d"/);
  assert.match(html, /href="#e"/);
  assert.match(html, /src="https:\/\/a\.example\/x\/y\/f\.png"/);
});

test('an address that is not parsed is what a parser would have made of it', () => {
  const bases = [
    undefined,
    'https://example.org/a/b/?c/d#e/f',
    'http://example.org:80/a',
    'HTTPS://Example.org/a',
    'https://u:p@example.org/a',
    'https://example.org?/a/',
    'https:example.org/a',
    'https://192.168.1.1/a',
    'file:///a/b',
    new URL('https://example.org/a/b/'),
  ];
  const pieces =
    'https:// http:// a.example b-c.example 1b.c-3.example b--c.example -b.example xn--a.example 0x7f.1 a.1 A.example a.example. ' +
    '/ /x /y.z /. /.. /./ /.../ /%2e%2e/ /%2e /a%2e /%C3 /%zz // /_ /- /é /a:b /a@b /a|b #q #q"r #?# # ?s ?s=t&u ?s\'t ?%27 :80 :443 @ ' +
    '\\ javascript: mailto:a ws://';
  const words = pieces.split(' ');
  const random = seeded(7);
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  let same = 0;
  for (let i = 0; i < 20_000; i++) {
    const count = 1 + below(4);
    const href = Array.from({ length: count }, () => words[below(words.length)]).join('');
    const base = bases[i % bases.length];
    // A place in the article is one on any page.
    const isFragment = href[0] === '#';
    /** @type {string | null} */
    let expected = isFragment ? href : null;
    try {
      const url = new URL(href, base ?? 'https://carrel.invalid/');
      if (!isFragment && /^(https?|mailto|tel):$/.test(url.protocol)) expected = base ? url.href : href;
    } catch {}
    const [, found = null] = /href="([^"]*)"/.exec(toHtml(stream(element('a', { href })), { base })) ?? [];
    const unescaped = found?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? null;
    assert.equal(unescaped, expected, `${href} on ${base}`);
    if (unescaped === href) same++;
  }
  // Of both kinds there are many.
  assert.ok(same > 3000 && same < 17_000, `${same}`);
});

test('a relative link that is resolved, and may lead to another site, carries no referrer', () => {
  const html = (/** @type {string} */ href, base = '') =>
    toHtml(stream(element('a', { href })), base ? { base } : {});
  const rel = ' rel="noopener noreferrer"';
  assert.equal(html('b', 'https://a.example/c/'), `<a href="https://a.example/c/b"${rel}></a>`);
  assert.equal(html('/b', 'https://a.example/c/'), `<a href="https://a.example/b"${rel}></a>`);
  assert.equal(html('b'), '<a href="b"></a>');
  assert.equal(html('#b', 'https://a.example/'), '<a href="#b"></a>');
  assert.equal(html('tel:1', 'https://a.example/'), '<a href="tel:1"></a>');
});

test('an address of a megabyte is no more work than its letters', () => {
  for (const piece of ['/a', '/a.', 'a.', '/', 'a', '-a', '?a', '#', '%2e']) {
    const href = `https://a.example/${piece.repeat(500_000)}"`;
    assert.match(
      toHtml(stream(element('a', { href })), { base: 'https://example.org/' }),
      /^<a href="https:/,
    );
  }
});

test('values that Carrel never writes are left out', () => {
  const bad = /** @type {[string, Record<string, string>][]} */ ([
    ['p', { id: 'other' }],
    ['p', { id: 'carrel-a b' }],
    ['p', { class: 'wp-admin' }],
    ['p', { class: 'language-js' }],
    ['code', { class: 'language-"x' }],
    ['p', { role: 'button' }],
    ['p', { 'aria-label': 'Anything' }],
    ['p', { href: '/a' }],
    ['p', { src: '/a' }],
    ['a', { rel: 'opener' }],
    ['th', { scope: 'all' }],
    ['ol', { start: '1e9' }],
    ['td', { colspan: '9999' }],
  ]);
  for (const [name, attributes] of bad) {
    assert.equal(toHtml(stream(element(name, attributes))), `<${name}></${name}>`);
  }
});

test('an input is a disabled checkbox and an image is lazy, whatever the stream says', () => {
  assert.equal(toHtml(stream(element('input', { type: 'text' }))), '<input type="checkbox" disabled="">');
  assert.equal(
    toHtml(stream(element('img', { src: '/a', alt: 'b', loading: 'eager' }))),
    '<img loading="lazy" referrerpolicy="no-referrer" src="/a" alt="b">',
  );
});

test('ids keep the prefix that render was given', () => {
  const given = stream(element('h2', { id: 'x-a' }));
  assert.equal(toHtml(given), '<h2></h2>');
  assert.equal(toHtml(given, { prefix: 'x-' }), '<h2 id="x-a"></h2>');
});

test('the words that Carrel adds can be translated', () => {
  const given = stream(
    element('p', { class: 'carrel-admonition-title' }, text('Note')),
    element('p', {}, text('Note')),
    element('a', { href: '#carrel-fnref:1', 'aria-label': 'Back to text' }),
  );
  const words = { Note: 'Hinweis', 'Back to text': 'Zurück' };
  assert.equal(
    toHtml(given, { words }),
    '<p class="carrel-admonition-title">Hinweis</p><p>Note</p><a href="#carrel-fnref:1" aria-label="Zurück"></a>',
  );
});

test('the answer of render is decoded, and one of another size refused', () => {
  const outline = '[{"level":2,"id":"carrel-a","text":"a"}]';
  const pool = new TextEncoder().encode('\u{feff}ä😀');
  const bytes = new Uint8Array(3 + 16 + 4 * 3 + pool.length + outline.length).subarray(3);
  const view = new DataView(bytes.buffer, 3);
  [3, pool.length, outline.length, 1, 1, 4 << 2, 2].forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  bytes.set(pool, 28);
  bytes.set(new TextEncoder().encode(outline), 28 + pool.length);
  const decoded = decodeStream(bytes);
  assert.equal(toHtml(decoded), '<p>\u{feff}ä😀</p>');
  assert.deepEqual(decoded.outline, JSON.parse(outline));
  assert.equal(decoded.truncated, true);
  assert.throws(() => decodeStream(bytes.subarray(0, bytes.length - 1)), EngineError);
  assert.throws(() => decodeStream(bytes.subarray(0, 9)), EngineError);
});

const modulePath = new URL('../../dist/markdown.wasm', import.meta.url);
const unbuilt = existsSync(modulePath) ? false : 'dist/markdown.wasm is not built';

/** Calls the module as web/engine.js does. */
function instantiate() {
  const module = new WebAssembly.Module(readFileSync(modulePath));
  const nothing = () => 0;
  const { exports } = new WebAssembly.Instance(module, {
    env: { emscripten_notify_memory_growth: nothing },
    wasi_snapshot_preview1: { proc_exit: nothing },
  });
  const wasm = /** @type {any} */ (exports);
  wasm._initialize?.();
  /** @param {Uint8Array} request */
  const call = (request) => {
    const at = wasm.carrel_request(request.length);
    new Uint8Array(wasm.memory.buffer, at, request.length).set(request);
    const address = wasm.carrel_render(); // may move the memory
    const reply = new DataView(wasm.memory.buffer, address, 12);
    const [status, data, size] = [0, 4, 8].map((offset) => reply.getUint32(offset, true));
    return { status, bytes: new Uint8Array(wasm.memory.buffer, data, size).slice() };
  };
  return { module, call };
}

test('markdown.wasm needs nothing from its page', { skip: unbuilt }, () => {
  const { module } = instantiate();
  const imports = WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
  assert.deepEqual(imports, []);
});

test('every example of the specification gives its HTML through the module', { skip: unbuilt }, () => {
  const { call } = instantiate();
  const unescaped = (/** @type {string} */ part) => part.replaceAll('→', '\t').replaceAll('␀', '\0');
  const flat = (/** @type {string} */ html) => html.replaceAll('>\n<', '><');
  const examples = [...read('tests/spec/markdown.txt').matchAll(/^`{8} example\n(.*?\n)\.\n(.*?)\n`{8}$/gms)];
  assert.ok(examples.length >= 20);
  for (const [, markdown, html] of examples) {
    const { status, bytes } = call(new TextEncoder().encode(`\n${unescaped(markdown)}`));
    assert.equal(status, 0);
    const given = decodeStream(bytes);
    assert.equal(sorted(flat(toHtml(given))), sorted(flat(unescaped(html))));
    assertSame(given);
  }
});

test('a request without a line of options is refused with a remedy', { skip: unbuilt }, () => {
  const { status, bytes } = instantiate().call(new TextEncoder().encode('# a'));
  assert.equal(status, 8);
  assert.match(new TextDecoder().decode(bytes), /no line feed: send a line of options/);
});

test('options come as a query string', { skip: unbuilt }, () => {
  const { call } = instantiate();
  const html = (/** @type {string} */ request) => {
    const given = decodeStream(call(new TextEncoder().encode(request)).bytes);
    return toHtml(given, { prefix: '' });
  };
  assert.equal(html('prefix=x-&heading=4&id=tea&later=1\n# a'), '<h4 id="x-tea-a">a</h4>');
  assert.equal(html('&&heading=&=&id\n# a'), '<h2 id="carrel-a">a</h2>');
  assert.equal(html('heading=9\n# a'), '<h6 id="carrel-a">a</h6>');
});

test('a megabyte comes through the module, and memory grows for it', { skip: unbuilt }, () => {
  const { call } = instantiate();
  const markdown = `\n${'*a* ä😀 b\n\n'.repeat(40_000)}`;
  const given = decodeStream(call(new TextEncoder().encode(markdown)).bytes);
  assert.equal(given.truncated, false);
  assert.equal(toHtml(given).length, '<p><em>a</em> ä😀 b</p>'.length * 40_000);
});

test('ids may begin with something else in the page, and then what begins with a colon is no author’s', () => {
  const given = stream(
    element('h2', { id: 'carrel-causes' }, text('Causes')),
    element('a', { href: '#carrel-causes' }, text('there')),
    element('a', { href: '#elsewhere' }, text('elsewhere')),
    element('p', { id: 'carrel-:title' }, text('x')),
    element('p', { id: 'own' }, text('y')),
  );
  assert.equal(
    toHtml(given, { ids: 'carrel-:b:', base: 'https://a.example/' }),
    '<h2 id="carrel-:b:causes">Causes</h2><a href="#carrel-:b:causes">there</a><a href="#elsewhere">elsewhere</a><p>x</p><p>y</p>',
  );
  assert.match(toHtml(given), /<p id="carrel-:title">x<\/p>/);
});
