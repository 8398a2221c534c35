import { Store, forGood, remember, remembered } from './store.js';
import { router } from './router.js';
import { session } from './session.js';

const KEY = 'portal.keys';
const SEQUENCE_MS = 1200;

/** The shortcuts, as the help shows them. */
export const SHORTCUTS = [
  { keys: ['/'], text: 'keys.search' },
  { keys: ['j'], text: 'keys.next' },
  { keys: ['k'], text: 'keys.previous' },
  { keys: ['Enter'], text: 'keys.open' },
  { keys: ['g', 't'], text: 'keys.today' },
  { keys: ['g', 'a'], text: 'keys.alerts' },
  { keys: ['g', 'd'], text: 'keys.drafts' },
  { keys: ['g', 'q'], text: 'keys.requests' },
  { keys: ['g', 'o'], text: 'keys.duty' },
  { keys: ['g', 'r'], text: 'keys.audit' },
  { keys: ['n'], text: 'keys.new' },
  { keys: ['p'], text: 'keys.work' },
  { keys: ['?'], text: 'keys.help' },
  { keys: ['Esc'], text: 'keys.close' },
];

/**
 * Single keys that move and go. They can be switched off (WCAG 2.2, criterion 2.1.4): who speaks to the
 * browser, or rests a hand on the keyboard, would set them off by chance.
 */
class Keyboard extends Store {
  on = remembered(forGood, KEY) !== 'off';
  helpOpen = false;
  #pending = 0;

  start() {
    document.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    remember(forGood, KEY, on ? null : 'off');
    this.changed();
  }

  /** @param {boolean} open */
  help(open) {
    this.helpOpen = open;
    this.changed();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === 'Escape' && this.helpOpen) {
      this.help(false);
      return;
    }
    const typing = /** @type {HTMLElement} */ (event.target).closest?.('input, select, textarea');
    if (!this.on || typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    const going = Date.now() - this.#pending < SEQUENCE_MS;
    this.#pending = 0;
    if (going ? this.#go(event.key) : this.#act(event.key)) {
      event.preventDefault();
    }
  }

  /** @param {string} key */
  #go(key) {
    switch (key) {
      case 't': return visit('/');
      case 'a': return session.readsAlerts && visit('/alerts');
      case 'd': return session.drafts && visit('/alerts/drafts');
      case 'q': return session.requests && visit('/requests');
      case 'o': return session.duty && visit('/duty');
      case 'r': return session.audits && visit('/audit');
      default: return false;
    }
  }

  /** @param {string} key */
  #act(key) {
    switch (key) {
      case 'g':
        this.#pending = Date.now();
        return true;
      case '/': return focus('[data-search]');
      case 'j': return move(1);
      case 'k': return move(-1);
      case 'n': return session.drafts && visit('/alerts/new');
      case 'p': return press('[data-work-chip]');
      case '?':
        this.help(!this.helpOpen);
        return true;
      default: return false;
    }
  }
}

/** @param {string} path */
function visit(path) {
  router.go(path);
  return true;
}

/** @param {string} selector */
function focus(selector) {
  const target = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  target?.focus();
  return target !== null;
}

/** @param {string} selector */
function press(selector) {
  const target = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  target?.click();
  return target !== null;
}

/**
 * Moves to the next or the previous item of the list that holds the focus, or of the first list.
 * @param {1 | -1} step
 */
function move(step) {
  const list = document.activeElement?.closest('[data-list]') ?? document.querySelector('[data-list]');
  const items = /** @type {HTMLElement[]} */ (
    [...(list?.querySelectorAll('[data-item]') ?? [])].filter((item) => item.checkVisibility()));
  if (items.length === 0) {
    return false;
  }
  const held = items.findIndex((item) => item.contains(document.activeElement));
  const at = held >= 0 ? held : items.findIndex((item) => item.hasAttribute('aria-current'));
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), items.length - 1);
  items[next].focus();
  items[next].scrollIntoView({ block: 'nearest' });
  return true;
}

export const keyboard = new Keyboard();
