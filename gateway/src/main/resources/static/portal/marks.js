import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { moment, span, t } from './i18n.js';

/** TLP 2.0 labels, widest first; the words are FIRST's and are the same in every language. */
export const TLP = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];
export const ACTIONS = ['inform', 'ask', 'control', 'discreet', 'observe'];
export const HANDLING_CODES = ['H0', 'H1', 'H2', 'H3'];
export const SOURCE_GRADES = ['A', 'B', 'C', 'X'];
export const INFORMATION_GRADES = ['1', '2', '3', '4'];
export const REGIMES = ['LED', 'GDPR-CUSTOMS', 'GDPR'];

/** The action's drawing, beside its word. */
const ACTION_ICONS = /** @type {const} */ ({
  inform: 'inform', ask: 'ask', control: 'stop', discreet: 'discreet', observe: 'eye',
});

/** @param {string} tlp */
export const tlpMark = (tlp) =>
  html`<span class="mark tlp tlp-${tlp.split('+')[0].toLowerCase()}" translate="no">TLP:${tlp}</span>`;

/**
 * Handling code and grades: marks of their own, never one badge with the TLP.
 * @param {import('./alerts-store.js').Alert} alert
 */
export const otherMarks = (alert) => html`
  <span class="mark mark-outline" title=${t(`handling.${alert.handlingCode}.hint`)}
    ><span class="unseen">${t('mark.handling')} </span>${alert.handlingCode}</span>
  ${alert.sourceGrade || alert.informationGrade
    ? html`<span class="mark mark-outline" title=${gradeWords(alert)}
        ><span class="unseen">${t('mark.grade')} </span>${alert.sourceGrade ?? '–'}${
          alert.informationGrade ?? '–'}</span>`
    : nothing}`;

/** @param {import('./alerts-store.js').Alert} alert */
export const gradeWords = (alert) =>
  [
    alert.sourceGrade ? t(`source.${alert.sourceGrade}`) : t('grade.none'),
    alert.informationGrade ? t(`information.${alert.informationGrade}`) : t('grade.none'),
  ].join(' · ');

/** What the alert may cause, in a word. @param {string} action */
export const actionMark = (action) =>
  html`<span class="action action-${action}">${icon(
    ACTION_ICONS[/** @type {keyof typeof ACTION_ICONS} */ (action)] ?? 'inform', 'icon-small',
  )}${t(`action.${action}`)}</span>`;

const HOUR_MS = 3_600_000;

/**
 * Counts down to when the answer to a request is needed.
 * @param {string | null | undefined} due
 */
export function dueClock(due) {
  if (!due) {
    return nothing;
  }
  const left = Date.parse(due) - Date.now();
  const state = left <= 0 ? 'over' : left < HOUR_MS ? 'critical' : left < 8 * HOUR_MS ? 'warning' : 'calm';
  const words = t(left <= 0 ? 'clock.due.over' : 'clock.due', { span: span(Math.abs(left)) });
  return html`<time class="clock clock-${state}" datetime=${due} title=${moment(due)}>${
    icon('ask', 'icon-small')}${words}</time>`;
}

/**
 * Counts down to the end of an alert: neutral, then warning in the last day, critical in the last four hours.
 * @param {string | null} until
 */
export function clock(until) {
  if (!until) {
    return nothing;
  }
  const left = Date.parse(until) - Date.now();
  const state = left <= 0 ? 'over' : left < 4 * HOUR_MS ? 'critical' : left < 24 * HOUR_MS ? 'warning' : 'calm';
  const words = left <= 0 ? t('clock.over') : t('clock.left', { span: span(left) });
  return html`<time class="clock clock-${state}" datetime=${until} title=${moment(until)}>${
    icon('clock', 'icon-small')}${words}</time>`;
}
