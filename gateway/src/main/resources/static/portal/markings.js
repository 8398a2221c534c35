import { t } from './i18n.js';

/**
 * What of a draft contradicts itself, by the field that the service would name. Told while one chooses, not after.
 */

/** Kinds that say nothing without a box. */
const ABOUT_BOXES = ['container-of-interest', 'release-right-fraud', 'rip-off', 'switch', 'clone'];

export const KINDS = [
  ...ABOUT_BOXES, 'front-company', 'insider-approach', 'intrusion', 'seizure', 'modus-operandi', 'vessel',
  'request-for-information', 'release-request', 'answer',
];

export const INDICATOR_TYPES = [
  'seal', 'bill-of-lading', 'vessel', 'voyage', 'eori', 'haulier', 'plate', 'terminal', 'lane', 'hs-code',
];

/** @param {string} kind */
export const needsBoxes = (kind) => ABOUT_BOXES.includes(kind);

/**
 * @param {{kind: string, tlp: string, actionOn: string, handlingCode: string}} draft
 * @returns {Record<string, string>}
 */
export function contradictions({ kind, tlp, actionOn, handlingCode }) {
  /** @type {Record<string, string>} */
  const wrong = {};
  const open = tlp === 'CLEAR' || tlp === 'GREEN';
  if (actionOn === 'observe' && open) {
    wrong.actionOn = t('contradiction.observe.open', { tlp: `TLP:${tlp}` });
  } else if (actionOn === 'observe' && ['request-for-information', 'release-request', 'answer'].includes(kind)) {
    wrong.actionOn = t('contradiction.observe.request');
  } else if (actionOn === 'discreet' && tlp === 'CLEAR') {
    wrong.actionOn = t('contradiction.discreet.clear');
  } else if (tlp === 'RED' && (actionOn === 'control' || actionOn === 'discreet')) {
    wrong.actionOn = t('contradiction.red.acts');
  }
  if (tlp === 'CLEAR' && (handlingCode === 'H2' || handlingCode === 'H3')) {
    wrong.handlingCode = t('contradiction.clear.limits', { code: handlingCode });
  }
  return wrong;
}
