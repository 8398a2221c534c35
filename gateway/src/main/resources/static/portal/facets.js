import { html, nothing } from 'lit';
import { FACETS, alertSearch } from './alert-search.js';
import { number, t, tCount, tOr } from './i18n.js';
import { members } from './members.js';

/** Choices that narrow the list, each with how many alerts it leaves; they keep their place while they are counted. */
export function facets() {
  if (alertSearch.absent) {
    return nothing;
  }
  return html`
    <div class="facets" role="group" aria-label=${t('facets.label')}>
      ${FACETS.map(choice)}
      ${alertSearch.active && alertSearch.loaded
        ? html`<p class="facets-total" role="status">${alertSearch.uncounted
          ? t('facets.total.more', { count: number(alertSearch.total) })
          : tCount('facets.total', alertSearch.total)}</p>`
        : nothing}
      ${alertSearch.active
        ? html`<button type="button" class="button button-plain" @click=${() => alertSearch.clear()}>${
            t('facets.clear')}</button>`
        : nothing}
    </div>`;
}

/** @param {string} facet */
function choice(facet) {
  const chosen = alertSearch.chosen[facet] ?? '';
  const counts = Object.entries(alertSearch.facets[facet] ?? {});
  if (chosen && !counts.some(([value]) => value === chosen)) {
    counts.push([chosen, 0]);
  }
  return html`
    <label class="facet ${chosen ? 'facet-chosen' : ''}"><span class="small quiet">${t(`facet.${facet}`)}</span>
      <select class="input" data-facet=${facet} @change=${(/** @type {Event} */ event) =>
        alertSearch.choose(facet, /** @type {HTMLSelectElement} */ (event.target).value)}>
        <option value="" ?selected=${!chosen}>${t('facets.all')}</option>
        ${counts.sort(([, a], [, b]) => b - a).map(([value, count]) => html`
          <option value=${value} ?selected=${value === chosen}>${word(facet, value)} (${number(count)})</option>`)}
      </select></label>`;
}

/**
 * @param {string} facet
 * @param {string} value
 */
function word(facet, value) {
  switch (facet) {
    case 'kind': return tOr(`kind.${value}`, value);
    case 'origin': return members.portName(value);
    case 'actionOn': return tOr(`action.${value}`, value);
    case 'disposition': return tOr(`disposition.${value}`, value);
    default: return value;
  }
}
