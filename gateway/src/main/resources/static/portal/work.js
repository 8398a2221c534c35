import { connect } from './api.js';
import { Store, forTab, remember, remembered } from './store.js';

/** The purposes that the services know (LED article 25: each reading is recorded with its reason). */
export const PURPOSES = [
  'crime-prevention',
  'investigation',
  'prosecution',
  'customs-control',
  'port-security',
  'audit',
];

/** What a case number may look like. */
export const CASE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9 ./-]{0,63}$/;

const KEY = 'portal.work';

/** The piece of work in hand: set once, sent with every reading and writing of this tab. */
class Work extends Store {
  /** @type {{purpose: string, caseNumber: string} | null} */
  now = stored();

  /**
   * @param {string} purpose
   * @param {string} caseNumber
   */
  set(purpose, caseNumber) {
    this.now = { purpose, caseNumber };
    remember(forTab, KEY, JSON.stringify(this.now));
    this.changed();
  }

  clear() {
    this.now = null;
    remember(forTab, KEY, null);
    this.changed();
  }
}

function stored() {
  try {
    const work = JSON.parse(remembered(forTab, KEY) ?? 'null');
    return PURPOSES.includes(work?.purpose) && CASE_PATTERN.test(work?.caseNumber) ? work : null;
  } catch {
    return null;
  }
}

export const work = new Work();
connect({ work: () => work.now });
