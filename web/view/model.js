/**
 * What the views are given. The shapes of answers are those of docs/query.md; the views read them and change nothing.
 *
 * @typedef {import('../strings/index.js').Strings} Strings
 *
 * @typedef {[number, number][]} Ranges `[from, to)` in UTF-16 units, sorted, apart
 *
 * @typedef {object} Hit
 * @property {string} slug
 * @property {string} title
 * @property {Ranges} titleRanges
 * @property {string} url
 * @property {string} date
 * @property {string} updated
 * @property {string[]} authors
 * @property {string[]} categories
 * @property {string[]} tags
 * @property {Image | null} image
 * @property {number} minutes
 * @property {{ text: string, ranges: Ranges } | null} alsoKnownAs
 * @property {string | null} synonym the other name by which it was found
 * @property {{ text: string, ranges: Ranges, from: string }} excerpt
 * @property {{ id: string, path: string[] } | null} section of the article that the excerpt is from
 *
 * @typedef {{ src: string, alt?: string, width?: number, height?: number }} Image
 * @typedef {{ slug: string, label: string, count: number, selected: boolean }} FacetValue
 * @typedef {{ from: number | string, to: number | string, count: number }} Bar both ends belong to it
 * @typedef {{ name: string, label: string, type: 'text', values: FacetValue[] }} TextField
 * @typedef {{ name: string, label: string, type: 'number' | 'date', min: number | string, max: number | string,
 *   from: number | string | null, to: number | string | null, histogram: Bar[] }} RangeField
 * @typedef {{ categories: FacetValue[], tags: FacetValue[], authors: FacetValue[], years: FacetValue[], months: FacetValue[],
 *   fields: (TextField | RangeField)[] }} Facets
 * @typedef {{ from: string, to: string, query: string, total: number }} Corrected
 *
 * @typedef {object} Answer
 * @property {string} query
 * @property {number} total
 * @property {string} sort
 * @property {Hit[]} hits
 * @property {Facets} facets
 * @property {('phrase' | 'field' | 'words' | 'row')[]} relaxed what was let go
 * @property {Corrected | null} corrected
 * @property {{ for: string, name: string }[]} synonyms other names that were searched for
 *
 * @typedef {'term' | 'title' | 'tag' | 'category' | 'topic-term'} Kind
 * @typedef {{ text: string, kind: Kind, slug: string, count: number, ranges: Ranges }} Suggestion
 *
 * @typedef {{ name: string, url?: string, credentials?: string }} Author
 * @typedef {{ title: string, url?: string, publisher?: string, date?: string }} Source
 *
 * @typedef {object} Article
 * @property {string} slug
 * @property {string} title
 * @property {string} url
 * @property {string} date
 * @property {string} updated
 * @property {Author[]} authors
 * @property {string[]} categories
 * @property {string[]} tags
 * @property {string[]} also_known_as
 * @property {string} language
 * @property {Image | null} image
 * @property {number} minutes
 * @property {string | Author | null} reviewed_by
 * @property {string} last_reviewed
 * @property {string} next_review
 * @property {Source[]} sources
 * @property {{ slug: string, title: string }[]} related
 * @property {string} body
 *
 * @typedef {{ level: number, id: string, text: string }} Heading
 * @typedef {object} Reading
 * @property {Article} article
 * @property {typeof import('./article.js').ArticlePage} page draws it
 * @property {typeof import('./found-bar.js').FoundBar} bar draws the way from one found word to the next
 * @property {(root: Element) => void} body fills an element with the text: of a long one the beginning at once, the rest by and by
 * @property {boolean} comesInSlices longer than what is filled in at once
 * @property {boolean} isLong     laid out only as far as it is seen
 * @property {Promise<void>} whole settled once all of the text stands
 * @property {Heading[]} outline
 * @property {boolean} truncated
 *
 * @typedef {{ term: string, also_known_as?: string[], definition?: string }} Term
 * @typedef {{ slug: string, title: string, articles: number, introduction: any, terms?: Term[] }} Topic
 * @typedef {{ region?: string, language?: string, label?: string, text?: string, tel?: string, url?: string, verified?: string }} Help
 *
 * @typedef {'in' | 'tags' | 'by'} List
 * @typedef {{ group: List | 'dates' | 'where', value: string, label: string, asked?: string }} Filter
 * @typedef {{ label: string, total: number, without: Filter | null }} Rescue one way out of an empty list
 *
 * @typedef {object} State the state of the widget, as in state.js
 * @property {string} q
 * @property {string[]} in
 * @property {string[]} tags
 * @property {string[]} by
 * @property {List[]} other
 * @property {string[]} where
 * @property {string} from
 * @property {string} to
 * @property {string} sort
 * @property {string} topic
 *
 * @typedef {object} Formats
 * @property {(n: number) => string} number
 * @property {(civil: string) => string} date
 *
 * @typedef {object} Actions what a reader can do; the session carries it out
 * @property {(event: Event) => void} input
 * @property {(event: KeyboardEvent) => void} key in the search box
 * @property {(at: number) => void} take a suggestion
 * @property {() => void} leave the search box
 * @property {() => void} commit
 * @property {() => void} clearWords
 * @property {() => void} clearAll
 * @property {(group: List, value: string) => void} toggle
 * @property {(group: List) => void} flip any of them instead of all, and back
 * @property {(name: string, asked: string) => void} field
 * @property {(year: string) => void} year of a month too
 * @property {(filter: Filter) => void} remove
 * @property {(sort: string) => void} sort
 * @property {(q: string) => void} search
 * @property {(event: MouseEvent, slug: string, url: string, at?: string) => void} open
 * @property {(event: Event) => void} close
 * @property {(event: MouseEvent, slug: string) => void} topic
 * @property {() => void} more
 * @property {(name: string) => void} unfold
 * @property {() => void} retry
 * @property {(way: number) => void} step to the next mark in the article, or the one before
 * @property {() => void} unmark
 * @property {(event: KeyboardEvent) => void} foundKey in the bar of the marks
 *
 * @typedef {object} Model
 * @property {State} state
 * @property {Answer | null} answer
 * @property {Reading | null} reading
 * @property {string} missing        slug of an article that was asked for and is not there
 * @property {boolean} busy
 * @property {string} failure        what could not be done, while there is an error
 * @property {string} error          why, '' for none, in a reader's words
 * @property {string} text           what stands in the search box, mid-composition too
 * @property {boolean} suggests       the search box offers suggestions
 * @property {boolean} unpictured     the list shows no pictures
 * @property {Suggestion[]} suggestions none: the list is closed
 * @property {number} active         of them, -1 for none
 * @property {Set<string>} unfolded  names of opened disclosures
 * @property {Rescue[]} rescues
 * @property {Help[]} help
 * @property {string} title          of the topic
 * @property {boolean} clampable     the introduction is long for so small a page
 * @property {string} missingTopic slug of the topic that was asked for and that the bundle lacks, '' for none
 * @property {Topic[]} topics        to choose from, when there is no single one
 * @property {boolean} foreignTopic  the topic was chosen by the reader, not by the page
 * @property {boolean} narrow
 * @property {boolean} asked         the page was opened on words or filters: their answer comes before the introduction's
 * @property {string[]} classes       of the root: what the host's size, direction and colours ask for
 * @property {number} level          of the topic's heading
 * @property {Strings} t
 * @property {import('../strings/boot.js').BootStrings} boot
 * @property {Formats} format
 * @property {(slug: string, url: string, at?: string) => string} href
 * @property {(slug: string) => string} topicHref
 * @property {(src: string, url?: string) => string} address of a picture of the bundle, in full; '' when none can be there
 * @property {(src: string) => boolean} welcome may this picture be fetched without being asked for?
 * @property {(image: { alt: string, width?: number, height?: number }, src: string) => Node | string} hold what stands for a picture that may not
 * @property {(root: Element, stream: any) => void} introduce fills an element with a topic's introduction
 * @property {{ at: number, total: number } | null} found marks in the article, and which is the present one, -1 for none
 * @property {Actions} on
 *
 * @typedef {Model & { answer: Answer }} Answered once there is an answer
 */
export {};
