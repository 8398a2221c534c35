import { fromAlert } from './draft.js';
import { router } from './router.js';

/**
 * What the form is opened for: a new draft, writing on one (or on the next version of an alert that stands), an
 * edition for another audience, an answer, a release request.
 * @typedef {'new' | 'edit' | 'amend' | 'edition' | 'answer' | 'release'} Mode
 * @typedef {{mode: Mode, of: import('./alerts-store.js').Alert | null, draft: import('./draft.js').Draft}} Seed
 */

/** @type {Seed | null} */
let seed = null;

/**
 * Opens the form with what is known already.
 * @param {Mode} mode
 * @param {import('./alerts-store.js').Alert | null} of
 * @param {Partial<import('./draft.js').Draft>} [other] what differs from the alert
 */
export function compose(mode, of, other = {}) {
  seed = { mode, of, draft: { ...(of ? fromAlert(of) : {}), ...other } };
  router.go('/alerts/new');
}

/** What the form was opened with, once. */
export function takeSeed() {
  const taken = seed;
  seed = null;
  return taken;
}
