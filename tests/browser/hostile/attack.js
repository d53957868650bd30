/**
 * @file Shows vectors to one engine in every way there is, and says what came of it.
 *
 * Each way runs in a page without any policy, so that no policy is what saves us, and in one under the strictest, which reports what was
 * tried in vain.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { pack } from '../../../web/node.js';
import { BLOCKS, every } from '../sample.js';
import { ENGINES, PATIENCE_MS } from './engines.js';
import { Gate } from './gate.js';
import { stillMissing } from './harmless.js';
import { articlesOf, bundleOf, inGroups } from './vectors.js';

/**
 * @typedef {import('./own.js').Vector} Vector
 * @typedef {import('./page.js').Finding} Finding
 *
 * @typedef {object} Round on one page; each vector is an article there
 * @property {'open' | 'strict'} page
 * @property {number} placed each how many-th vector is put into bundles, questions and entries too
 * @property {number} opened each how many-th article of a bundle is opened
 * @property {number} addressed of these each how many-th is the query string of a page of its own
 *
 * @typedef {object} Outcome
 * @property {string} version
 * @property {number} vectors
 * @property {number} documents articles rendered, bundles' articles listed, pages loaded, entries opened
 * @property {Finding[]} findings
 */

/** Every vector in every place where nothing but our own code stops it; under the policy, which could only stop more, some in every place. @type {Round[]} */
export const ROUNDS = [
  { page: 'open', placed: 1, opened: 1, addressed: 50 },
  { page: 'strict', placed: 5, opened: 2, addressed: 50 },
];

const root = new URL('../../../', import.meta.url);

const STRICT = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  // Pictures of other hosts are allowed, so that whatever else is tried stands out.
  'img-src http: https:',
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** @param {string} body */
const page = (body = '') => `<!doctype html>
<html>
  <head>
    <meta charset="utf-8">
    <title>Hostile content</title>
    <script type="module" src="/tests/browser/hostile/page.js"></script>
    <script type="module" src="/dist/shell/carrel.js"></script>
  </head>
  <body><main>${body}</main></body>
</html>`;

/** Articles that mean no harm, for hostile questions. */
const harmless = {
  site: { title: 'Harbour', language: 'en' },
  topics: [
    { slug: 'tides', title: 'Tides', terms: [{ term: 'Ebb', definition: 'The tide going out.' }] },
    { slug: 'ships', title: 'Ships' },
  ],
  articles: ['Alert harbour', 'Script of the tides', 'Image of a ship'].map((title, i) => ({
    slug: `article-${i}`,
    title,
    body: `**${title}** is an article with an onclick and a javascript in it.\n\n## At sea\n\n[Nowhere](#%), [elsewhere](article-2).`,
    url: ['', '', 'https://[no address'][i],
    date: `2024-05-0${i + 1}`,
    tags: ['sea', `tag ${i}`],
    authors: [`Author ${i}`],
    categories: [`Sea/Part ${i}`],
    topics: ['tides', 'ships'],
    fields: { level: ['easy', 'hard'][i % 2] },
  })),
};

/** @param {Gate} gate @param {string} folder @param {object} content */
async function publish(gate, folder, content) {
  const json = JSON.stringify(content);
  for (const [name, bytes] of await pack(json)) gate.files.set(`${folder}/${name}`, bytes);
  gate.files.set(`${folder}/content.json`, json);
}

/** The site: the shell and the modules as they were built, the sources that judge them. @param {Gate} gate */
async function furnish(gate) {
  for (const folder of ['dist', 'dist/shell', 'web', 'tests/browser', 'tests/browser/hostile'])
    for (const { name } of readdirSync(new URL(folder, root), { withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ))
      gate.files.set(`${folder}/${name}`, readFileSync(new URL(`${folder}/${name}`, root)));
  const widget = '<carrel-articles src="/harmless/entry.json" load="eager"></carrel-articles>';
  for (const name of ['open', 'strict']) {
    gate.files.set(`${name}.html`, page());
    gate.files.set(`${name}-widget.html`, page(widget));
  }
  gate.headers.push({ path: /^strict/, headers: { 'content-security-policy': STRICT } });
  await publish(gate, 'harmless', harmless);
  await publish(gate, 'every', { version: 1, site: { title: 'Every', language: 'en' }, articles: [every] });
  gate.files.set('strict-every.html', page(widget.replace('harmless', 'every')));
  gate.files.set('picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>');
}

/** So many articles a bundle has. */
const IN_A_BUNDLE = 300;

/** Everything that the vectors become. @param {Gate} gate @param {Vector[]} all @param {Round} round */
async function arm(gate, all, { page, placed }) {
  const articles = all.flatMap(articlesOf);
  const vectors = all.filter((_, i) => i % placed === 0);
  gate.files.set('data/articles.json', JSON.stringify(articles));
  const bundles = inGroups(vectors, IN_A_BUNDLE);
  for (const [i, group] of bundles.entries()) {
    const { articles, site, version, ...rest } = bundleOf(group);
    await publish(gate, `bundles/${page}/${i}/full`, { version, site, articles, ...rest });
    await publish(gate, `bundles/${page}/${i}/articles`, { version, site, articles });
    const names = group.map(({ id, payload }) => ({ id, text: payload }));
    gate.files.set(`data/${page}-${i}.json`, JSON.stringify(names));
    for (const [at, { payload }] of group.entries()) {
      const entry = { carrel: 1, format: 1, index: payload, articles: 1 };
      gate.files.set(`entries/${page}/${i}/${at}/entry.json`, JSON.stringify(entry));
    }
  }
  return { articles, vectors, bundles };
}

/** A file that a hostile name still finds lies beside its entry. */
const BESIDE_AN_ENTRY = /^\/entries\/\w+\/\d+\/\d+\/[\w.-]+$/;

/**
 * An address as it travels: without what stays in the browser, and with its escapes read, since WebKit's network writes some that its
 * parser of addresses does not.
 * @param {string} address
 */
function travelling(address) {
  const url = new URL(address);
  url.hash = url.username = url.password = '';
  return url.href.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The host of an encrypted connection, of which no more is seen. @param {string} address */
function hostOf(address) {
  const { protocol, hostname, port } = new URL(address);
  return protocol === 'https:' ? `https://${hostname}:${port || 443}` : '';
}

/** What was asked for and may not have been. @param {Gate} gate @param {Set<string>} pictures @returns {Finding[]} */
function strangers(gate, pictures) {
  const hosts = new Set([...pictures].map(hostOf));
  const allowed = new Set([...pictures].map(travelling));
  return gate.strangers.splice(0).flatMap((address) => {
    const { origin, pathname } = new URL(address);
    const ours = origin === gate.origin && BESIDE_AN_ENTRY.test(pathname);
    if (ours || hosts.has(address) || allowed.has(travelling(address))) return [];
    return [{ at: 'the network', what: `a request to ${address.slice(0, 200)}` }];
  });
}

/** A page that answers no more is a finding, not a reason to wait for ever. @template T @param {Promise<T>} call */
function inTime(call) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  return Promise.race([call, limit]).finally(() => clearTimeout(timer));
}

/** @param {string} complaint of the engine @param {Set<string>} pictures */
function isOfPicture(complaint, pictures) {
  const [, address = ''] = /^console: Failed to load resource.*\((.*)\)$/s.exec(complaint) ?? [];
  return URL.canParse(address) && pictures.has(address.replace(/#.*/, ''));
}

/**
 * What the widget itself tells the owner of a topic that the bundle lacks, of a file's name that is none, and of a file that
 * is none of Carrel's: it quotes them as text, which is harmless in a console.
 * @param {string} complaint
 */
const isForOwner = (complaint) =>
  /^console(\.\w+)?: (<carrel-articles> The bundle has no topic |carrel: .* no name of a file: pack the content again|carrel: [\w.-]+\.bin: this is not a Carrel file: )/s.test(
    complaint,
  );

/** What a page without any care would do with hostile texts, and by which words the watch must report it. */
const PLANTED = {
  markup: `<img src="http://planted.test/picture.png" onerror="alert(1)"><img src="data:," onerror="alert(1)">
    <a href="javascript:alert(1)" id="carrel-planted">follow</a><form name="createElement"></form><p style="color: red"></p>
    <svg></svg><a href="vbscript:x">x</a><link rel="stylesheet" href="http://planted.test/sheet.css">`,
  reports: [
    /^alert\(\) was called/,
    /^attribute img onerror/,
    /^scheme img src/,
    /^scheme a href/,
    /^element form/,
    /^attribute p style/,
    /^element svg/,
    /^element link/,
    /^createElement is no longer what it was/,
    /^a request to http:\/\/planted\.test\/sheet\.css/,
  ],
};

/**
 * Two things without which silence means nothing: the watch sees in this engine what it is there to see, and the widget works in it.
 * @param {Gate} gate @param {import('./engines.js').Engine} engine @param {Finding[]} findings
 */
async function smoke(gate, engine, findings) {
  let visit = await engine.open();
  await visit.go(gate.url('open.html'));
  const planted = await inTime(visit.call('plant', PLANTED.markup));
  await visit.complaints();
  await visit.close();
  const seen = [...planted.findings, ...strangers(gate, new Set(planted.pictures))].map(({ what }) => what);
  for (const report of PLANTED.reports)
    if (!seen.some((what) => report.test(what)))
      findings.push({ at: 'the watch', what: `does not see ${report} (${seen.join(', ')})` });

  visit = await engine.open();
  // The fragment is no text, and one of the links has none either.
  await visit.go(gate.url('strict-widget.html?read=article-0#%'));
  const { findings: found, ...used } = await inTime(visit.call('use', 'harbour'));
  findings.push(...found);
  const titles = ['Alert harbour', 'Image of a ship'];
  if (used.hits !== 1 || `${used.titles}` !== `${titles}` || !(used.height > 20))
    findings.push({ at: 'a usual visit', what: JSON.stringify(used) });
  findings.push(...(await visit.complaints()).map((what) => ({ at: 'a usual visit', what })));
  await visit.close();

  visit = await engine.open();
  await visit.go(gate.url(`strict-every.html?read=${every.slug}`));
  const { findings: broken, lacks, pictures } = await inTime(visit.call('readEvery', BLOCKS));
  findings.push(
    ...broken,
    ...lacks.map((/** @type {string} */ block) => ({ at: 'every kind of block', what: `no ${block}` })),
  );
  findings.push(...strangers(gate, new Set(pictures)));
  findings.push(...(await visit.complaints()).map((what) => ({ at: 'every kind of block', what })));
  await visit.close();
  return 3;
}

/**
 * @param {string} name of the engine @param {Vector[]} given @param {Round[]} rounds
 * @param {(line: string) => void} [log] of what is going on
 * @returns {Promise<Outcome>}
 */
export async function attack(name, given, rounds, log = () => {}) {
  // What holds nothing to be seen can be no title and no name.
  const vectors = given.filter(({ payload }) => payload.trim() !== '');
  const gate = await new Gate().start();
  /** @type {Finding[]} */
  const findings = [];
  /** @type {Set<string>} */
  const pictures = new Set();
  let documents = 0;
  /** @type {import('./engines.js').Engine | undefined} */
  let engine;
  try {
    await furnish(gate);
    engine = await ENGINES[name](gate);
    const browser = engine;
    documents += await smoke(gate, browser, findings);
    /** A page of its own, one call of it, and everything that came of that. @param {string} path @param {string} call @param {any[]} values */
    const run = async (path, call, ...values) => {
      const began = Date.now();
      const known = findings.length;
      const visit = await browser.open();
      /** @type {any} */
      let answer = null;
      try {
        await visit.go(gate.url(path));
        answer = await inTime(visit.call(call, ...values));
        for (const picture of answer.pictures) pictures.add(picture);
        findings.push(
          ...answer.findings.map((/** @type {Finding} */ { at, what }) => ({
            at,
            what: `${what} (${path})`,
          })),
        );
        for (const { id, missing, shown } of answer.losses) {
          const lost = stillMissing(missing, shown);
          if (lost.length > 0) findings.push({ at: id, what: `lost words: ${lost.join(' ')} (${path})` });
        }
      } catch (error) {
        findings.push({
          at: `${path} ${call} ${JSON.stringify(values)}`,
          what: `the page did not answer: ${error}`,
        });
      }
      for (const complaint of await visit.complaints().catch(() => []))
        if (!isOfPicture(complaint, pictures) && !isForOwner(complaint))
          findings.push({ at: `${path} ${call}`, what: complaint });
      await visit.close();
      for (const { at, what } of findings.slice(known)) log(`  ${at}: ${what}`);
      log(
        `${name} ${path.replace(/\?.*/, '')} ${call} ${((Date.now() - began) / 1000).toFixed(1)} s, ${findings.length} findings`,
      );
      return answer;
    };
    for (const round of rounds) {
      const { page: kind, opened, addressed } = round;
      const { articles, vectors: chosen, bundles } = await arm(gate, vectors, round);
      const path = `${kind}.html`;
      await run(path, 'renderAll', '/data/articles.json');
      documents += articles.length;
      for (const [i, bundle] of bundles.entries()) {
        const data = { vectors: `/data/${kind}-${i}.json` };
        // One road for each: packed in the page, and packed before.
        const src = `/bundles/${kind}/${i}/full/${kind === 'open' ? 'content' : 'entry'}.json`;
        await run(path, 'visit', { ...data, src, every: opened });
        await run(path, 'ask', { ...data, src: '/harmless/entry.json' });
        await run(path, 'openEntries', { ...data, folder: `/entries/${kind}/${i}` });
        documents += 3 * bundle.length;
      }
      for (let i = 0; i < chosen.length; i += addressed) {
        const { id, payload: text } = chosen[i];
        const query = new URLSearchParams({ q: text, tags: text, topic: text });
        await run(`${kind}-widget.html?${query}`, 'arrived', { id, text });
        documents += 1;
      }
    }
    findings.push(...strangers(gate, pictures));
    const complaints = findings.filter(({ what }) => !isForOwner(what));
    return { version: engine.version, vectors: vectors.length, documents, findings: complaints };
  } finally {
    await engine?.close();
    gate.close();
  }
}
