import { html, nothing } from 'lit';
import { addressed } from './draft.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { members } from './members.js';
import { failed } from './states.js';
import { namedPeopleOnly } from './who-sees.js';

/** Why no audience is chosen under this marking, or nothing. @param {import('./draft.js').Draft} draft */
export function audienceNote(draft) {
  if (addressed(draft)) {
    return '';
  }
  return t(namedPeopleOnly(/** @type {any} */ (draft)) ? 'form.audience.persons' : 'form.audience.everyone');
}

/**
 * Whole ports and single organisations of the alliance, to choose from.
 * @param {import('./draft.js').Draft} draft
 * @param {string | undefined} error
 * @param {(name: 'ports' | 'organisations', chosen: string[]) => void} choose
 */
export function audienceField(draft, error, choose) {
  if (members.problem && members.organisations.length === 0) {
    return failed(members.problem, () => members.load());
  }
  const unaddressed = audienceNote(draft);
  if (unaddressed) {
    return html`<div class="field" id="field-audience" tabindex="-1">
      <p class="field-name">${t('form.audience')}</p><p class="hint">${unaddressed}</p></div>`;
  }
  const { ports, organisations } = draft;
  return html`
    <fieldset class="field group ${error ? 'field-wrong' : ''}" id="field-audience" aria-describedby="hint-audience">
      <legend>${t('form.audience')}</legend>
      <p class="hint" id="hint-audience">${t('form.audience.hint')}</p>
      ${error ? html`<p class="error-text">${icon('warning', 'icon-small')}<span>${error}</span></p>` : nothing}
      <div class="audience">
        <fieldset class="stack-small"><legend class="quiet small">${t('form.audience.ports')}</legend>
          ${members.ports.map((port) => tick('ports', ports, port.locode,
            t('form.audience.port', { port: port.name }), '', choose))}
        </fieldset>
        <fieldset class="stack-small"><legend class="quiet small">${t('form.audience.organisations')}</legend>
          <div class="audience-list">
            ${members.organisations.map((one) => tick('organisations', organisations, one.id, one.name,
              t(`organisation.${one.kind}`), choose))}
          </div>
        </fieldset>
      </div>
    </fieldset>`;
}

/**
 * @param {'ports' | 'organisations'} name
 * @param {string[]} chosen
 * @param {string} value
 * @param {string} label
 * @param {string} note
 * @param {(name: 'ports' | 'organisations', chosen: string[]) => void} choose
 */
const tick = (name, chosen, value, label, note, choose) => html`
  <label class="choice"><input type="checkbox" name=${name} value=${value} .checked=${chosen.includes(value)}
    @change=${(/** @type {Event} */ event) =>
      choose(name, /** @type {HTMLInputElement} */ (event.target).checked
        ? [...chosen, value] : chosen.filter((one) => one !== value))}>
    <span>${label}${note ? html` <span class="quiet small">${note}</span>` : nothing}</span></label>`;
