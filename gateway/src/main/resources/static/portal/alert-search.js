import { released } from './alerts-store.js';
import { get } from './api.js';
import { readContainers } from './container.js';
import { Store } from './store.js';

/**
 * Alerts found by words and facets, as GET /api/intel/alerts/search finds and counts them for this reader.
 * @typedef {import('./alerts-store.js').Alert} Alert
 */

/** What can be chosen, as the counts name it. */
export const FACETS = ['kind', 'tlp', 'origin', 'actionOn', 'disposition'];

/** A parameter has another name than the field that it narrows. */
const PARAMETERS = /** @type {Record<string, string>} */ ({ actionOn: 'action-on' });

/** Nobody types faster than this between two letters of one word. */
const PAUSE_MS = 200;

class AlertSearch extends Store {
  q = '';
  /** @type {Record<string, string>} */
  chosen = {};
  /** @type {Alert[]} */
  items = [];
  /** @type {Record<string, Record<string, number>>} */
  facets = {};
  /** How many there are; `uncounted` when there are more than were counted. */
  total = 0;
  uncounted = false;
  /** @type {string | null} */
  next = null;
  loaded = false;
  /** @type {import('./api.js').Problem | null} */
  problem = null;
  /** The service has no search: the list is narrowed here, and nothing is counted. */
  absent = false;
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  constructor() {
    super();
    released.addEventListener('arrived', () => this.#soon());
  }

  /** Whether something is looked for; else the live list is the answer. */
  get active() {
    return !this.absent && (this.q.trim() !== '' || Object.keys(this.chosen).length > 0);
  }

  /** @param {string} words */
  seek(words) {
    this.q = words;
    this.items = [];
    this.loaded = false;
    this.#soon();
    this.changed();
  }

  /**
   * @param {string} facet
   * @param {string} value empty for all
   */
  choose(facet, value) {
    const { [facet]: _, ...others } = this.chosen;
    this.chosen = value ? { ...others, [facet]: value } : others;
    this.fill();
  }

  clear() {
    this.q = '';
    this.chosen = {};
    this.fill();
  }

  #soon() {
    if (!this.absent) {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.fill(), PAUSE_MS);
    }
  }

  async fill() {
    clearTimeout(this.#pause);
    await this.#read(undefined);
  }

  async more() {
    await this.#read(this.next ?? undefined);
  }

  /** @param {string | undefined} cursor */
  async #read(cursor) {
    if (this.absent) {
      return;
    }
    const asked = ++this.#asked;
    try {
      const answer = await get('/api/intel/alerts/search', { ...this.#query(), cursor });
      if (asked !== this.#asked) {
        return;
      }
      this.items = cursor ? [...this.items, ...answer.items] : answer.items;
      this.facets = answer.facets ?? {};
      this.total = answer.total ?? answer.items.length;
      this.uncounted = answer.more === true;
      this.next = answer.next ?? null;
      this.loaded = true;
      this.problem = null;
    } catch (problem) {
      if (asked !== this.#asked) {
        return;
      }
      this.problem = /** @type {any} */ (problem);
      this.absent = this.problem?.status === 404;
    }
    this.changed();
  }

  /** A number as it stands on the door is looked for as one, however it is written. */
  #query() {
    const { numbers } = readContainers(this.q);
    return {
      ...(numbers.length === 1 ? { indicator: numbers[0] } : { q: this.q.trim() || undefined }),
      ...Object.fromEntries(Object.entries(this.chosen).map(([name, value]) => [PARAMETERS[name] ?? name, value])),
    };
  }
}

export const alertSearch = new AlertSearch();
