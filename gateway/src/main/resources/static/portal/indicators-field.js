import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { INDICATOR_TYPES } from './markings.js';

/**
 * What else it can be recognised by: one line for each, its kind and its value.
 * @param {{type: string, value: string}[]} list
 * @param {Record<string, string>} errors
 * @param {(list: {type: string, value: string}[]) => void} change
 */
export function indicatorsField(list, errors, change) {
  const put = (/** @type {number} */ at, /** @type {object} */ part) =>
    change(list.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return html`
    <fieldset class="field group" id="field-indicators">
      <legend>${t('form.indicators')}</legend>
      <p class="hint">${t('form.indicators.hint')}</p>
      ${errors.indicators
        ? html`<p class="error-text">${icon('warning', 'icon-small')}<span>${errors.indicators}</span></p>` : nothing}
      ${list.map((one, at) => html`
        <div class="indicator">
          <select class="input" aria-label=${t('form.indicators.type')} @change=${(/** @type {Event} */ event) =>
            put(at, { type: /** @type {HTMLSelectElement} */ (event.target).value })}>
            ${INDICATOR_TYPES.map((type) => html`
              <option value=${type} ?selected=${type === one.type}>${t(`indicator.${type}`)}</option>`)}
          </select>
          <input class="input mono" aria-label=${t('form.indicators.value')} maxlength="100" autocomplete="off"
            spellcheck="false" placeholder=${t(`indicator.${one.type}.example`)} .value=${one.value}
            @input=${(/** @type {Event} */ event) =>
              put(at, { value: /** @type {HTMLInputElement} */ (event.target).value })}>
          <button type="button" class="button button-plain button-icon" aria-label=${t('form.indicators.remove')}
            @click=${() => change(list.filter((_, index) => index !== at))}>${icon('close')}</button>
        </div>`)}
      <div><button type="button" class="button" @click=${() => change([...list, { type: 'seal', value: '' }])}>${
        icon('plus', 'icon-small')}${t('form.indicators.add')}</button></div>
    </fieldset>`;
}
