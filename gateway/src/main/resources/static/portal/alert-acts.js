import { drafts, released } from './alerts-store.js';
import { get, write } from './api.js';

/**
 * What people do with an alert beyond drafting and releasing. Each act names the version that was read.
 * @typedef {import('./alerts-store.js').Alert} Alert
 * @typedef {{act: string, version: number, at: string, person?: string | null, organisation: string,
 *   reason?: string | null}} Act
 * @typedef {{acts: Act[], amendment?: {version: number, state: string, narrows: boolean} | null,
 *   revocation?: {version: number, reason: string, at: string, organisation: string, person?: string | null} | null,
 *   derivedFrom?: string | null}} History
 */

/** @param {string} id @param {string} act */
const path = (id, act) => `/api/intel/alerts/${encodeURIComponent(id)}${act}`;

/**
 * Writes on a draft, or begins the next version of an alert that stands.
 * @param {Alert} alert
 * @param {object} body
 * @param {string} key
 * @returns {Promise<Alert>}
 */
export async function editAlert(alert, body, key) {
  const answer = await write('PUT', path(alert.id, ''), { version: alert.version, ...body }, key);
  drafts.put(answer);
  return answer;
}

/** Gives a draft to the second person. @param {Alert} alert @param {string} key @returns {Promise<Alert>} */
export async function sendToReview(alert, key) {
  const answer = await write('POST', path(alert.id, '/review'), { version: alert.version }, key);
  drafts.put(answer);
  return answer;
}

/** @param {Alert} alert @param {string} reason @param {string} key */
export const proposeRevocation = (alert, reason, key) =>
  write('POST', path(alert.id, '/revocation'), { version: alert.version, reason }, key);

/** @param {Alert} alert @param {string} key */
export async function confirmRevocation(alert, key) {
  await write('POST', path(alert.id, '/revocation/confirm'), { version: alert.version }, key);
  released.drop(alert.id);
}

/** @param {Alert} alert @param {string} key */
export const withdrawRevocation = (alert, key) =>
  write('DELETE', path(alert.id, '/revocation'), { version: alert.version }, key);

/** Accepts the limits as they were shown; the content opens. @param {Alert} alert @param {string} key */
export const acceptLimits = (alert, key) =>
  write('POST', path(alert.id, '/acceptance'), { limits: alert.limits }, key);

/**
 * A draft for another audience, with what it still gives away.
 * @param {Alert} parent
 * @param {object} body
 * @param {string} key
 * @returns {Promise<Alert>}
 */
export async function writeEdition(parent, body, key) {
  const { alert } = await write('POST', path(parent.id, '/editions'), body, key);
  drafts.put(alert);
  return alert;
}

/** @param {string} id @returns {Promise<History>} */
export const readHistory = (id) => get(path(id, '/history'));

/** The version that would follow the one that stands. @param {string} id @returns {Promise<Alert>} */
export const readAmendment = (id) => get(path(id, '/amendment'));
