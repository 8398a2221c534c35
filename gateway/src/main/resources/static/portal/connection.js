import { Store } from './store.js';

/** From here on a broken stream is called offline, not delayed. */
const OFFLINE_MS = 60_000;

/** How fresh what is shown is: one word for all streams together, the worst one counts. */
class Connection extends Store {
  /** @type {Set<import('./stream.js').Stream>} */
  #streams = new Set();

  constructor() {
    super();
    window.addEventListener('online', () => this.changed());
    window.addEventListener('offline', () => this.changed());
    // While something is late the delay is shown, and it grows by itself.
    setInterval(() => {
      if (this.state === 'delayed' || this.state === 'offline') {
        this.changed();
      }
    }, 1000);
  }

  /** @param {import('./stream.js').Stream} stream */
  add(stream) {
    this.#streams.add(stream);
  }

  get #open() {
    return [...this.#streams].filter((stream) => stream.state !== 'stopped');
  }

  /** @returns {'none' | 'connecting' | 'live' | 'delayed' | 'offline'} */
  get state() {
    const streams = this.#open;
    if (streams.length === 0) {
      return 'none';
    }
    if (!navigator.onLine) {
      return 'offline';
    }
    const late = streams.filter((stream) => stream.state !== 'live');
    if (late.length === 0) {
      return 'live';
    }
    if (late.every((stream) => stream.state === 'connecting')) {
      return 'connecting';
    }
    return this.delay >= OFFLINE_MS || this.heard === 0 ? 'offline' : 'delayed';
  }

  /** When the streams that are late were last heard; 0 when one never was. */
  get heard() {
    const late = this.#open.filter((stream) => stream.state !== 'live');
    return late.length ? Math.min(...late.map((stream) => stream.heard)) : Date.now();
  }

  /** Milliseconds by which what is shown may be behind. */
  get delay() {
    return Date.now() - this.heard;
  }
}

export const connection = new Connection();
