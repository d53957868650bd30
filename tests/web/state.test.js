import assert from 'node:assert/strict';
import { test } from 'node:test';
import { means, slugIn, webAddress } from '../../web/links.js';
import {
  cleared,
  EMPTY,
  hasState,
  NAMES,
  parseState,
  toggle,
  toRequest,
  withField,
  without,
  withYear,
  writeState,
} from '../../web/state.js';
import { lightness } from '../../web/theme.js';

test('an empty query string is the empty state', () => {
  for (const query of ['', '?', '#', '?utm_source=x', '?&&']) assert.deepEqual(parseState(query), EMPTY);
});

test('a query string survives the way through the state', () => {
  for (const query of [
    'q=naloxone',
    'q=%22chronic+pain%22+-opioid',
    'q=a%26b%3Dc%23d',
    'in=treatment/medication,pain&tags=naloxone,self-care&by=mara-ellison',
    'from=2021&to=2023-05-06&sort=old&show=40',
    'read=opioids-and-mood&topic=depression',
    'in=all:pain,mood&tags=any:a,b&by=all:x',
    'tags=b&where=level:beginner%7Cadvanced,minutes:10..20,released:2024..',
    'where=level:all:a%7Cb,score:-1.5..',
    'q=%F0%9F%98%80+%D7%A9%D7%9C%D7%95%D7%9D',
  ]) {
    assert.equal(writeState('', parseState(query)), query);
  }
});

test('parameters of the host keep their order and their bytes', () => {
  const host = 'a=%7E&utm_source=x+y&b&=c&%zz=1&s=%C3%A4';
  assert.equal(writeState(`?${host}&q=old&read=x`, { ...EMPTY, q: 'new' }), `${host}&q=new`);
  assert.equal(writeState(`?q=old&${host}`, EMPTY), host);
});

test('a prefix keeps two widgets on one page apart', () => {
  const query = '?q=one&b-q=two&b-tags=x';
  assert.equal(parseState(query).q, 'one');
  assert.deepEqual(parseState(query).tags, []);
  assert.equal(parseState(query, 'b-').q, 'two');
  assert.equal(writeState(query, { ...EMPTY, q: 'three' }, 'b-'), 'q=one&b-q=three');
  assert.equal(hasState('?q=one', 'b-'), false);
  assert.equal(hasState('?b-read=x', 'b-'), true);
  assert.equal(hasState('?quantity=1'), false);
});

test('a date that is on no calendar reads as absent', () => {
  for (const date of [
    '2024-13-45',
    '2024-00',
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '0000',
    '0000-01-01',
    '2024-1-1',
  ])
    assert.deepEqual(parseState(`?from=${date}&to=${date}`), EMPTY, date);
  for (const date of ['0001', '0099-12-31', '2024-02-29', '2000-02-29', '2024-12', '9999-12-31'])
    assert.equal(parseState(`?from=${date}`).from, date);
});

test('what is malformed reads as absent', () => {
  const state = parseState('?from=yesterday&to=2021-1&sort=random&show=-4&in=,,&tags=a,a,%20&q=%E0%A4%A&by=');
  assert.deepEqual({ ...state, q: '' }, { ...EMPTY, tags: ['a'] });
  assert.equal(parseState('?show=99999').show, 1000);
  assert.equal(parseState('?show=2.5').show, 0);
});

test('how a list is meant stands before it, and only where it is not as usual', () => {
  assert.deepEqual(parseState('?in=any:a&tags=all:b&by=any:c').other, []);
  const state = parseState('?in=all:a,%20b&tags=any:c&by=all:');
  assert.deepEqual([state.in, state.tags, state.by, state.other], [['a', 'b'], ['c'], [], ['in', 'tags']]);
  assert.equal(writeState('', state), 'in=all:a,b&tags=any:c');
  assert.equal(writeState('?b-tags=x&y=1', state, 'b-'), 'y=1&b-in=all:a,b&b-tags=any:c');
  assert.equal(writeState('', { ...state, tags: [] }), 'in=all:a,b');
  assert.equal(toRequest(state), 'in=all:a,b&tags=any:c&show=10');
});

test('a filter over a field is set, changed and taken off by its name', () => {
  const state = parseState('?where=Reading_Level:Easy,minutes:..20');
  assert.deepEqual(state.where, ['reading-level:Easy', 'minutes:..20']);
  assert.deepEqual(withField(state.where, 'minutes', '5..'), ['reading-level:Easy', 'minutes:5..']);
  assert.deepEqual(withField(state.where, 'minutes', ''), ['reading-level:Easy']);
  assert.deepEqual(withField([], 'a', 'x|y'), ['a:x|y']);
  const left = without(state, { group: 'where', value: 'reading-level' });
  assert.equal(writeState('?s=1', left), 's=1&where=minutes:..20');
  assert.deepEqual(
    without(state, { group: 'where', value: 'minutes', asked: '1..' }).where[1],
    'minutes:1..',
  );
  assert.ok(hasState('?x-where=a:b', 'x-') && !hasState('?x-where=a:b'));
});

test('the first of a repeated parameter counts', () => {
  assert.equal(parseState('?q=one&q=two').q, 'one');
});

test('a request carries the attributes where the reader has not chosen', () => {
  const defaults = { topic: 'pain', sort: 'title', pageSize: 20 };
  assert.equal(toRequest(EMPTY, defaults), 'sort=title&show=20&topic=pain');
  assert.equal(toRequest({ ...EMPTY, q: 'x', read: 'y' }, defaults), 'q=x&show=20&topic=pain');
  assert.equal(
    toRequest({ ...EMPTY, sort: 'old', show: 40, topic: 'other' }, defaults),
    'sort=old&show=40&topic=pain',
  );
});

test('no name is a public query variable of WordPress', () => {
  const wordpress =
    'm p posts w cat withcomments withoutcomments s search exact sentence calendar page paged more tb pb author order orderby year monthnum day hour minute second name category_name tag feed author_name pagename page_id error attachment attachment_id subpost subpost_id preview robots favicon taxonomy term cpage post_type embed';
  for (const name of NAMES) assert.ok(!wordpress.split(' ').includes(name), name);
});

test('values toggle, filters come off, clearing keeps order and topic', () => {
  assert.deepEqual(toggle(['a'], 'b'), ['a', 'b']);
  assert.deepEqual(toggle(['a', 'b'], 'a'), ['b']);
  const state = { ...EMPTY, q: 'x', tags: ['a', 'b'], from: '2020', show: 30, sort: 'old', topic: 't' };
  assert.deepEqual(without(state, { group: 'tags', value: 'a' }).tags, ['b']);
  assert.equal(without(state, { group: 'dates', value: '' }).from, '');
  assert.equal(without(state, { group: 'tags', value: 'a' }).show, 0);
  assert.deepEqual(cleared(state), { ...EMPTY, sort: 'old', topic: 't' });
});

test('a year outside the range stretches it, one inside becomes it, the only one goes', () => {
  const at = (/** @type {string} */ from, /** @type {string} */ to) => ({ ...EMPTY, from, to });
  assert.deepEqual(withYear(at('', ''), '2021'), { from: '2021', to: '2021' });
  assert.deepEqual(withYear(at('2021', '2021'), '2023'), { from: '2021', to: '2023' });
  assert.deepEqual(withYear(at('2021', '2023'), '2019'), { from: '2019', to: '2023' });
  assert.deepEqual(withYear(at('2019', '2023'), '2021'), { from: '2021', to: '2021' });
  assert.deepEqual(withYear(at('2021', '2021'), '2021'), { from: '', to: '' });
  assert.deepEqual(withYear(at('2021', '2021'), '2021-05'), { from: '2021-05', to: '2021-05' });
  assert.deepEqual(withYear(at('2021-05', '2021-05'), '2021-05'), { from: '2021', to: '2021' });
  assert.deepEqual(withYear(at('2021-05', ''), '2023'), { from: '2023', to: '2023' });
});

test('a link is an article only by its own address or beside the article that is read', () => {
  const base = 'https://a.example/posts/one/';
  assert.equal(slugIn('https://a.example/posts/other-slug.md#x'), 'other-slug');
  assert.equal(slugIn('https://a.example/posts/two/'), 'two');
  assert.equal(slugIn('mailto:x@example.org'), '');
  assert.equal(slugIn('https://a.example/%E0%A4%A'), '');
  assert.ok(means('https://a.example/posts/two', 'https://a.example/posts/two/', base));
  assert.ok(means('https://a.example/posts/one/two.md', '', base));
  assert.ok(!means('https://a.example/shop/two', 'https://a.example/posts/two/', base));
  assert.ok(!means('https://b.example/posts/one/two', '', base));
  assert.ok(!means('https://b.example/posts/one/two', 'https://[no address', base));
});

test('an address of the web is given in full, any other not at all', () => {
  assert.equal(webAddress('../b', 'https://a.example/x/y/'), 'https://a.example/x/b');
  assert.equal(webAddress('HTTP://A.example'), 'http://a.example/');
  for (const [address, base] of [
    ['/b', undefined],
    ['/b', 'no base'],
    ['/b', 'file:///a'],
    ['mailto:a@b.example', 'https://a.example/'],
    ['javascript:a', 'https://a.example/'],
    ['https://[', 'https://a.example/'],
  ]) {
    assert.equal(webAddress(/** @type {string} */ (address), base), '', address);
  }
});

test('light text is told from dark text in every notation of a computed colour', () => {
  for (const light of [
    'rgb(230, 230, 230)',
    'rgba(255, 255, 255, 0.87)',
    'oklch(0.93 0.01 200)',
    'lab(92 1 2)',
    'color(display-p3 0.9 0.9 0.9)',
  ])
    assert.ok(lightness(light) > 0.5, light);
  for (const dark of [
    'rgb(28, 35, 38)',
    'oklab(0.2 0 0)',
    'lch(20 5 200)',
    'color(srgb 0.1 0.1 0.1)',
    '',
    'none',
  ])
    assert.ok(lightness(dark) < 0.5, dark);
});
