import { html, nothing } from 'lit';
import { Act } from './act.js';
import { get, write } from './api.js';
import { PortalElement } from './element.js';
import { foreign } from './foreign.js';
import { icon } from './icons.js';
import { moment, t, weekday } from './i18n.js';
import { session } from './session.js';
import { failed, loading } from './states.js';
import { say } from './voice.js';

/**
 * Who is told when, as a plan of one week; officers write it.
 * @typedef {{weekday: number, from: string, until: string, level: number, email?: string, webhook?: string}} Shift
 * @typedef {{zone: string, shifts: Shift[]}} Week
 * @typedef {Week & {waiting?: Week & {id: string, proposedBy: string, proposedAt: string}}} Plan
 */
class Rota extends PortalElement {
  static properties = { plan: { state: true }, problem: { state: true }, writing: { state: true } };
  #act = new Act(this);

  constructor() {
    super();
    /** @type {Plan | null} */
    this.plan = null;
    /** @type {Plan | null} */
    this.writing = null;
    /** @type {import('./api.js').Problem | null} */
    this.problem = null;
  }

  watches() {
    return [session];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#read();
  }

  async #read() {
    try {
      this.plan = await get('/api/intel/duty/rota');
      this.problem = null;
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
  }

  render() {
    return html`
      <section class="card stack audit-logs" aria-labelledby="rota-title">
        <h2 id="rota-title">${t('rota.title')}</h2>
        ${this.problem ? failed(this.problem, () => this.#read()) : nothing}
        ${this.plan ? (this.writing ? this.#form(this.writing) : this.#shown(this.plan))
          : this.problem ? nothing : loading(t('rota.loading'), 2)}
        <p class="hint small">${t('rota.text')}</p>
      </section>`;
  }

  /** @param {Plan} plan */
  #shown(plan) {
    return html`
      ${week(plan)}
      ${plan.waiting ? this.#waiting(plan.waiting) : nothing}
      ${session.releases
        ? html`<div><button type="button" class="button" @click=${() => (this.writing = structuredClone(plan))}>${
            t('rota.change')}</button></div>`
        : nothing}`;
  }

  /** @param {NonNullable<Plan['waiting']>} change */
  #waiting(change) {
    return html`
      <section class="stack-small" aria-labelledby="rota-waiting" data-rota-waiting=${change.id}>
        <h3 id="rota-waiting">${t('rota.waiting')}</h3>
        <p class="flag flag-warning">${icon('warning', 'icon-small')}<span>${t('rota.waiting.by', {
          person: change.proposedBy, time: moment(change.proposedAt),
        })}</span></p>
        ${week(change)}
        ${this.#act.refusal}
        ${session.releases
          ? html`<div>${this.#act.button(t('rota.confirm'), () => this.#confirm(change.id))}</div>` : nothing}
      </section>`;
  }

  /** @param {string} id */
  async #confirm(id) {
    const answer = await this.#act.run((key) =>
      write('POST', `/api/intel/duty/rota/changes/${encodeURIComponent(id)}/confirmation`, undefined, key));
    if (answer) {
      this.plan = answer;
      say(t('rota.saved'));
    }
  }

  /** @param {Plan} plan */
  #form(plan) {
    const put = (/** @type {number} */ at, /** @type {Partial<Shift>} */ part) => (this.writing = {
      ...plan, shifts: plan.shifts.map((one, index) => (index === at ? { ...one, ...part } : one)),
    });
    return html`
      ${plan.shifts.map((one, at) => html`
        <fieldset class="shift stack-small"><legend class="unseen">${t('rota.shift')}</legend>
          <label>${t('rota.weekday')}<select class="input" @change=${(/** @type {any} */ event) =>
            put(at, { weekday: Number(event.target.value) })}>
            ${[1, 2, 3, 4, 5, 6, 7].map((day) => html`
              <option value=${day} ?selected=${day === one.weekday}>${weekday(day)}</option>`)}</select></label>
          <div class="shift-hours">${/** @type {const} */ (['from', 'until']).map((name) => html`
            <label>${t(`rota.${name}`)}<input class="input" type="time" .value=${one[name]}
              @change=${(/** @type {any} */ event) => put(at, { [name]: event.target.value })}></label>`)}</div>
          <label>${t('rota.level')}<select class="input" @change=${(/** @type {any} */ event) =>
            put(at, { level: Number(event.target.value) })}>
            ${[1, 2].map((level) => html`<option value=${level} ?selected=${level === one.level}>${
              t(`rota.level.${level}`)}</option>`)}</select></label>
          <label>${t('rota.email')}<input class="input" type="email" maxlength="200" .value=${one.email ?? ''}
            @change=${(/** @type {any} */ event) => put(at, { email: event.target.value.trim() || undefined })}></label>
          <label>${t('rota.webhook')}<input class="input" type="url" maxlength="500" .value=${one.webhook ?? ''}
            @change=${(/** @type {any} */ event) => put(at, { webhook: event.target.value.trim() || undefined })}></label>
          <div><button type="button" class="button button-plain" @click=${() => (this.writing = {
            ...plan, shifts: plan.shifts.filter((_, index) => index !== at),
          })}>${icon('close', 'icon-small')}${t('rota.remove')}</button></div>
        </fieldset>`)}
      ${this.#act.refusal}
      <div class="form-end">
        <button type="button" class="button" @click=${() => (this.writing = {
          ...plan, shifts: [...plan.shifts, { weekday: 1, from: '08:00', until: '18:00', level: 1 }],
        })}>${icon('plus', 'icon-small')}${t('rota.add')}</button>
        ${this.#act.button(t('rota.save'), () => this.#save(plan), 'button-main')}
        <button type="button" class="button button-plain" @click=${() => (this.writing = null)}>${t('form.cancel')}</button>
      </div>`;
  }

  /** @param {Plan} plan */
  async #save(plan) {
    const zone = plan.zone.includes('/') ? plan.zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
    const answer = await this.#act.run((key) => write('PUT', '/api/intel/duty/rota', { zone, shifts: plan.shifts }, key));
    if (answer) {
      this.plan = answer;
      this.writing = null;
      say(t(answer.waiting ? 'rota.waits' : 'rota.saved'));
    }
  }
}

/** @param {Week} plan */
function week(plan) {
  return plan.shifts.length === 0
    ? html`<p class="flag flag-warning">${icon('warning', 'icon-small')}<span>${t('rota.none')}</span></p>`
    : html`<ul class="stack-small">${plan.shifts.map((one) => html`
        <li class="log"><strong>${weekday(one.weekday)} ${one.from}–${one.until === '00:00' ? '24:00' : one.until}</strong>
          <span>${t(`rota.level.${one.level}`)}</span>
          ${[one.email, one.webhook].filter(Boolean).map((to) => html`
            <span class="small" translate="no">${foreign(String(to))}</span>`)}</li>`)}</ul>
      <p class="quiet small">${t('rota.zone')}: <span translate="no">${plan.zone}</span></p>`;
}

customElements.define('portal-rota', Rota);
