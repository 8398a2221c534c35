import { html } from 'lit';
import { icon } from './icons.js';

/**
 * The field that narrows the lists of a page while one types; `/` goes to it.
 * @param {string} label
 * @param {string} value
 * @param {(sought: string) => void} changed
 */
export const searchField = (label, value, changed) => html`
  <label class="search">
    <span class="unseen">${label}</span>
    ${icon('search', 'icon-small')}
    <input class="input" type="search" data-search placeholder=${label} autocomplete="off" spellcheck="false"
      .value=${value}
      @input=${(/** @type {Event} */ event) => changed(/** @type {HTMLInputElement} */ (event.target).value)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Escape') {
          /** @type {HTMLInputElement} */ (event.target).blur();
        }
      }}>
  </label>`;
