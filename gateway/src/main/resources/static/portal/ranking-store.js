import { get } from './api.js';
import { Store } from './store.js';
import { Stream } from './stream.js';

/**
 * One box in the ranking, as GET /api/risk/ranking shows it to this class of reader.
 * @typedef {{kind: 'alert' | 'finding' | 'restricted', code: string, points: number, text: string,
 *   params?: Record<string, string>, alert?: string | null, tlp?: string | null, origin?: string | null,
 *   obligations?: string[], desk?: string | null, contact?: string | null}} Part
 * @typedef {{code: string, classifier: string, at: string, location: string | null,
 *   facility: string | null}} LastEvent
 * @typedef {{position: number, container: string, checkDigitValid: boolean, score: number, parts: Part[],
 *   journey: {id: string, lastEvent: LastEvent | null} | null,
 *   clock?: import('./last-chance.js').LastChance | null}} Entry
 */

const LIMIT = 50;
/** After changes the whole ranking is read again, but no more often than this. */
const REREAD_MS = 15_000;

/** The day's ranking: read whole, changed live entry by entry. */
class Ranking extends Store {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  loaded = false;
  asOf = '';
  /** @type {import('./api.js').Problem | null} */
  problem = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reread;

  constructor() {
    super();
    this.stream = new Stream('/api/risk/ranking/stream', 'entry', {
      opened: () => this.fill(),
      received: (entry) => this.#changedEntry(entry),
      broken: () => {
        if (!this.loaded) {
          this.fill();
        }
      },
    });
  }

  /** Highest score first; boxes of the same score keep the order that the service gave them. */
  get items() {
    return [...this.#entries.values()]
      .sort((a, b) => b.score - a.score || a.position - b.position)
      .map((entry, index) => ({ ...entry, position: index + 1 }));
  }

  /** @param {string} container */
  find(container) {
    return this.#entries.get(container);
  }

  async fill() {
    clearTimeout(this.#reread);
    this.#reread = undefined;
    try {
      const answer = await get('/api/risk/ranking', { limit: LIMIT });
      this.#entries = new Map(answer.items.map((/** @type {Entry} */ one) => [one.container, one]));
      this.asOf = answer.asOf;
      this.loaded = true;
      this.problem = null;
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
    this.changed();
  }

  /** @param {Entry} entry */
  #changedEntry(entry) {
    this.#entries.set(entry.container, entry);
    this.asOf = new Date().toISOString();
    this.#reread ??= setTimeout(() => this.fill(), REREAD_MS);
    this.changed();
  }

  start() {
    this.#clear();
    this.stream.start();
  }

  stop() {
    clearTimeout(this.#reread);
    this.#reread = undefined;
    this.stream.stop();
  }

  #clear() {
    this.#entries.clear();
    this.loaded = false;
    this.problem = null;
    this.changed();
  }
}

export const ranking = new Ranking();
