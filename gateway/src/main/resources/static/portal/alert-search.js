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

/** What arrives together is asked for once. */
const ARRIVED_MS = 1000;

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
  /**
   * Something came since it was asked. Whoever shows the answer asks again: a search stands in the record as a
   * reading of what it found, so none is made unless somebody looks.
   */
  stale = true;
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  constructor() {
    super();
    released.addEventListener('arrived', () => {
      this.stale = true;
      this.changed();
    });
  }

  /** Whether something is looked for; else the live list is the answer. */
  get active() {
    return !this.absent && (this.q.trim() !== '' || Object.keys(this.chosen).length > 0);
  }

  /** @param {string} words */
  seek(words) {
    this.q = words;
    this.#forget();
    clearTimeout(this.#pause);
    this.#soon(PAUSE_MS);
    this.changed();
  }

  /**
   * @param {string} facet
   * @param {string} value empty for all
   */
  choose(facet, value) {
    if (!this.active) {
      this.#forget();
    }
    const { [facet]: _, ...others } = this.chosen;
    this.chosen = value ? { ...others, [facet]: value } : others;
    this.fill();
    this.changed();
  }

  clear() {
    this.q = '';
    this.chosen = {};
    this.fill();
  }

  /** Asks again for what is looked for, after what arrived. */
  refresh() {
    this.#soon(ARRIVED_MS);
  }

  #forget() {
    this.items = [];
    this.loaded = false;
  }

  /** @param {number} pause */
  #soon(pause) {
    this.stale = false;
    if (!this.absent) {
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.fill(), pause);
    }
  }

  async fill() {
    clearTimeout(this.#pause);
    this.stale = false;
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
      // Counts alone are shown then: what is not shown is not read either.
      ...(this.active ? {} : { limit: 1 }),
    };
  }
}

export const alertSearch = new AlertSearch();
