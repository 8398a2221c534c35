import { session } from './session.js';
import { forTab, remember, remembered } from './store.js';

/**
 * Which drafts are the reader's own. The service decides who may release; this only spares a person an act that
 * would be refused.
 */

const KEY = 'portal.own-drafts';

/** @param {string} id of a draft that was written in this tab */
export function rememberOwnDraft(id) {
  const known = (remembered(forTab, KEY) ?? '').split(' ');
  remember(forTab, KEY, [...known.slice(-49), signed(id)].join(' ').trim());
}

/** @param {import('./alerts-store.js').Alert} alert */
export function isOwnDraft(alert) {
  const person = session.data?.person;
  if (person && alert.draftedBy) {
    return alert.draftedBy.person === person;
  }
  return (remembered(forTab, KEY) ?? '').split(' ').includes(signed(alert.id));
}

// Another person may sign in later in the same tab; the mark must not be theirs.
/** @param {string} id */
const signed = (id) => `${encodeURIComponent(session.whose)}/${id}`;
