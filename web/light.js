/**
 * The children of an element that are ours: the topic and the opened article, which stand among the owner's own children. A page that
 * was printed, cloned or stored with them holds them when a widget begins; what is left of another widget goes, and nothing else does.
 */

/** Of what a widget has put in, and of the shadow tree that some programs store beside it. */
const OURS =
  'section.carrel-topic[slot="carrel-topic"], article.carrel-article[slot="carrel-article"], template[shadowrootmode], template[shadowroot]';

/**
 * Takes away what another widget has left.
 * @param {Element} element @param {(Element | null)[]} kept those of the widget that stands
 */
export function sweep(element, kept) {
  for (const child of [...element.children]) if (child.matches(OURS) && !kept.includes(child)) child.remove();
}
