import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { splitFrontMatter } from '../../scripts/cli/front-matter.mjs';
import { importMarkdown } from '../../scripts/cli/import-markdown.mjs';
import { dateInPath, dateOf, listOf, slugOf } from '../../scripts/cli/values.mjs';
import { pack } from '../../web/node.js';

/** @type {string[]} */
const folders = [];
after(() => folders.forEach((folder) => void rmSync(folder, { recursive: true })));

/** @param {Record<string, string | Uint8Array>} files @param {Parameters<typeof importMarkdown>[1]} [options] */
function imported(files, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { content, report } = importMarkdown(folder, { today: '2025-06-01', ...options });
  return { articles: content.articles, content, report };
}
const yaml = (/** @type {string} */ block, body = 'Text.') => `---\n${block}\n---\n${body}\n`;
const toml = (/** @type {string} */ block, body = 'Text.') => `+++\n${block}\n+++\n${body}\n`;

test('dates are read as people write them, and never moved by a time zone', () => {
  for (const [text, date] of [
    ['2025-11-16', '2025-11-16'],
    ['2025-11-16T23:30:00-08:00', '2025-11-16'],
    ['2025-11-16 00:15:00 +0200', '2025-11-16'],
    ['2025/1/6', '2025-01-06'],
    ['2025-11', '2025-11'],
    [2025, '2025'],
    ['September 21, 2021', '2021-09-21'],
    ['21 Sep 2021', '2021-09-21'],
    ['Tue, 21 Sep 2021 10:00:00 GMT', '2021-09-21'],
    ['Sept. 3rd, 2021', '2021-09-03'],
    ['2025-02-31', ''],
    ['tomorrow', ''],
    [undefined, ''],
    [null, ''],
  ]) {
    assert.equal(dateOf(text), date, String(text));
  }
  assert.equal(dateInPath('/2025/06/26/title/'), '2025-06-26');
  assert.equal(dateInPath('/docs/2025/title/'), '');
});

test('slugs keep letters of any script', () => {
  assert.equal(slugOf('  What’s Crème_brûlée (2.0)?  '), 'whats-creme-brulee-2-0');
  assert.equal(slugOf('हिन्दी में'), 'हिन्दी-में');
  assert.equal(slugOf('中文 标题'), '中文-标题');
});

test('lists are lists, or texts with a separator', () => {
  assert.deepEqual(listOf(['a', ' b ', 'a', null, 3]), ['a', 'b', '3']);
  assert.deepEqual(listOf('one two'), ['one two']);
  assert.deepEqual(listOf('one, two', /,/), ['one', 'two']);
  assert.deepEqual(listOf(undefined), []);
});

test('front matter is told from a rule, from text and from nothing', () => {
  assert.deepEqual(splitFrontMatter('Just text.'), { data: null, body: 'Just text.' });
  assert.deepEqual(splitFrontMatter('---\n\nText after a rule.\n'), {
    data: null,
    body: '---\n\nText after a rule.\n',
  });
  assert.deepEqual(splitFrontMatter('---\n---\nText'), { data: {}, body: 'Text' });
  assert.deepEqual(splitFrontMatter('\uFEFF---\r\ntitle: A\r\n---\r\nText\r\n'), {
    data: { title: 'A' },
    body: 'Text\n',
  });
  assert.deepEqual(splitFrontMatter('+++\ndate = 2025-01-02T03:04:05Z\nn = 3\n+++\nText').data, {
    date: '2025-01-02T03:04:05.000Z',
    n: 3,
  });
});

test('a quoted text may go on at the beginning of a line, as Ruby reads it', () => {
  const { data } = splitFrontMatter(yaml('title: "One\ntwo \\"three\\"\nfour"\ntags:\n- a'));
  assert.deepEqual(data, { title: 'One two "three" four', tags: ['a'] });
});

test('broken front matter is reported with its line, and nothing else is lost', () => {
  const { articles, report } = imported({
    'a.md': yaml('title: A'),
    'b.md': yaml('title: "B'),
    'c.md': toml('title = C'),
    'd.md': '---\ntitle: D\nText without an end',
    'e.md': yaml('- a\n- list'),
    'f.md': yaml('title: F'),
  });
  assert.deepEqual(
    articles.map((/** @type {any} */ { slug }) => slug),
    ['a', 'f'],
  );
  assert.deepEqual(report.leftOut.get('front matter cannot be read'), ['b.md', 'c.md', 'd.md', 'e.md']);
  assert.deepEqual(
    report.problems.map(({ path }) => path),
    ['b.md', 'c.md', 'd.md', 'e.md'],
  );
  assert.match(report.problems[0]?.fact ?? '', /^line 2: /);
});

test('the keys of a front matter become those of an article', () => {
  const { articles } = imported({
    'post.md': yaml(`
title: Post
date: 2024-01-02 10:00:00 +0100
lastmod: 2024-03-04
author: Ann
categories: [Health/Mind]
tags: [one, two]
description: Short.
lang: de
image: { path: /a.jpg, alt: A, width: 10, height: 20 }
also_known_as: a, b
topics: [t]
reviewed_by: { name: Rev, credentials: MD }
last_reviewed: 2024-05-06
sources: [{ title: S, url: https://example.org/ }]
permalink: /post/
layout: post
difficulty: 3
audience: [all, new]
nested: { a: 1 }`),
  });
  assert.deepEqual(articles[0], {
    slug: 'post',
    title: 'Post',
    url: '/post/',
    date: '2024-01-02',
    updated: '2024-03-04',
    authors: ['Ann'],
    categories: ['Health/Mind'],
    tags: ['one', 'two'],
    excerpt: 'Short.',
    language: 'de',
    image: { src: '/a.jpg', alt: 'A', width: 10, height: 20 },
    body: 'Text.',
    also_known_as: ['a', 'b'],
    topics: ['t'],
    sources: [{ title: 'S', url: 'https://example.org/' }],
    reviewed_by: { name: 'Rev', credentials: 'MD' },
    last_reviewed: '2024-05-06',
    fields: { difficulty: 3, audience: ['all', 'new'] },
  });
});

test('Jekyll: names say dates, blanks part categories, folders are categories, authors are looked up', () => {
  const { articles, report } = imported({
    '_config.yml': 'title: Site',
    '_data/authors.yml': 'ann:\n  name: Ann Other\n  url: https://example.org/ann\n',
    '_authors/bob.md': yaml('full_name: Bob Builder\nfirst_name: Bob'),
    'news/_posts/2024-01-02-first-post.md': yaml(
      'categories: red green\ntags: x y\nauthors: [ann, bob, carl]',
    ),
    '_drafts/idea.md': yaml('title: Idea'),
    '_includes/part.md': 'A part.',
    'README.md': '# About',
  });
  assert.equal(articles.length, 1);
  assert.deepEqual(articles[0], {
    slug: 'first-post',
    title: 'First post',
    date: '2024-01-02',
    authors: [{ name: 'Ann Other', url: 'https://example.org/ann' }, { name: 'Bob Builder' }, 'carl'],
    categories: ['news', 'red', 'green'],
    tags: ['x', 'y'],
    body: 'Text.',
  });
  assert.deepEqual(
    [...report.leftOut],
    [
      ['tells about the folder', ['README.md']],
      ['draft', ['_drafts/idea.md']],
    ],
  );
});

test('Hugo and Zola: bundles are named by their folder, tables of own keys count, paths say dates', () => {
  const { articles, report } = imported({
    'posts/summer/index.md': toml(
      'title = "Summer"\ndate = 2024-07-01\n[taxonomies]\ntags = ["sun"]\n[extra]\nmood = "warm"',
    ),
    'posts/_index.md': toml('title = "Posts"', ''),
    'about/_index.md': toml('title = "About us"', 'We write.'),
    'old.md': toml('title = "Old"\npath = "2019/03/04/old"'),
    'hidden/index.md': yaml('title: Hidden\nheadless: true'),
  });
  assert.deepEqual(
    articles.map((/** @type {any} */ { slug, date, tags, fields }) => ({ slug, date, tags, fields })),
    [
      { slug: 'about', date: undefined, tags: undefined, fields: undefined },
      { slug: 'old', date: '2019-03-04', tags: undefined, fields: undefined },
      { slug: 'summer', date: '2024-07-01', tags: ['sun'], fields: { mood: 'warm' } },
    ],
  );
  assert.deepEqual([...report.leftOut.keys()], ['no page of its own', 'section without a text']);
});

test('drafts, the future and the expired are left out, counted, and let in when asked', () => {
  const files = {
    'a.md': yaml('title: A\ndraft: true'),
    'b.md': yaml('title: B\npublished: false'),
    'c.md': yaml('title: C\ndate: 2025-06-02'),
    'd.md': yaml('title: D\nexpiryDate: 2025-05-31'),
    'e.md': yaml('title: E\ndate: 2025-06-01'),
    'f.md': yaml('title: F', ''),
  };
  const { articles, report } = imported(files);
  assert.deepEqual(
    articles.map((/** @type {any} */ { slug }) => slug),
    ['e'],
  );
  assert.deepEqual(Object.fromEntries(report.leftOut), {
    draft: ['a.md', 'b.md'],
    'dated in the future': ['c.md'],
    expired: ['d.md'],
    'has no text': ['f.md'],
  });
  const all = imported(files, { drafts: true, future: true });
  assert.deepEqual(
    all.articles.map((/** @type {any} */ { slug }) => slug),
    ['a', 'b', 'c', 'e'],
  );
});

test('files of the same name get slugs that tell them apart, the same ones each time', () => {
  const files = {
    'a/setup.md': yaml('title: One'),
    'b/setup.md': yaml('title: Two'),
    'b/setup/index.md': yaml('title: Three'),
    'setup.md': yaml('title: Four'),
  };
  const slugs = () =>
    imported(files).articles.map((/** @type {any} */ { title, slug }) => `${title} ${slug}`);
  assert.deepEqual(slugs(), ['One setup', 'Two b-setup', 'Three b-setup-2', 'Four setup-2']);
  assert.deepEqual(slugs(), slugs());
});

test('a title is found in the text, and is not shown twice', () => {
  const { articles } = imported({
    'a.md': '# From the *text*\n\nBody.',
    'b.md': yaml('title: Same', '# Same\n\nBody.'),
    'c.md': yaml('title: One', '# Another\n\nBody.'),
    'd-e_f.md': 'Body.',
  });
  assert.deepEqual(
    articles.map((/** @type {any} */ { title, body }) => [title, body]),
    [
      ['From the *text*', 'Body.'],
      ['Same', 'Body.'],
      ['One', '# Another\n\nBody.'],
      ['D e f', 'Body.'],
    ],
  );
});

test('what a generator would have replaced is replaced', () => {
  const { articles } = imported(
    {
      'a.md': yaml(
        'title: A\nurl: /a/',
        '![]({{ site.baseurl }}/i.png) {{ "/x" | relative_url }}\n<!--more-->\n{% highlight js %}\nlet a;\n{% endhighlight %}',
      ),
    },
    { base: { site: { url: 'https://example.org' } } },
  );
  assert.equal(articles[0].url, 'https://example.org/a/');
  assert.equal(articles[0].body, '![](/i.png) /x\n\n```js\nlet a;\n```');
});

test('bytes that are not UTF-8 are reported and imported', () => {
  const { articles, report } = imported({ 'a.md': new Uint8Array([0x23, 0x20, 0x41, 0x0a, 0xe9, 0x0a]) });
  assert.equal(articles[0].body, '\uFFFD');
  assert.match(report.problems[0]?.fact ?? '', /not UTF-8/);
});

/** @type {[string, { articles: number, first: object }][]} */
const sites = [
  [
    '18f-blog-jekyll',
    { articles: 521, first: { slug: 'coming-soon', date: '2014-03-12', authors: [{ name: '18F' }] } },
  ],
  ['hugo-docs', { articles: 930, first: {} }],
  ['rust-blog-zola', { articles: 750, first: { date: '2014-12-12', authors: ['Aaron Turon'] } }],
];
for (const [name, { articles: count, first }] of sites) {
  const folder = fileURLToPath(new URL(`../../../shared/data/sites/${name}`, import.meta.url));
  const skip = existsSync(folder) ? false : 'the sample sites are not beside this tree';
  test(`${name} is imported whole, and packs`, { skip }, async () => {
    const { content, report } = importMarkdown(folder, { today: '2026-11-01' });
    const { articles } = content;
    const left = [...report.leftOut.values()].flat().length;
    assert.equal(articles.length + left, report.files, 'every file is an article or left out');
    assert.equal(articles.length, count);
    assert.equal(new Set(articles.map((/** @type {any} */ { slug }) => slug)).size, count);
    for (const [key, value] of Object.entries(first)) assert.deepEqual(articles[0][key], value);
    const { report: packed } = await pack(content);
    assert.equal(packed.articles, count);
    assert.deepEqual(packed.faults, []);
  });
}

test('the one 18F post whose YAML is no YAML is named', (t) => {
  const folder = fileURLToPath(new URL('../../../shared/data/sites/18f-blog-jekyll', import.meta.url));
  if (!existsSync(folder)) return t.skip('the sample sites are not beside this tree');
  const { report } = importMarkdown(folder, { today: '2026-11-01' });
  assert.deepEqual(
    report.problems.map(({ path }) => path),
    ['_posts/2014-05-14-hacking-bureaucracy-improving-hiring-and-software.md'],
  );
  assert.ok(readFileSync(join(folder, report.problems[0]?.path ?? ''), 'utf8').includes('In the movies'));
});

test('front matter that is no YAML is told of in the words of its author', () => {
  for (const [line, told] of /** @type {[string, RegExp][]} */ ([
    [
      'title: Asthma: what helps',
      /^line 2: the title has a colon .* in quotes \(title: "Asthma: what helps"\)$/,
    ],
    ['summary: He said "no": twice', /\(summary: 'He said "no": twice'\)$/],
    [
      'title: "Asthma" and more',
      /^line 2: the title goes on behind its closing quote: .*'"Asthma" and more'/,
    ],
    ['title: @home', /^line 2: the title begins with @, .*"@home"/],
    ['title: {{ page.name }} and more', /^line 2: the title begins with \{/],
    ['title: [Draft] Asthma', /^line 2: the title begins with \[/],
    ['title: 50% off\n  tags: x', /^line 2: the line below title is indented/],
  ])) {
    assert.throws(
      () => splitFrontMatter(`---\n${line}\n---\nText.\n`),
      (/** @type {Error} */ { message }) => told.test(message),
      line,
    );
  }
});
