import { html, nothing } from 'lit';
import { MOST_FILES, TYPES, sizeWords, unfit } from './attachments.js';
import { foreign } from './foreign.js';
import { number, t } from './i18n.js';
import { icon } from './icons.js';

/**
 * Files that are chosen while the draft is written; they are sent once it is kept.
 * @param {File[]} files
 * @param {{file: File, part: number} | null} sending
 * @param {(files: File[]) => void} change
 */
export const attachmentsField = (files, sending, change) => html`
  <div class="field" data-attachments-field>
    <label for="field-attachments">${t('attachment.title')}</label>
    <p class="hint" id="hint-attachments">${t('attachment.hint', { most: number(MOST_FILES) })}</p>
    <input class="input" type="file" id="field-attachments" multiple accept=${TYPES.join(',')}
      aria-describedby="hint-attachments"
      @change=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        change([...files, ...(input.files ?? [])].slice(0, MOST_FILES));
        input.value = '';
      }}>
    ${files.length === 0 ? nothing : html`
      <ul class="attachments" aria-label=${t('attachment.chosen')}>
        ${files.map((file) => html`
          <li>
            <span>${foreign(file.name)}</span><span class="quiet">${sizeWords(file.size)}</span>
            ${sending?.file === file ? sendingBar(file.name, sending.part) : nothing}
            ${unfit(file)
              ? html`<span class="flag flag-warning">${icon('warning', 'icon-small')}${unfit(file)}</span>` : nothing}
            <button type="button" class="button button-plain button-icon"
              aria-label=${t('attachment.leave-out', { name: file.name })}
              @click=${() => change(files.filter((one) => one !== file))}>${icon('close')}</button>
          </li>`)}
      </ul>`}
  </div>`;

/**
 * How far a file is on its way.
 * @param {string} name
 * @param {number} part
 */
export const sendingBar = (name, part) => html`
  <progress max="1" .value=${part} aria-label=${t('attachment.sending', { name })}></progress>`;
