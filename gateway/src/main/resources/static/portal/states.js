import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { t } from './i18n.js';

/**
 * What stands where data would be: nothing yet, not yet there, failed. Each says what comes next.
 */

/**
 * @param {import('./api.js').Problem} problem
 * @param {() => void} again
 */
export const failed = (problem, again) => html`
  <div class="state state-failed" role="alert">
    ${icon('warning')}
    <div class="stack-small">
      <p class="state-title">${problem.heading}</p>
      <p>${problem.advice}</p>
      <div><button type="button" class="button" @click=${again}>${t('state.again')}</button></div>
    </div>
  </div>`;

/**
 * @param {string} title
 * @param {string} text
 * @param {unknown} [next]
 */
export const empty = (title, text, next = nothing) => html`
  <div class="state">
    ${icon('check')}
    <div class="stack-small"><p class="state-title">${title}</p><p class="quiet">${text}</p>${next}</div>
  </div>`;

/**
 * Rows of the size of what is coming, so that nothing moves when it comes.
 * @param {string} text
 * @param {number} rows
 */
export const loading = (text, rows) => html`
  <div aria-busy="true">
    <p class="unseen">${text}</p>
    ${Array.from({ length: rows }, () => html`<div class="skeleton" aria-hidden="true"></div>`)}
  </div>`;
