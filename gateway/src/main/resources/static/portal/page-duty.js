import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Act } from './act.js';
import { get, write } from './api.js';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { moment, span, t, tCount, tOr } from './i18n.js';
import { members } from './members.js';
import { alertPath } from './router.js';
import { empty, failed, loading } from './states.js';
import { ticker } from './ticker.js';
import { say } from './voice.js';
import { work } from './work.js';
import { workFirst } from './work-form.js';
import './rota.js';
import './standing.js';

/**
 * What the duty desk was told of, and who is on duty. A notice says that something needs somebody, never what.
 * @typedef {{id: string, kind: string, about: string, port: string, by?: string, happenedAt: string, dueAt?: string,
 *   toldAt?: string, escalatedAt?: string, acknowledgedAt?: string, acknowledgedBy?: string, looks?: number}} Notice
 */
class DutyPage extends PortalElement {
  static properties = { notices: { state: true }, next: { state: true }, problem: { state: true }, taken: { state: true } };
  #act = new Act(this);
  #read = '';

  constructor() {
    super();
    /** @type {Notice[] | null} */
    this.notices = null;
    /** @type {string | null} */
    this.next = null;
    /** @type {import('./api.js').Problem | null} */
    this.problem = null;
    /** Whether the ones that somebody has taken on are shown. */
    this.taken = false;
  }

  watches() {
    return [members, ticker, work];
  }

  willUpdate() {
    const wanted = work.now ? JSON.stringify([work.now, this.taken]) : '';
    if (wanted && wanted !== this.#read) {
      this.#read = wanted;
      this.#fill();
    }
  }

  /** @param {string} [cursor] of the page that is read, the first one when absent */
  async #fill(cursor) {
    const wanted = this.#read;
    try {
      const answer = await get('/api/intel/duty/notices', {
        state: this.taken ? 'acknowledged' : 'open', ...(cursor && { cursor }),
      });
      if (wanted !== this.#read) {
        return;
      }
      this.notices = [...(cursor ? this.notices ?? [] : []), ...answer.items];
      this.next = answer.next ?? null;
      this.problem = null;
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
  }

  async #more() {
    const before = this.notices?.length ?? 0;
    await this.#fill(this.next ?? undefined);
    const first = this.notices?.[before];
    if (first) {
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector(`[data-notice="${first.id}"]`))?.focus();
    }
  }

  render() {
    return html`
      <div class="page-head"><div class="stack-small">
        <h1 tabindex="-1">${t('duty.title')}</h1><p class="quiet">${t('duty.text')}</p>
      </div></div>
      ${work.now ? html`<div class="audit">${this.#list()}<portal-rota></portal-rota>
        <portal-standing></portal-standing></div>` : workFirst()}`;
  }

  #list() {
    return html`
      <section class="card column" aria-labelledby="notices-title">
        <div class="column-head"><h2 id="notices-title">${t('duty.notices')}</h2>
          <label class="choice-small"><input type="checkbox" .checked=${this.taken}
            @change=${(/** @type {Event} */ event) =>
              (this.taken = /** @type {HTMLInputElement} */ (event.target).checked)}>${t('duty.taken')}</label>
        </div>
        ${this.problem ? failed(this.problem, () => this.#fill()) : nothing}
        ${this.#act.refusal}
        ${this.#rows()}
      </section>`;
  }

  #rows() {
    if (!this.notices) {
      return this.problem ? nothing : loading(t('duty.loading'), 4);
    }
    if (this.notices.length === 0) {
      return empty(t('duty.empty'), t('duty.empty.text'));
    }
    return html`<ul data-list aria-labelledby="notices-title">
      ${repeat(this.notices, (one) => one.id, (one) => this.#notice(one))}</ul>
      ${this.next
        ? html`<div class="more"><button type="button" class="button" @click=${() => this.#more()}>${
            t('alerts.more')}</button></div>`
        : nothing}`;
  }

  /** @param {Notice} one */
  #notice(one) {
    const late = one.dueAt ? Date.parse(one.dueAt) - Date.now() : null;
    return html`
      <li class="notice" data-notice=${one.id} data-kind=${one.kind} data-item tabindex="-1">
        <p><strong>${tOr(`duty.kind.${one.kind}`, one.kind)}</strong>
          ${one.escalatedAt
            ? html`<span class="flag flag-critical">${icon('warning', 'icon-small')}${t('duty.escalated')}</span>`
            : nothing}</p>
        <p class="quiet">${members.portName(one.port)} ·
          <time datetime=${one.happenedAt}>${moment(one.happenedAt)}</time>
          ${one.by ? html`· ${t(one.kind === 'collision' ? 'duty.by.collision' : 'duty.by', {
            organisation: members.organisationName(one.by),
          })}` : nothing}
          ${one.looks ? html`· ${tCount('duty.looks', one.looks)}` : nothing}</p>
        ${late === null ? nothing : html`<p class="clock clock-${late <= 0 ? 'over' : 'warning'}">${
          icon('clock', 'icon-small')}<time datetime=${one.dueAt ?? ''} title=${moment(String(one.dueAt))}>${late <= 0
            ? t('clock.over') : t('clock.left', { span: span(late) })}</time></p>`}
        <div class="form-end">
          ${one.kind === 'rota-change' ? nothing
            : html`<a class="button" href=${alertPath(one.about)} data-route>${t('duty.open')}</a>`}
          ${one.acknowledgedAt
            ? html`<span class="flag flag-good">${icon('check', 'icon-small')}${
                t('duty.taken.by', { person: one.acknowledgedBy ?? '', time: moment(one.acknowledgedAt) })}</span>`
            : this.#act.button(t('duty.take'), () => this.#take(one), 'button-main')}
        </div>
      </li>`;
  }

  /** @param {Notice} one */
  async #take(one) {
    const answer = await this.#act.run((key) =>
      write('POST', `/api/intel/duty/notices/${encodeURIComponent(one.id)}/acknowledgement`, undefined, key));
    if (answer) {
      this.notices = (this.notices ?? []).map((other) => (other.id === one.id ? answer : other));
      say(t('duty.took'));
    }
  }
}

customElements.define('portal-duty', DutyPage);
