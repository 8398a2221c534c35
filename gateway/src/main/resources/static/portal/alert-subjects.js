import { html, nothing } from 'lit';
import { foreign } from './foreign.js';
import { t, tOr } from './i18n.js';
import { icon } from './icons.js';
import { members } from './members.js';

/**
 * What it can be recognised by beside its boxes, and the one journey that is meant.
 * @param {import('./alerts-store.js').Alert} alert
 */
export const subjects = (alert) => html`
  ${alert.indicators?.length
    ? html`<dl class="facts" data-indicators>${alert.indicators.map((one) => html`
        <div><dt>${tOr(`indicator.${one.type}`, one.type)}</dt>
          <dd class="mono" translate="no">${foreign(one.value)}</dd></div>`)}</dl>`
    : nothing}
  ${alert.journey
    ? html`<div class="stack-small"><p class="field-name">${t('form.journey')}</p>
        <dl class="facts" data-journey>${Object.entries(alert.journey)
          .filter(([, value]) => value).map(([name, value]) => html`
          <div><dt>${tOr(`form.${name}`, name)}</dt><dd class="mono" translate="no">${
            foreign(name === 'loading' || name === 'discharge' ? portWords(value) : value)}</dd></div>`)}</dl></div>`
    : nothing}`;

/** @param {string} locode */
const portWords = (locode) => {
  const name = members.portName(locode);
  return name === locode ? locode : `${name} (${locode})`;
};

/**
 * What whoever is shown the alert has to keep to, as the policy asked for it.
 * @param {import('./alerts-store.js').Alert} alert
 */
export const obligations = (alert) =>
  (alert.obligations ?? []).filter((one) => one !== 'accept-limits').map((one) => html`
    <p class="note" data-obligation=${one}>${icon('seat')}<span>${tOr(`obligation.${one}`, one)}</span></p>`);
