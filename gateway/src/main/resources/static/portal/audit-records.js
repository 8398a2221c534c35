import { downloadTable, get } from './api.js';
import { readContainers } from './container.js';
import { t } from './i18n.js';
import { decoded } from './router.js';

/**
 * The records of this port's services, as GET /api/{service}/audit/records shows them to auditors.
 * @typedef {{id: string, at: string, act: string, actor: string, organisation: string, purpose: string,
 *   caseNumber: string, what: string, ids: string[], recipient: string, extended?: boolean}} Entry
 * @typedef {{service: Service, index: number, entry: Entry}} Row
 * @typedef {'intel' | 'risk'} Service
 * @typedef {{by: string, sought: string, act: string, from: string, until: string}} Question as the form holds it
 */

/** @type {Service[]} */
export const SERVICES = ['intel', 'risk'];

/** The kinds of processing that Directive (EU) 2016/680, article 25, has recorded. */
export const ACTS = ['COLLECTION', 'ALTERATION', 'CONSULTATION', 'DISCLOSURE', 'COMBINATION', 'ERASURE'];

/** What one can look for: an alert, a box, a person or machine, or all there is in the time. */
export const SUBJECTS = ['object', 'box', 'actor', 'all'];

/**
 * What is wrong with a question, by field.
 * @param {Question} question
 * @returns {Record<string, string>}
 */
export function checkQuestion({ by, sought, from, until }) {
  const wrong = {
    sought: by !== 'all' && !subject(by, sought) ? t(`audit.sought.${by}.missing`) : '',
    until: from && until && until < from ? t('audit.until.wrong') : '',
  };
  return Object.fromEntries(Object.entries(wrong).filter(([, text]) => text));
}

/**
 * An alert may be given by its address, a box as it stands on the door.
 * @param {string} by
 * @param {string} sought
 */
export function subject(by, sought) {
  const plain = sought.trim();
  switch (by) {
    case 'object': return decoded(plain.split('/').at(-1) ?? '');
    case 'box': return readContainers(plain).numbers[0] ?? '';
    default: return plain;
  }
}

/** @param {Question} question */
const query = ({ by, sought, act, from, until }) => ({
  ...(by === 'all' ? {} : { [by]: subject(by, sought) }),
  act: act || undefined,
  from: from ? dayStart(from, 0) : undefined,
  until: until ? dayStart(until, 1) : undefined,
});

/**
 * The beginning of a day of the reader's calendar, or of one that follows it.
 * @param {string} day
 * @param {number} later
 */
function dayStart(day, later) {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/**
 * @param {Service} service
 * @param {Question} question
 * @param {number} [before]
 * @returns {Promise<{items: Row[], next: number | null}>}
 */
export async function readRecords(service, question, before) {
  const page = await get(`/api/${service}/audit/records`, { ...query(question), before });
  return {
    items: page.items.map((/** @type {{index: number, entry: Entry}} */ one) => ({ service, ...one })),
    next: page.next ?? null,
  };
}

/**
 * The report of article 25 as one file, whole however long it is.
 * @param {Service} service
 * @param {Question} question
 */
export const downloadReport = (service, question) =>
  downloadTable(`/api/${service}/audit/report`, query(question), `audit-report-${service}.csv`);

/** Signed heads of a service's own log, newest first. @param {Service} service @returns {Promise<string[]>} */
export const readHeads = async (service) => (await get(`/api/${service}/audit/heads`)).heads;

/**
 * Logs of other ports as this port saw them.
 * @returns {Promise<{log: string, size: number, answeredAt: string, heads: string[],
 *   alarms: {kind: string, detail: string, raisedAt: string, endedAt: string | null}[]}[]>}
 */
export const readWitnessed = async () => (await get('/api/intel/audit/witnessed')).logs;

/**
 * What a signed head says. It is shown, not relied upon: who needs proof takes the verifier.
 * @param {string} jws compact
 * @returns {{log: string, size: number, root: string, at: string} | null}
 */
export function headOf(jws) {
  try {
    const bytes = Uint8Array.from(
      atob(jws.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
