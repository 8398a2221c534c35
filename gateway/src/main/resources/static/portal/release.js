import { html, nothing } from 'lit';
import { Problem } from './api.js';
import { isDraft } from './alert-actions.js';
import { drafts, releaseAlert } from './alerts-store.js';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { members } from './members.js';
import { isOwnDraft } from './own-drafts.js';
import { seat } from './seats.js';
import { session } from './session.js';
import { say } from './voice.js';
import { consequences } from './who-sees.js';

/** The act of two people: both seats, what follows, and the button for the one who may take the second seat. */
class Release extends PortalElement {
  static properties = {
    alert: { attribute: false },
    busy: { state: true },
    problem: { state: true },
  };

  /** One key for the act, however often it has to be sent. */
  #key = crypto.randomUUID();

  constructor() {
    super();
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
    this.busy = false;
    /** @type {Problem | null} */
    this.problem = null;
  }

  watches() {
    return [session, members];
  }

  willUpdate(/** @type {Map<string, any>} */ changed) {
    const before = changed.get('alert');
    if (before && (before.id !== this.alert?.id || before.version !== this.alert?.version)) {
      this.#key = crypto.randomUUID();
      this.problem = null;
    }
  }

  render() {
    const alert = this.alert;
    if (!alert) {
      return nothing;
    }
    const released = !isDraft(alert);
    if (released && !alert.releasedBy) {
      return html`<p class="note">${icon('person')}<span>${
        t('seats.elsewhere', { organisation: members.organisationName(alert.controller) })}</span></p>`;
    }
    return html`
      <section class="two-people" aria-labelledby="two-people-title">
        <h3 id="two-people-title">${t(released ? 'seats.title.released' : 'seats.title')}</h3>
        <ul class="seats">
          ${seat(t('seats.drafted'), alert.draftedBy ?? { person: '', organisation: alert.controller }, alert.created, 'drafter')}
          ${seat(t('seats.released'), alert.releasedBy, released ? alert.modified : null, 'releaser')}
        </ul>
        ${released ? nothing : this.#act(alert)}
      </section>`;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #act(alert) {
    return html`
      ${consequences({ ...alert, persons: alert.persons ?? [] })}
      ${this.problem ? this.#refused(this.problem) : nothing}
      ${this.#button(alert)}`;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #button(alert) {
    if (!session.releases) {
      return html`<p class="note">${icon('seat')}<span>${t('release.officer-only')}</span></p>`;
    }
    if (isOwnDraft(alert)) {
      return html`<p class="note">${icon('seat')}<span>${t('release.not-own')}</span></p>`;
    }
    return html`
      <p class="hint">${t('release.irreversible')}</p>
      <div><button type="button" class="button button-main" aria-disabled=${this.busy ? 'true' : 'false'}
        @click=${() => this.#release(alert)}>${t(this.busy ? 'release.busy' : 'release.button')}</button></div>`;
  }

  /** @param {Problem} problem */
  #refused(problem) {
    return html`<div class="state state-failed" role="alert">${icon('warning')}
      <div><p class="state-title">${problem.heading}</p><p>${problem.advice}</p></div></div>`;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  async #release(alert) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.problem = null;
    try {
      const released = await releaseAlert(alert, this.#key);
      say(t('release.done'));
      this.dispatchEvent(new CustomEvent('released', { detail: released, bubbles: true }));
    } catch (problem) {
      this.#failed(/** @type {Problem} */ (problem));
    }
    this.busy = false;
  }

  /** @param {Problem} problem */
  #failed(problem) {
    this.problem = problem;
    if (problem.slug === 'stale-version') {
      drafts.fill();
      this.dispatchEvent(new CustomEvent('stale', { bubbles: true }));
    }
    if (problem.status > 0 && problem.status < 500) {
      this.#key = crypto.randomUUID();
    }
  }
}

customElements.define('portal-release', Release);
