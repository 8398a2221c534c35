import { Problem, open } from './api.js';
import { connection } from './connection.js';
import { serverEvents } from './sse.js';

/** The server sends a comment every 10 s; two missed ones mean that nobody is there. */
const SILENCE_MS = 25_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * A stream that is kept open: it reconnects with growing pauses, resumes after the last event that it
 * has seen, and tells the connection state honestly.
 */
export class Stream {
  /** @type {'stopped' | 'connecting' | 'live' | 'broken' | 'refused'} */
  state = 'stopped';
  /** When the server was last heard, in epoch milliseconds. */
  heard = 0;
  /** @type {Problem | null} */
  problem = null;
  /** @type {string | null} */
  #cursor = null;
  /** @type {AbortController | null} */
  #running = null;

  /**
   * @param {string} path
   * @param {string} event the name of the events that count
   * @param {{opened: (resumed: boolean) => void, received: (data: any) => void, broken: () => void,
   *   also?: Record<string, (data: any) => void>}} listener what others of its events lead to, by their names
   */
  constructor(path, event, listener) {
    this.path = path;
    this.event = event;
    this.listener = listener;
    connection.add(this);
  }

  /** Starts anew, without a memory of what was seen before. */
  start() {
    this.stop();
    this.#cursor = null;
    this.heard = 0;
    this.resume();
  }

  /** Goes on after a pause, from the last event seen. */
  resume() {
    if (!this.#running) {
      this.#running = new AbortController();
      this.#keep(this.#running.signal);
    }
  }

  stop() {
    this.#running?.abort();
    this.#running = null;
    this.#is('stopped');
  }

  /** @param {AbortSignal} signal */
  async #keep(signal) {
    this.#is('connecting');
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        await this.#read(signal, () => (pause = FIRST_PAUSE_MS));
      } catch (failure) {
        if (signal.aborted) {
          return;
        }
        if (failure instanceof Problem && isFinal(failure)) {
          this.problem = failure;
          this.#is('refused');
          this.listener.broken();
          return;
        }
      }
      if (signal.aborted) {
        return;
      }
      this.#is('broken');
      this.listener.broken();
      // Half fixed, half by chance: a port's browsers must not all come back in the same instant.
      await sleep(pause / 2 + (Math.random() * pause) / 2, signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /**
   * Reads one connection until it ends.
   * @param {AbortSignal} signal
   * @param {() => void} steady called when the stream has proved itself
   */
  async #read(signal, steady) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    const heard = () => {
      this.heard = Date.now();
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
    };
    try {
      const answer = await open(this.path, this.#cursor, AbortSignal.any([signal, silence.signal]));
      heard();
      this.#is('live');
      this.listener.opened(this.#cursor !== null);
      for await (const event of serverEvents(/** @type {any} */ (answer.body), heard)) {
        steady();
        if (event.id !== null) {
          this.#cursor = event.id;
        }
        if (event.event === this.event) {
          this.listener.received(JSON.parse(event.data));
        } else {
          this.listener.also?.[event.event]?.(JSON.parse(event.data));
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {Stream['state']} state */
  #is(state) {
    if (this.state !== state) {
      this.state = state;
      connection.changed();
    }
  }
}

/** Asking again changes nothing: not signed in, not allowed, no purpose. @param {Problem} problem */
const isFinal = (problem) =>
  problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429;

/**
 * Waits, but no longer than until the network comes back or the wait is called off.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener('online', over);
      signal.removeEventListener('abort', over);
      resolve(undefined);
    };
    const timer = setTimeout(over, milliseconds);
    window.addEventListener('online', over);
    signal.addEventListener('abort', over);
  });
}
