import { html } from 'lit';
import { Act } from './act.js';
import { acceptLimits } from './alert-acts.js';
import { PortalElement } from './element.js';
import { visible } from './foreign.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

/** Whether the content is closed until its reader accepts its limits (H3). */
export const isClosed = (/** @type {import('./alerts-store.js').Alert} */ alert) =>
  alert.obligations?.includes('accept-limits') === true;

/** The limits, and the button that opens the content; fires `stale` once it is open, so that it is read. */
class Limits extends PortalElement {
  static properties = { alert: { attribute: false } };
  #act = new Act(this);

  constructor() {
    super();
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
  }

  render() {
    const alert = this.alert;
    return html`
      <section class="two-people" aria-labelledby="limits-title" data-limits>
        <h2 id="limits-title" tabindex="-1">${t('limits.title')}</h2>
        <p class="read pre" dir="auto">${visible(alert?.limits ?? '')}</p>
        <p class="note">${icon('seat')}<span>${t('limits.recorded')}</span></p>
        ${this.#act.refusal}
        <div>${this.#act.button(t('limits.accept'), () => this.#accept(), 'button-main')}</div>
      </section>`;
  }

  async #accept() {
    const alert = this.alert;
    if (alert) {
      await this.#act.run((key) => acceptLimits(alert, key));
      if (!this.#act.problem) {
        this.dispatchEvent(new CustomEvent('stale', { bubbles: true }));
      }
    }
  }
}

customElements.define('portal-limits', Limits);
