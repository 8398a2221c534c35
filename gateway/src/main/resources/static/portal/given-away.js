import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { t, tOr } from './i18n.js';

/**
 * What an edition for another audience still gives away of the alert behind it, as the service told its writer.
 * @typedef {{field: string, code: string}} Given
 */

/** @type {Map<string, Given[]>} */
const known = new Map();

/** @param {string} id @param {Given[]} gives */
export const rememberGiven = (id, gives) => known.set(id, gives);

/** @param {string} id of the edition */
export function givenAway(id) {
  const gives = known.get(id);
  if (!gives) {
    return nothing;
  }
  return html`
    <section class="stack-small" aria-labelledby="given-title" data-given=${gives.length}>
      <h3 id="given-title">${t('given.title')}</h3>
      ${gives.length === 0
        ? html`<p class="flag flag-good">${icon('check', 'icon-small')}${t('given.nothing')}</p>`
        : html`<ul class="stack-small">${gives.map((one) => html`
            <li class="flag flag-warning">${icon('warning', 'icon-small')}<span>${
              tOr(`form.${one.field}`, one.field)}: ${tOr(`given.${one.code}`, one.code)}</span></li>`)}</ul>`}
    </section>`;
}
