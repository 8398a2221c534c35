import { html, nothing } from 'lit';
import { isDraft } from './alert-actions.js';
import { readAmendment, readHistory } from './alert-acts.js';
import { history } from './alert-history.js';
import { obligations, subjects } from './alert-subjects.js';
import { drafts, readAlert, released } from './alerts-store.js';
import { containerNumber, copyButton } from './container.js';
import { PortalElement } from './element.js';
import { foreign, visible } from './foreign.js';
import { givenAway } from './given-away.js';
import { icon } from './icons.js';
import { isClosed } from './limits.js';
import { lastChance } from './last-chance.js';
import { moment, shortDay, span, t, tOr } from './i18n.js';
import { actionMark, clock, dueClock, gradeWords, otherMarks, tlpMark } from './marks.js';
import { members } from './members.js';
import { ranking } from './ranking-store.js';
import { alertPath } from './router.js';
import { session } from './session.js';
import { failed, loading } from './states.js';
import { ticker } from './ticker.js';
import { whoSees } from './who-sees.js';
import { work } from './work.js';
import './alert-attachments.js';
import './alert-work.js';
import './related.js';
import './release.js';
import './revocation.js';

/** After a release the receipts of the peers are looked for at these delays, then no more. */
const RECEIPTS_MS = [500, 1500, 4000, 10_000];

/** One alert, whole: what to do with which boxes, why, who sees it, who stands for it. */
class AlertDetail extends PortalElement {
  static properties = {
    alertId: { attribute: false },
    alert: { state: true },
    problem: { state: true },
    history: { state: true },
    next: { state: true },
  };

  constructor() {
    super();
    this.alertId = '';
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
    /** @type {import('./api.js').Problem | null} */
    this.problem = null;
    /** @type {import('./alert-acts.js').History | null} */
    this.history = null;
    /** The version that would follow, while it is read instead. @type {import('./alerts-store.js').Alert | null} */
    this.next = null;
  }

  watches() {
    return [session, members, work, ticker, ranking];
  }

  willUpdate(/** @type {Map<string, any>} */ changed) {
    if (changed.has('alertId')) {
      this.alert = released.find(this.alertId) ?? drafts.find(this.alertId) ?? null;
      this.problem = null;
      this.history = null;
      this.next = null;
      this.#read();
    }
  }

  updated(/** @type {Map<string, any>} */ changed) {
    const before = changed.get('alert');
    if (changed.has('alert') && this.alert && before?.id !== this.alert.id) {
      /** @type {HTMLElement | null} */ (this.querySelector('h2'))?.focus({ preventScroll: true });
    }
  }

  async #read() {
    const id = this.alertId;
    try {
      const alert = await readAlert(id);
      if (id === this.alertId) {
        this.#show(alert);
      }
    } catch (problem) {
      if (id === this.alertId) {
        this.problem = /** @type {any} */ (problem);
      }
    }
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #show(alert) {
    this.alert = alert;
    this.problem = null;
    (isDraft(alert) ? drafts : released).put(alert);
    this.dispatchEvent(new CustomEvent('shown', { detail: alert }));
    this.#readHistory(alert);
  }

  /** What was done with it is told where it began. @param {import('./alerts-store.js').Alert} alert */
  async #readHistory(alert) {
    if (alert.origin === session.data?.locode) {
      // Without it the alert is still worth reading; the next reading asks again.
      const history = await readHistory(alert.id).catch(() => this.history);
      if (alert.id === this.alertId) {
        this.history = history;
      }
    }
  }

  async #readNext() {
    const id = this.alertId;
    try {
      const next = await readAmendment(id);
      if (id === this.alertId) {
        this.next = next;
      }
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
  }

  /** The version that stands was told to have changed, or the one that would follow it. */
  async #stale() {
    const reading = this.next !== null;
    this.next = null;
    await this.#read();
    if (reading && this.alert?.state === 'released') {
      await this.#readNext();
    }
  }

  /** @param {CustomEvent} event */
  async #released(event) {
    this.next = null;
    this.#show(event.detail);
    for (const delay of RECEIPTS_MS) {
      await new Promise((resolve) => setTimeout(resolve, delay));
      if (!this.isConnected || this.alert?.id !== event.detail.id) {
        return;
      }
      await this.#read();
    }
  }

  render() {
    const alert = this.next ?? this.alert;
    if (!alert) {
      return this.problem ? failed(this.problem, () => this.#read()) : loading(t('alert.loading'), 4);
    }
    return html`
      <article class="card detail" aria-labelledby=${isClosed(alert) ? 'limits-title' : 'alert-title'}
        data-alert=${alert.id} data-state=${alert.state}
        @released=${this.#released} @stale=${() => this.#stale()}>
        ${this.#versions()}
        ${this.problem ? failed(this.problem, () => this.#read()) : nothing}
        <p class="detail-marks">
          ${stateFlag(alert.state)}${reviewFlag(alert)}
          ${tlpMark(alert.tlp)}${otherMarks(alert)}
        </p>
        ${obligations(alert)}
        ${isClosed(alert) ? html`<portal-limits .alert=${alert}></portal-limits>` : this.#content(alert)}
        ${facts(alert)}
      </article>`;
  }

  /** Which of two versions is read: the one that stands, or the one that would follow it. */
  #versions() {
    const pending = this.history?.amendment;
    if (!pending) {
      return nothing;
    }
    return html`
      <div class="note" data-amendment=${pending.state}>${icon('edit')}<div class="stack-small">
        <p>${t(this.next ? 'next.read' : 'next.waits', { state: t(`alert.${pending.state}`) })}
          ${pending.narrows ? t('next.narrows') : nothing}</p>
        <div><button type="button" class="button" @click=${() => (this.next ? (this.next = null) : this.#readNext())}>${
          t(this.next ? 'next.standing' : 'next.show')}</button></div>
      </div></div>`;
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #content(alert) {
    return html`
        ${alert.containers.length === 0 ? nothing : html`<ul class="detail-boxes" aria-label=${t('alert.containers')}>
          ${alert.containers.map((one) => html`
            <li>${containerNumber(one.number, one.checkDigitValid)}${copyButton(one.number)}${
              isDraft(alert) ? nothing : lastChance(ranking.find(one.number)?.clock)}</li>`)}
        </ul>`}
        ${subjects(alert)}
        <div class="detail-act action-card action-card-${alert.actionOn}">
          <p class="detail-action">${actionMark(alert.actionOn)} ${dueClock(alert.dueAt)} ${clock(alert.validUntil)}</p>
          <p>${t(`action.${alert.actionOn}.todo`)}</p>
        </div>
        <div class="stack-small">
          <h2 id="alert-title" tabindex="-1">${foreign(alert.title)}</h2>
          ${alert.narrative ? html`<p class="read pre" dir="auto">${visible(alert.narrative)}</p>` : nothing}
        </div>
        <portal-alert-attachments .alert=${alert}></portal-alert-attachments>
        ${alert.state === 'released'
          ? html`<section class="stack-small" aria-labelledby="seen-by-title">
              <h3 id="seen-by-title">${t('who.title.released')}</h3>
              ${whoSees({ ...alert, persons: alert.persons ?? [] })}
            </section>`
          : nothing}
        ${isDraft(alert) ? givenAway(alert, this.history?.derivedFrom) : nothing}
        <portal-release .alert=${alert}></portal-release>
        <portal-alert-actions .alert=${alert}></portal-alert-actions>
        <portal-revocation .alert=${alert} .proposal=${this.history?.revocation ?? null}></portal-revocation>
        ${alert.state === 'released' ? html`<portal-alert-work .alert=${alert}></portal-alert-work>` : nothing}
        ${alert.state === 'released' ? html`<portal-related .alert=${alert}></portal-related>` : nothing}
        ${alert.releasedBy && alert.origin === session.data?.locode ? receipts(alert) : nothing}
        ${history(this.history)}`;
  }
}

/** @param {string} state */
function stateFlag(state) {
  switch (state) {
    case 'draft':
    case 'in-review':
      return html`<span class="flag flag-draft">${icon('seat', 'icon-small')}${t(`alert.${state}`)}</span>`;
    case 'revoked':
      return html`<span class="flag flag-critical">${icon('offline', 'icon-small')}${t('alert.revoked')}</span>`;
    default: return html`<span class="flag flag-good">${icon('check', 'icon-small')}${t('alert.released')}</span>`;
  }
}

/** Its day, by UTC, has passed. @param {import('./alerts-store.js').Alert} alert */
const reviewFlag = ({ state, reviewOn }) =>
  state === 'released' && reviewOn && reviewOn < new Date().toISOString().slice(0, 10)
    ? html`<span class="flag flag-warning" data-review-due>${icon('clock', 'icon-small')}${
        t('alert.review-due', { day: shortDay(reviewOn) })}</span>`
    : nothing;

/** @param {import('./alerts-store.js').Alert} alert */
const receipts = (alert) => html`
  <section class="stack-small" aria-labelledby="receipts-title">
    <h3 id="receipts-title">${t('receipts.title')}</h3>
    ${alert.receipts?.length
      ? html`<ul class="receipts">
          ${alert.receipts.map((one) => html`
            <li data-receipt=${one.port}>
              ${icon('check', 'icon-small')}
              <span>${members.portName(one.port)}</span>
              <span class="quiet">${tOr(`receipt.${one.state}`, one.state)}</span>
              <time class="quiet" datetime=${one.at} title=${moment(one.at)}>${after(alert.modified, one.at)}</time>
            </li>`)}
        </ul>`
      : html`<p class="quiet">${t(alert.tlp === 'RED' ? 'receipts.red' : 'receipts.none')}</p>`}
  </section>`;

/**
 * @param {string} from
 * @param {string} at
 */
function after(from, at) {
  const late = Date.parse(at) - Date.parse(from);
  return late < 1000 ? t('receipts.within') : t('receipts.after', { span: span(late) });
}

/** @param {import('./alerts-store.js').Alert} alert */
const facts = (alert) => html`
  <section class="stack-small" aria-labelledby="facts-title">
    <h3 id="facts-title">${t('facts.title')}</h3>
    <dl class="facts">
      ${fact('fact.origin', members.portName(alert.origin))}
      ${fact('fact.controller', members.organisationName(alert.controller))}
      ${fact('fact.kind', tOr(`kind.${alert.kind}`, alert.kind))}
      ${fact('fact.nature', t(`nature.${alert.nature}`))}
      ${fact('fact.grade', gradeWords(alert))}
      ${fact('fact.handling', `${alert.handlingCode}: ${t(`handling.${alert.handlingCode}.hint`)}`)}
      ${fact('fact.regime', t(`regime.${alert.regime}`))}
      ${fact('fact.legal-basis', alert.legalBasis)}
      ${fact('fact.valid-from', moment(alert.validFrom))}
      ${fact('fact.valid-until', alert.validUntil ? moment(alert.validUntil) : null)}
      ${fact('fact.due-at', alert.dueAt ? moment(alert.dueAt) : null)}
      ${alert.inReplyTo
        ? html`<div><dt>${t('fact.in-reply-to')}</dt><dd><a class="mono small" href=${alertPath(alert.inReplyTo)}
            data-route translate="no">${alert.inReplyTo}</a></dd></div>` : nothing}
      ${alert.wanted
        ? html`<div><dt>${t('fact.wanted-alert')}</dt><dd><a class="mono small" href=${alertPath(alert.wanted.alert)}
            data-route translate="no">${alert.wanted.alert}</a></dd></div>
          ${fact('fact.wanted-for', members.organisationNames(alert.wanted.recipients))}
          ${fact('fact.wanted-purpose', alert.wanted.purpose)}` : nothing}
      ${typeof alert.consent === 'boolean'
        ? fact('fact.consent', t(alert.consent ? 'form.consent.yes' : 'form.consent.no')) : nothing}
      ${fact('fact.review-on', alert.reviewOn ? shortDay(alert.reviewOn) : null)}
      ${fact('fact.modified', moment(alert.modified))}
      ${alert.signature
        ? html`<div><dt>${t('fact.signature')}</dt><dd><span class="flag ${
            alert.signature.valid ? 'flag-good' : 'flag-critical'}">${
            icon(alert.signature.valid ? 'check' : 'warning', 'icon-small')}${
            t(alert.signature.valid ? 'signature.valid' : 'signature.wrong', {
              port: members.portName(alert.signature.port),
            })}</span></dd></div>`
        : nothing}
      <div><dt>${t('fact.id')}</dt><dd class="mono small" translate="no">${alert.id}</dd></div>
    </dl>
  </section>`;

/**
 * @param {string} key
 * @param {string | null} value
 */
const fact = (key, value) =>
  value ? html`<div><dt>${t(key)}</dt><dd>${foreign(value)}</dd></div>` : nothing;

customElements.define('portal-alert', AlertDetail);
