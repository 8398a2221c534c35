import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { t, tOr } from './i18n.js';

/**
 * What the draft of an edition still gives away of the alert behind it, for whoever may read both: its writers and
 * the second person. The service compares it anew at each reading, and not before the limits of that alert are accepted.
 * @param {import('./alerts-store.js').Alert} alert
 * @param {string | null | undefined} behind the alert behind it, where the reader may read that
 */
export function givenAway({ gives }, behind) {
  if (!gives && !behind) {
    return nothing;
  }
  return html`
    <section class="stack-small" aria-labelledby="given-title" data-given=${gives?.length ?? 'closed'}>
      <h3 id="given-title">${t('given.title')}</h3>
      ${gives ? compared(gives) : html`<p class="note">${icon('warning')}<span>${t('given.closed')}</span></p>`}
    </section>`;
}

/** @param {{field: string, code: string}[]} gives */
const compared = (gives) =>
  gives.length === 0
    ? html`<p class="flag flag-good">${icon('check', 'icon-small')}${t('given.nothing')}</p>`
    : html`<ul class="stack-small">${gives.map((one) => html`
        <li class="flag flag-warning">${icon('warning', 'icon-small')}<span>${
          tOr(`form.${one.field}`, one.field)}: ${tOr(`given.${one.code}`, one.code)}</span></li>`)}</ul>`;
