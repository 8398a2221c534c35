import { html, nothing } from 'lit';
import { givesWord, wants } from './draft.js';
import { choice, text } from './form-fields.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { members } from './members.js';
import { alertPath } from './router.js';

/**
 * What a release request asks its originator for, or what the originator answers; nothing with other kinds.
 * @param {import('./draft.js').Draft} draft
 * @param {Record<string, string>} errors
 * @param {(name: string, value: any) => void} put
 */
export function releaseFields(draft, errors, put) {
  if (givesWord(draft)) {
    return choice({
      name: 'consent', label: t('form.consent'), error: errors.consent, value: draft.consent,
      options: ['yes', 'no'].map((value) => ({
        value, label: t(`form.consent.${value}`), hint: t(`form.consent.${value}.hint`),
      })),
      choose: (value) => put('consent', value),
    });
  }
  return wants(draft)
    ? html`
      <p class="field" id="field-wantedAlert" tabindex="-1">${t('form.wantedAlert')}:
        <a class="mono small" href=${alertPath(draft.wantedAlert)} data-route translate="no">${draft.wantedAlert}</a>
        ${problem(errors.wantedAlert)}</p>
      ${recipients(draft, errors.wantedFor, put)}
      ${text({
        name: 'wantedPurpose', label: t('form.wantedPurpose'), hint: t('form.wantedPurpose.hint'), limit: 500,
        error: errors.wantedPurpose, value: draft.wantedPurpose, change: (value) => put('wantedPurpose', value),
      })}`
    : nothing;
}

/**
 * @param {import('./draft.js').Draft} draft
 * @param {string | undefined} error
 * @param {(name: string, value: any) => void} put
 */
const recipients = ({ wantedFor }, error, put) => html`
  <fieldset class="field group ${error ? 'field-wrong' : ''}" id="field-wantedFor"
    aria-describedby="hint-wantedFor">
    <legend>${t('form.wantedFor')}</legend>
    <p class="hint" id="hint-wantedFor">${t('form.wantedFor.hint')}</p>
    ${problem(error)}
    <div class="audience-list">
      ${members.organisations.map((one) => html`
        <label class="choice"><input type="checkbox" name="wantedFor" value=${one.id}
          .checked=${wantedFor.includes(one.id)}
          @change=${(/** @type {Event} */ event) =>
            put('wantedFor', /** @type {HTMLInputElement} */ (event.target).checked
              ? [...wantedFor, one.id] : wantedFor.filter((/** @type {string} */ id) => id !== one.id))}>
          <span>${one.name} <span class="quiet small">${t(`organisation.${one.kind}`)}</span></span></label>`)}
    </div>
  </fieldset>`;

/** @param {string | undefined} error */
const problem = (error) =>
  error ? html`<span class="error-text">${icon('warning', 'icon-small')}<span>${error}</span></span>` : nothing;
