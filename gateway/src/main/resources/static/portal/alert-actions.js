import { html, nothing } from 'lit';
import { Act } from './act.js';
import { sendToReview } from './alert-acts.js';
import { compose } from './composer.js';
import { JOURNEY } from './draft.js';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { isClosed } from './limits.js';
import { session } from './session.js';
import { say } from './voice.js';

/** Still in writing: nothing of it has left. @param {{state: string}} alert */
export const isDraft = ({ state }) => state === 'draft' || state === 'in-review';

/** What its reader may go on to write from an alert: itself, its next version, an edition, an answer, a release request. */
class AlertActions extends PortalElement {
  static properties = { alert: { attribute: false } };
  #act = new Act(this);

  constructor() {
    super();
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
  }

  watches() {
    return [session];
  }

  willUpdate(/** @type {Map<string, any>} */ changed) {
    const before = changed.get('alert');
    if (before && (before.id !== this.alert?.id || before.version !== this.alert?.version)) {
      this.#act.anew();
    }
  }

  render() {
    const alert = this.alert;
    if (!alert || !session.drafts || isClosed(alert)) {
      return nothing;
    }
    const buttons = isDraft(alert) ? this.#ofDraft(alert) : this.#ofReleased(alert);
    return buttons.length
      ? html`${this.#act.refusal}<div class="form-end" data-actions>${buttons}</div>`
      : nothing;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #ofDraft(alert) {
    return [
      this.#opens('edit', t('actions.edit'), 'edit'),
      ...(alert.state === 'draft' ? [this.#act.button(t('actions.review'), () => this.#review(alert))] : []),
    ];
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #ofReleased(alert) {
    const own = alert.origin === session.data?.locode && alert.controller === session.data?.organisation;
    const foreign = alert.controller !== session.data?.organisation;
    const standing = alert.state === 'released';
    const passes = alert.tlp !== 'RED' && alert.actionOn !== 'observe';
    const asking = ['request-for-information', 'release-request'];
    return [
      ...(standing && own ? [this.#opens('amend', t('actions.amend'), 'edit')] : []),
      ...(standing && passes && (own || (alert.tlp !== 'AMBER+STRICT' && alert.handlingCode !== 'H2'))
        ? [this.#opens('edition', t('actions.edition'), 'copy', { organisations: [], ports: [] })] : []),
      ...(standing && passes && alert.tlp !== 'AMBER+STRICT' && foreign
          && (alert.handlingCode === 'H2' || alert.tlp === 'AMBER')
        ? [this.#opens('release', t('actions.release'), 'ask', releaseRequest(alert))] : []),
      ...(standing && asking.includes(alert.kind) && foreign
        ? [this.#opens('answer', t('actions.answer'), 'ask', answer(alert))] : []),
    ];
  }

  /**
   * @param {import('./composer.js').Mode} mode
   * @param {string} label
   * @param {'edit' | 'copy' | 'ask'} drawing
   * @param {object} [other]
   */
  #opens(mode, label, drawing, other) {
    return html`<button type="button" class="button" data-opens=${mode}
      @click=${() => compose(mode, this.alert, other)}>${icon(drawing, 'icon-small')}${label}</button>`;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  async #review(alert) {
    const answered = await this.#act.run((key) => sendToReview(alert, key));
    if (answered) {
      say(t('actions.review.done'));
    }
    this.dispatchEvent(new CustomEvent('stale', { bubbles: true }));
  }
}

/**
 * An answer goes back to where the question came from, and says nothing before somebody writes it.
 * @param {import('./alerts-store.js').Alert} request
 */
const answer = (request) => ({
  kind: 'answer', inReplyTo: request.id, inReplyToVersion: request.version, dueAt: '', title: '', narrative: '',
  actionOn: 'inform',
  ports: [], organisations: [request.controller], validFrom: undefined, limits: '',
  wantedAlert: '', wantedFor: [], wantedPurpose: '', consent: '', asksWord: request.kind === 'release-request',
});

/**
 * The originator alone is asked; the request says nothing of what the alert says.
 * @param {import('./alerts-store.js').Alert} alert
 */
const releaseRequest = (alert) => ({
  kind: 'release-request', wantedAlert: alert.id, wantedFor: [], wantedPurpose: '', containers: '', indicators: [],
  ...Object.fromEntries(JOURNEY.map((name) => [name, ''])), title: '', narrative: '', limits: '', dueAt: '',
  inReplyTo: '', inReplyToVersion: 0, actionOn: 'inform', tlp: 'AMBER', handlingCode: 'H0', ports: [],
  organisations: [alert.controller], persons: '', validFrom: undefined,
});

customElements.define('portal-alert-actions', AlertActions);
