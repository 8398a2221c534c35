import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { say } from './voice.js';

/**
 * Container numbers (ISO 6346): owner code, category, serial number, check digit.
 */

/** Values of the letters: from 10 upwards, without the multiples of 11 (ISO 6346, annex A). */
const LETTERS = Object.fromEntries(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => {
    const value = 10 + index;
    return [letter, value + Math.floor((value - 1) / 10)];
  }),
);

/**
 * The check digit that belongs to the first ten characters.
 * @param {string} ten four letters and six figures
 */
export function checkDigit(ten) {
  const sum = [...ten].reduce((total, one, index) => total + (LETTERS[one] ?? Number(one)) * 2 ** index, 0);
  return (sum % 11) % 10;
}

/** @param {string} number eleven characters */
export const digitHolds = (number) => checkDigit(number.slice(0, 10)) === Number(number[10]);

/** A number as people write it: "MSKU1234565", "MSKU 123456 5", "MSKU 123456-5", "MSKU 123456 [5]". */
const WRITTEN = /([A-Z]{4})[\s-]*(\d{3})\s*(\d{3})(?:[\s\-/[(]*(\d)[\])]?)?(?![A-Z0-9])/g;

/**
 * Reads pasted text as container numbers.
 * @param {string} text
 * @returns {{numbers: string[], incomplete: {ten: string, digit: number}[], unread: string[]}} the numbers,
 *     each once; those that lack their check digit, with the digit that it would be; and what is no number
 */
export function readContainers(text) {
  const numbers = new Set();
  /** @type {{ten: string, digit: number}[]} */
  const incomplete = [];
  const rest = text.toUpperCase().replace(WRITTEN, (_, owner, first, second, digit) => {
    const ten = owner + first + second;
    if (digit === undefined) {
      incomplete.push({ ten, digit: checkDigit(ten) });
    } else {
      numbers.add(ten + digit);
    }
    return ' ';
  });
  return {
    numbers: [...numbers],
    incomplete,
    unread: rest.split(/[\s,;]+/).filter(Boolean),
  };
}

/**
 * The number as it stands on the door. It is one run of text without spaces, so that marking and
 * copying it gives the number whole.
 * @param {string} number
 * @param {boolean} valid whether the check digit holds
 */
export function containerNumber(number, valid) {
  const odd = number.length !== 11;
  return html`<span class="box-number ${valid ? '' : 'box-number-wrong'}" translate="no">${
    odd
      ? html`<span>${number}</span>`
      : html`<span class="box-owner">${number.slice(0, 4)}</span><span class="box-serial">${
          number.slice(4, 10)}</span><span class="box-digit">${number.slice(10)}</span>`
  }</span>${valid
    ? nothing
    : html` <span class="flag flag-warning">${icon('warning', 'icon-small')}${t('container.wrong')}</span>`}`;
}

/** @param {string} number */
export function copyButton(number) {
  return html`<button type="button" class="button button-plain button-icon copy"
    aria-label=${t('container.copy', { number })} title=${t('container.copy', { number })}
    @click=${(/** @type {Event} */ event) => copy(/** @type {HTMLElement} */ (event.currentTarget), number)}
    >${icon('copy', 'icon-small copy-idle')}${icon('check', 'icon-small copy-done')}</button>`;
}

/**
 * @param {HTMLElement} button
 * @param {string} number
 */
async function copy(button, number) {
  await navigator.clipboard.writeText(number);
  button.classList.add('copied');
  say(t('container.copied', { number }));
  setTimeout(() => button.classList.remove('copied'), 2000);
}
