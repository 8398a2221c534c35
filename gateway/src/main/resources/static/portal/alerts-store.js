import { get, post } from './api.js';
import { Store } from './store.js';
import { Stream } from './stream.js';

/**
 * An alert, as GET /api/intel/alerts/{id} shows it.
 * @typedef {{person: string, organisation: string}} Actor
 * @typedef {{id: string, version: number, state: string, origin: string, controller: string,
 *   kind: string, title: string, narrative: string, containers: {number: string, checkDigitValid: boolean}[],
 *   tlp: string, audience: string[], persons?: string[], handlingCode: string, sourceGrade?: string | null,
 *   informationGrade?: string | null, actionOn: string, regime: string, legalBasis: string, nature: string,
 *   validFrom: string, validUntil: string | null, reviewOn: string | null, draftedBy: Actor | null,
 *   releasedBy: Actor | null, created: string, modified: string,
 *   signature: {port: string, valid: boolean} | null,
 *   obligations?: string[], acknowledged?: boolean,
 *   disposition?: {state: string, until?: string | null, reason: string, person: string,
 *     confirmedBy?: string | null} | null,
 *   indicators?: {type: string, value: string}[], limits?: string | null, dueAt?: string | null,
 *   inReplyTo?: string | null, inReplyToVersion?: number | null, consent?: boolean | null,
 *   wanted?: {alert: string, recipients: string[], purpose: string} | null, journey?: Record<string, string> | null,
 *   attachments?: import('./attachments.js').Attachment[], gives?: {field: string, code: string}[] | null,
 *   receipts?: {port: string, state: string, at: string}[]}} Alert
 */

const PAGE = 50;

/** Alerts in some states, newest first, page by page. */
class AlertList extends Store {
  /** @type {Map<string, Alert>} */
  #known = new Map();
  /** Where each state that has more goes on. @type {Map<string, string>} */
  #next = new Map();
  loaded = false;
  /** @type {import('./api.js').Problem | null} */
  problem = null;

  /** @param {('draft' | 'in-review' | 'released')[]} states */
  constructor(...states) {
    super();
    this.states = states;
  }

  /** Whether there is more to read. */
  get next() {
    return this.#next.size > 0;
  }

  /** @returns {Alert[]} */
  get items() {
    return [...this.#known.values()].sort((a, b) => b.modified.localeCompare(a.modified));
  }

  /** @param {string} id */
  find(id) {
    return this.#known.get(id);
  }

  /** Reads the first page again; what is shown stays until the answer is there. */
  async fill() {
    await this.#page(this.states, new Map());
  }

  async more() {
    await this.#page([...this.#next.keys()], this.#next);
  }

  /**
   * @param {string[]} states
   * @param {Map<string, string>} from where each of them goes on, if it was begun
   */
  async #page(states, from) {
    try {
      const pages = await Promise.all(states.map((state) =>
        get('/api/intel/alerts', { state, limit: PAGE, cursor: from.get(state) })));
      // Drafts come and go without a stream; the first page of them is always the whole truth about itself.
      if (this === drafts && from.size === 0) {
        this.#known.clear();
      }
      pages.flatMap(({ items }) => items).forEach((/** @type {Alert} */ alert) => this.#keep(alert));
      this.#next = new Map(pages.flatMap(({ next }, at) => (next ? [[states[at], next]] : [])));
      this.loaded = true;
      this.problem = null;
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
    this.changed();
  }

  /**
   * Takes an alert in, unless a newer version of it is known.
   * @param {Alert} alert
   */
  put(alert) {
    this.#keep(alert);
    this.changed();
  }

  /** @param {Alert} alert */
  #keep(alert) {
    const known = this.#known.get(alert.id);
    if (!known || known.modified <= alert.modified) {
      this.#known.set(alert.id, alert);
    }
  }

  /** @param {string} id */
  drop(id) {
    if (this.#known.delete(id)) {
      this.changed();
    }
  }

  clear() {
    this.#known.clear();
    this.loaded = false;
    this.problem = null;
    this.#next.clear();
    this.changed();
  }
}

/** What is in review is still in writing: its people look for it among the drafts. */
export const drafts = new AlertList('draft', 'in-review');

/** Released alerts: the list, and what comes in live. */
class Released extends AlertList {
  /** Alerts that came in live since the page was opened. @type {Set<string>} */
  fresh = new Set();
  /** The one that came in last, for those who listen. @type {Alert | null} */
  latest = null;

  constructor() {
    super('released');
    this.stream = new Stream('/api/intel/alerts/stream', 'alert', {
      // The list is read once the stream stands, so that nothing falls between the two.
      opened: (resumed) => {
        if (!resumed || !this.loaded) {
          this.fill();
        }
      },
      received: (alert) => this.#arrived(alert),
      // Taken back, or no longer for this reader: what was read of it leaves the screen too.
      also: { withdrawn: ({ id }) => this.drop(id) },
      // Should the stream not open, the list is still worth having.
      broken: () => this.#fillOnce(),
    });
  }

  #fillOnce() {
    if (!this.loaded) {
      this.fill();
    }
  }

  /** @param {Alert} alert */
  #arrived(alert) {
    const before = this.find(alert.id);
    const news = !before;
    // A stream says nothing of what the reader's organisation did with this version before.
    this.put({ ...alert, disposition: before?.modified === alert.modified ? before?.disposition : null });
    drafts.drop(alert.id);
    if (news) {
      this.fresh.add(alert.id);
      this.latest = alert;
      this.dispatchEvent(new Event('arrived'));
    }
  }

  start() {
    this.clear();
    this.fresh.clear();
    this.stream.start();
  }
}

export const released = new Released();

/** @param {string} id @returns {Promise<Alert>} */
export const readAlert = (id) => get(`/api/intel/alerts/${encodeURIComponent(id)}`);

/**
 * Reads an alert again whose place in the list has changed.
 * @param {Alert} alert
 */
export const again = async ({ id }) => {
  if (released.find(id)) {
    const alert = await readAlert(id).catch(() => null);
    if (alert) {
      released.put(alert);
    }
  }
};

/**
 * @param {object} draft
 * @param {string} key Idempotency-Key of this act
 * @returns {Promise<Alert>}
 */
export async function draftAlert(draft, key) {
  const alert = await post('/api/intel/alerts', draft, key);
  drafts.put(alert);
  return alert;
}

/**
 * @param {Alert} alert the draft as it was shown to the person who releases it
 * @param {string} key Idempotency-Key of this act
 * @returns {Promise<Alert>}
 */
export async function releaseAlert(alert, key) {
  const path = `/api/intel/alerts/${encodeURIComponent(alert.id)}/release`;
  const answer = await post(path, { version: alert.version, audience: alert.audience }, key);
  drafts.drop(alert.id);
  released.put(answer);
  return answer;
}
