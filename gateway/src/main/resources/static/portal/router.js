import { Store } from './store.js';

/**
 * Where the reader is.
 * @typedef {{page: 'today' | 'alerts' | 'audit' | 'duty' | 'requests' | 'sign-in' | 'missing',
 *   view?: 'list' | 'drafts' | 'new' | 'detail', id?: string}} Place
 */

/** Turns addresses into places; links inside the portal change the place without a new page. */
class Router extends Store {
  /** @type {Place} */
  place = placeOf(location.pathname);

  start() {
    window.addEventListener('popstate', () => this.#moved());
    document.addEventListener('click', (event) => {
      const link = /** @type {HTMLElement} */ (event.target).closest?.('a[data-route]');
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (link && plain && !event.defaultPrevented) {
        event.preventDefault();
        this.go(/** @type {HTMLAnchorElement} */ (link).pathname);
      }
    });
  }

  /** @param {string} path */
  go(path) {
    if (path !== location.pathname) {
      history.pushState(null, '', path);
    }
    this.#moved();
  }

  #moved() {
    this.place = placeOf(location.pathname);
    this.changed();
  }
}

/**
 * @param {string} path
 * @returns {Place}
 */
function placeOf(path) {
  const [page, rest, ...further] = path.slice(1).split('/');
  if (further.length > 0 || (rest !== undefined && (page !== 'alerts' || rest === ''))) {
    return { page: 'missing' };
  }
  switch (page) {
    // The home of the alliance plane is its list of ports.
    case '':
      return { page: 'today' };
    case 'login':
      return { page: 'sign-in' };
    case 'alerts':
      return alertsPlace(rest);
    case 'audit':
    case 'duty':
    case 'requests':
      return { page };
    default:
      return { page: 'missing' };
  }
}

/**
 * @param {string | undefined} rest
 * @returns {Place}
 */
function alertsPlace(rest) {
  switch (rest) {
    case undefined:
      return { page: 'alerts', view: 'list' };
    case 'drafts':
    case 'new':
      return { page: 'alerts', view: rest };
    default:
      return { page: 'alerts', view: 'detail', id: decoded(rest) };
  }
}

/** A part of an address; one that is badly written stands for itself, and is found nowhere. @param {string} part */
export function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {string} id */
export const alertPath = (id) => `/alerts/${encodeURIComponent(id)}`;

export const router = new Router();
