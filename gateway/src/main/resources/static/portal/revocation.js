import { html, nothing } from 'lit';
import { Act } from './act.js';
import { confirmRevocation, proposeRevocation, withdrawRevocation } from './alert-acts.js';
import { PortalElement } from './element.js';
import { visible } from './foreign.js';
import { text } from './form-fields.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { members } from './members.js';
import { seat } from './seats.js';
import { session } from './session.js';
import { say } from './voice.js';

/** Taking back what was released: an act of two people, with what follows beside both buttons. */
class Revocation extends PortalElement {
  static properties = {
    alert: { attribute: false },
    proposal: { attribute: false },
    open: { state: true },
    reason: { state: true },
    missing: { state: true },
  };

  #act = new Act(this);

  constructor() {
    super();
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
    /** @type {import('./alert-acts.js').History['revocation']} */
    this.proposal = null;
    this.open = false;
    this.reason = '';
    this.missing = false;
  }

  watches() {
    return [session, members];
  }

  willUpdate(/** @type {Map<string, any>} */ changed) {
    const before = changed.get('alert');
    if (before && before.id !== this.alert?.id) {
      this.#act.anew();
      this.open = false;
      this.reason = '';
    }
  }

  render() {
    const { alert, proposal } = this;
    const own = alert?.controller === session.data?.organisation && alert?.origin === session.data?.locode;
    if (!alert || alert.state !== 'released' || !session.drafts || !(own || proposal)) {
      return nothing;
    }
    if (!proposal && !this.open) {
      return html`<div><button type="button" class="button" aria-expanded="false"
        @click=${() => (this.open = true)}>${t('revocation.open')}</button></div>`;
    }
    return html`
      <section class="two-people" aria-labelledby="revocation-title" data-revocation=${proposal ? 'proposed' : 'open'}>
        <h3 id="revocation-title">${t('revocation.title')}</h3>
        <ul class="seats">
          ${seat(t('revocation.proposed-by'), proposal ? actor(proposal) : null, proposal?.at ?? null, 'proposer',
            t('revocation.first'))}
          ${seat(t('revocation.confirmed-by'), null, null, 'confirmer', t('revocation.second'))}
        </ul>
        ${proposal?.reason
          ? html`<p><strong>${t('revocation.reason')}</strong> <span class="pre" dir="auto">${
              visible(proposal.reason)}</span></p>` : nothing}
        <div class="consequences stack-small">
          <p class="field-name">${t('revocation.follows')}</p>
          <ul class="who">
            <li>${t('revocation.follows.erased', { ports: this.#holders(alert) })}</li>
            <li>${t('revocation.follows.score')}</li>
            <li>${t('revocation.follows.record')}</li>
          </ul>
        </div>
        ${proposal ? this.#second(alert, proposal) : this.#first(alert)}
      </section>`;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #holders(alert) {
    const ports = (alert.receipts ?? []).map((one) => members.portName(one.port));
    return ports.length ? ports.join(', ') : t('revocation.holders.none');
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #first(alert) {
    return html`
      ${text({
        name: 'reason', label: t('revocation.reason'), hint: t('revocation.reason.hint'), rows: 2, limit: 500,
        error: this.missing ? t('revocation.reason.missing') : undefined, value: this.reason,
        change: (value) => (this.reason = value),
      })}
      ${this.#act.refusal}
      <div class="form-end">
        ${this.#act.button(t('revocation.propose'), () => this.#propose(alert), 'button-main')}
        <button type="button" class="button" @click=${() => (this.open = false)}>${t('form.cancel')}</button>
      </div>`;
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {NonNullable<import('./alert-acts.js').History['revocation']>} proposal
   */
  #second(alert, proposal) {
    const own = proposal.person && proposal.person === session.data?.person;
    return html`
      ${own ? html`<p class="note">${icon('seat')}<span>${t('revocation.not-own')}</span></p>` : nothing}
      ${this.#act.refusal}
      <div class="form-end">
        ${own || !session.releases ? nothing : this.#act.button(t('revocation.confirm'), () => this.#done(
          (key) => confirmRevocation(alert, key), 'revocation.confirmed'), 'button-main')}
        ${proposal.organisation === session.data?.organisation
          ? this.#act.button(t('revocation.withdraw'), () => this.#done(
            (key) => withdrawRevocation(alert, key), 'revocation.withdrawn'))
          : nothing}
      </div>`;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #propose(alert) {
    this.missing = this.reason.trim() === '';
    if (this.missing) {
      this.updateComplete.then(() => /** @type {HTMLElement | null} */ (this.querySelector('#field-reason'))?.focus());
      return;
    }
    this.#done((key) => proposeRevocation(alert, this.reason.trim(), key), 'revocation.done');
  }

  /**
   * @param {(key: string) => Promise<unknown>} act
   * @param {string} words
   */
  async #done(act, words) {
    await this.#act.run(act);
    if (!this.#act.problem) {
      this.open = false;
      say(t(words));
    }
    // After a refusal too the page shows how it stands now.
    this.dispatchEvent(new CustomEvent('stale', { bubbles: true }));
  }
}

/** @param {{person?: string | null, organisation: string}} act */
const actor = ({ person, organisation }) => ({ person: person || '', organisation });

customElements.define('portal-revocation', Revocation);
