import { html, nothing } from 'lit';
import { postText } from './api.js';
import { readContainers } from './container.js';
import { foreign } from './foreign.js';
import { icon } from './icons.js';
import { t, tCount } from './i18n.js';

/**
 * Numbers found in a pasted mail or list by POST /api/intel/recognitions.
 * @typedef {{containers: {number: string, position: number, checkDigitValid: boolean, duplicate: boolean}[],
 *   unrecognised: number, places?: {text: string, position: number}[]}} Recognised
 */

/** Whether a text is more than numbers one below the other, so that somebody should read it who knows mails. */
export const isProse = (/** @type {string} */ text) =>
  text.length > 16 && readContainers(text).unread.length > 0;

/** @param {string} text @returns {Promise<Recognised>} */
export const recognise = (text) => postText('/api/intel/recognitions', text);

/** The numbers, each once, in the order of the text. @param {Recognised} found */
export const numbersOf = (found) =>
  found.containers.filter((one) => !one.duplicate).map((one) => one.number);

/** Places that look like a number and are none; more than these are not listed, only counted. */
const SHOWN = 12;

/** @param {Recognised | null} found */
export function recognised(found) {
  if (!found) {
    return nothing;
  }
  const numbers = numbersOf(found);
  const doubles = found.containers.length - numbers.length;
  const wrong = found.containers.filter((one) => !one.duplicate && !one.checkDigitValid).length;
  return html`
    <div class="recognised stack-small" role="status" data-recognised=${numbers.length}>
      <p><strong>${tCount('recognised.numbers', numbers.length)}</strong>
        ${doubles ? tCount('recognised.doubles', doubles) : nothing}
        ${wrong ? html`<span class="flag flag-warning">${icon('warning', 'icon-small')}${
          tCount('recognised.wrong', wrong)}</span>` : nothing}</p>
      ${found.unrecognised
        ? html`<p>${tCount('recognised.unread', found.unrecognised)}</p>
            <ul class="read-boxes">${(found.places ?? []).slice(0, SHOWN).map((one) => html`
              <li class="mono" translate="no">${foreign(one.text)}</li>`)}</ul>`
        : nothing}
      ${numbers.length > 300 ? html`<p class="flag flag-warning">${icon('warning', 'icon-small')}${
        t('recognised.many')}</p>` : nothing}
    </div>`;
}
