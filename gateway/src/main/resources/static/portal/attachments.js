import { write, upload } from './api.js';
import { number, t } from './i18n.js';
import { drafts } from './alerts-store.js';

/**
 * Files that belong to an alert: which are taken, and the acts on them.
 * @typedef {import('./alerts-store.js').Alert} Alert
 * @typedef {{name: string, type: string, size: number, sha256: string}} Attachment
 * @typedef {{name: string, problem: import('./api.js').Problem}} Failed
 */

/** What a browser offers to choose from; the service looks at the bytes. */
export const TYPES = ['image/png', 'image/jpeg', 'application/pdf'];
export const MOST_BYTES = 5_000_000;
export const MOST_FILES = 8;

/** What became of files that were chosen while the draft was written. @type {Map<string, Failed[]>} */
const failures = new Map();

/** @param {Alert | {id: string}} alert @param {string} sha256 */
export const attachmentPath = (alert, sha256 = '') =>
  `/api/intel/alerts/${encodeURIComponent(alert.id)}/attachments${sha256 ? `/${sha256}` : ''}`;

/**
 * Attaches one file to the draft in the version that was read.
 * @param {Alert} alert
 * @param {File} file
 * @param {(part: number) => void} progress from 0 to 1
 * @param {string} [key]
 * @returns {Promise<Alert>}
 */
export async function attach(alert, file, progress, key) {
  const answer = await upload(`${attachmentPath(alert)}?version=${alert.version}`, file, progress, key);
  drafts.put(answer);
  return answer;
}

/** @param {Alert} alert @param {Attachment} one @param {string} key @returns {Promise<Alert>} */
export async function detach(alert, one, key) {
  const answer = await write('DELETE', attachmentPath(alert, one.sha256), { version: alert.version }, key);
  drafts.put(answer);
  return answer;
}

/**
 * Attaches what was chosen while the draft was written, one after the other; one that is refused does not hold up
 * the others, and is told beside the draft.
 * @param {Alert} draft
 * @param {File[]} files
 * @param {(file: File, part: number) => void} progress
 */
export async function attachAll(draft, files, progress) {
  let alert = draft;
  /** @type {Failed[]} */
  const failed = [];
  for (const file of files) {
    try {
      alert = await attach(alert, file, (part) => progress(file, part));
    } catch (problem) {
      failed.push({ name: file.name, problem: /** @type {any} */ (problem) });
    }
  }
  if (failed.length) {
    failures.set(alert.id, failed);
  }
}

/** What could not be attached when the draft was written. @param {string} id @returns {Failed[]} */
export const failedFor = (id) => failures.get(id) ?? [];

/** @param {string} id */
export const forgetFailed = (id) => failures.delete(id);

/** @param {number} bytes */
export const sizeWords = (bytes) =>
  bytes < 1_000_000
    ? t('attachment.kilobytes', { size: number(Math.max(1, Math.round(bytes / 1000))) })
    : t('attachment.megabytes', { size: number(Math.round(bytes / 100_000) / 10) });

/**
 * Why a file need not be sent at all.
 * @param {File} file
 */
export function unfit(file) {
  if (!TYPES.includes(file.type)) {
    return t('attachment.unfit.type');
  }
  return file.size > MOST_BYTES ? t('attachment.unfit.size') : '';
}
