import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { alertRow } from './alert-row.js';
import { get } from './api.js';
import { PortalElement } from './element.js';
import { foreign } from './foreign.js';
import { t, tOr } from './i18n.js';

/**
 * Other alerts that share something by which things are recognised; what too many share says nothing and is named.
 * @typedef {{items: {alert: import('./alerts-store.js').Alert, shares: string[]}[], common: string[], more: boolean}} Shared
 */
class Related extends PortalElement {
  static properties = { alert: { attribute: false }, related: { state: true } };

  constructor() {
    super();
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
    /** @type {Shared | null} */
    this.related = null;
  }

  willUpdate(/** @type {Map<string, any>} */ changed) {
    if (this.alert && changed.has('alert') && changed.get('alert')?.id !== this.alert.id) {
      this.related = null;
      this.#read(this.alert);
    }
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  async #read(alert) {
    const { id } = alert;
    // The alert says all that it has to say without it.
    const related = await get(`/api/intel/alerts/${encodeURIComponent(id)}/related`).catch(() => null);
    if (id === this.alert?.id) {
      this.related = related;
    }
  }

  render() {
    const { related } = this;
    if (!related || (related.items.length === 0 && related.common.length === 0)) {
      return nothing;
    }
    return html`
      <section class="stack-small" aria-labelledby="related-title" data-related=${related.items.length}>
        <h3 id="related-title">${t('related.title')}</h3>
        <ul class="card">${repeat(related.items, (one) => one.alert.id, (one) => html`
          ${alertRow(one.alert)}
          <li class="related-why small quiet">${t('related.shares')} ${one.shares.map(sign)}</li>`)}</ul>
        ${related.common.length
          ? html`<p class="hint">${t('related.common')} ${related.common.map(sign)}</p>` : nothing}
      </section>`;
  }
}

/** "seal:EC884120" in words. @param {string} key */
function sign(key) {
  const [type, ...value] = key.split(':');
  return html`<span class="related-sign">${tOr(`indicator.${type}`, type)} <span class="mono" translate="no">${
    foreign(value.join(':'))}</span></span> `;
}

customElements.define('portal-related', Related);
