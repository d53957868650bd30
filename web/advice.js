/** What the owner of a page is told on the console about an element that works otherwise than it says. Each thing is told once. */

/** Names of topics that are told; a bundle may have hundreds. */
const NAMED_AT_MOST = 20;

/** @type {Set<string>} */
const told = new Set();

/** @param {string} message */
function tell(message) {
  if (told.has(message)) return;
  told.add(message);
  console.warn(`<carrel-articles> ${message}`);
}

/** The whole numbers that attributes take, both included. @type {Record<string, [number, number]>} */
const NUMBERS = { 'page-size': [1, 1000], 'heading-level': [1, 6] };

/** @param {Element} element @param {Record<string, number>} used what the widget makes of each attribute */
export function adviseOnNumbers(element, used) {
  for (const [name, [least, most]] of Object.entries(NUMBERS)) {
    const text = element.getAttribute(name);
    if (text && text.trim() !== String(used[name]))
      tell(`${name} takes a whole number from ${least} to ${most}, not “${text}”: ${used[name]} is used.`);
  }
}

/** @param {string} slug that no topic of the bundle bears @param {{ slug: string }[]} topics that it has */
export function adviseOnTopic(slug, topics) {
  const names = topics.slice(0, NAMED_AT_MOST).map((topic) => `“${topic.slug}”`);
  const more = topics.length - names.length;
  const known = names.length
    ? `it has ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    : 'it has none at all';
  tell(`The bundle has no topic “${slug}”: ${known}. No article is shown.`);
}

/**
 * Two widgets that read the same names of the address do what one of them was asked.
 * @param {Element} element @param {string} routing @param {string} prefix
 */
export function adviseOnAddress(element, routing, prefix) {
  if (routing === 'memory') return;
  const isSame = (/** @type {any} */ other) =>
    other !== element && other.prefix === prefix && (other.routing === 'hash') === (routing === 'hash');
  if (![...document.querySelectorAll(element.localName)].some(isSame)) return;
  const place = `${routing === 'hash' ? 'fragment' : 'query string'} with the prefix “${prefix}”`;
  tell(
    `Two widgets of this page read the ${place}: what a reader asks of one is asked of both. Give one another prefix, or routing="memory".`,
  );
}
