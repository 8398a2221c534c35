import { html, nothing } from 'lit';
import { Act } from './act.js';
import { again } from './alerts-store.js';
import { get, write } from './api.js';
import { localMinute } from './draft.js';
import { PortalElement } from './element.js';
import { foreign, visible } from './foreign.js';
import { select, text } from './form-fields.js';
import { icon } from './icons.js';
import { moment, number, t, tOr } from './i18n.js';
import { members } from './members.js';
import { named } from './person.js';
import { ranking } from './ranking-store.js';
import { session } from './session.js';
import { say } from './voice.js';

/**
 * What its readers did with an alert: read it, saw the box, put it off, found it not theirs.
 * @typedef {{acknowledgements: {organisation: string, person?: string | null, version: number, at: string}[],
 *   disposition?: {state: string, until?: string | null, reason: string, person: string,
 *     confirmedBy?: string | null, at: string} | null}} State
 * @typedef {{id: string, port: string, state: string, organisation: string, person?: string | null, at: string,
 *   place: string, outcome: string, note: string}} Sighting
 */

const OUTCOMES = ['seen', 'controlled-nothing-found', 'controlled-found', 'gone'];

/** For how long it may be put off, in hours. */
const SNOOZES = [1, 4, 24];

const HOUR_MS = 3_600_000;

/** Said by one, so it holds for that one alone. @param {State['disposition']} disposition */
const alone = (disposition) => disposition?.state === 'not-ours' && !disposition.confirmedBy;

class AlertWork extends PortalElement {
  static properties = {
    alert: { attribute: false },
    state: { state: true },
    sightings: { state: true },
    open: { state: true },
    draft: { state: true },
    errors: { state: true },
  };

  #act = new Act(this);

  constructor() {
    super();
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
    /** @type {State | null} */
    this.state = null;
    /** @type {Sighting[]} */
    this.sightings = [];
    /** @type {'' | 'sighting' | 'snoozed' | 'not-ours'} */
    this.open = '';
    /** @type {Record<string, string>} */
    this.draft = {};
    /** @type {Record<string, string>} */
    this.errors = {};
  }

  watches() {
    return [session, members];
  }

  willUpdate(/** @type {Map<string, any>} */ changed) {
    if (changed.has('alert') && changed.get('alert')?.id !== this.alert?.id) {
      this.state = null;
      this.sightings = [];
      this.#close();
      this.#act.anew();
      this.#read();
    }
  }

  /** @param {string} act */
  #path(act) {
    return `/api/intel/alerts/${encodeURIComponent(this.alert?.id ?? '')}${act}`;
  }

  async #read() {
    const { alert } = this;
    if (!alert) {
      return;
    }
    const { id } = alert;
    // The alert is worth reading without what others did with it.
    const [state, sightings] = await Promise.allSettled([get(this.#path('/work')), get(this.#path('/sightings'))]);
    if (id === this.alert?.id) {
      this.state = state.status === 'fulfilled' ? state.value : null;
      this.sightings = sightings.status === 'fulfilled' ? sightings.value.items : [];
    }
  }

  render() {
    const { alert, state } = this;
    if (!alert || !state) {
      return nothing;
    }
    return html`
      <section class="stack-small" aria-labelledby="work-title" data-work>
        <h3 id="work-title">${t('handled.title')}</h3>
        ${this.#said(state)}
        ${this.sightings.length
          ? html`<ul class="history">${this.sightings.map((one) => this.#sighting(alert, one))}</ul>` : nothing}
        ${session.drafts ? this.#acts(alert, state) : nothing}
      </section>`;
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {Sighting} one
   */
  #sighting(alert, one) {
    const port = members.portName(alert.origin);
    const mine = one.person && one.person === session.data?.person;
    // Of an alert of this port only that nothing was found waits for a second person; it goes nowhere.
    const second = alert.origin === session.data?.locode ? 'confirm' : 'send';
    const waits = second === 'confirm' ? 'handled.sighting.waiting.here' : 'handled.sighting.waiting';
    return html`
      <li data-sighting=${one.outcome} data-state=${one.state}>
        <time class="quiet" datetime=${one.at}>${moment(one.at)}</time>
        <span><strong>${tOr(`outcome.${one.outcome}`, one.outcome)}</strong> ${foreign(one.place)}</span>
        <span>${members.organisationName(one.organisation)}, ${members.portName(one.port)}
          ${one.person ? named(one.person, 'quiet') : nothing}</span>
        ${one.note ? html`<span dir="auto">${visible(one.note)}</span>` : nothing}
        ${one.state === 'waiting' || one.state === 'sent'
          ? html`<span class="hint">${t(one.state === 'sent' ? 'handled.sighting.sent' : waits, { port })}</span>`
          : nothing}
        ${one.state === 'waiting' && session.releases && !mine
          ? html`<span>${this.#act.button(t(`handled.sighting.${second}`, { port }), () => this.#done(
              (key) => write('POST', this.#path(`/sightings/${one.id}/release`), undefined, key),
              `handled.sighting.${second}.done`, { port }))}</span>` : nothing}
      </li>`;
  }

  /** @param {State} state */
  #said({ acknowledgements, disposition }) {
    return html`
      <ul class="receipts">${acknowledgements.map((one) => html`
        <li data-acknowledged=${one.organisation}>${icon('check', 'icon-small')}
          <span>${t('handled.read', { organisation: members.organisationName(one.organisation) })}</span>
          ${one.person ? named(one.person, 'quiet small') : nothing}
          <time class="quiet" datetime=${one.at}>${moment(one.at)}</time>
          <span class="quiet">${t('history.version', { version: number(one.version) })}</span></li>`)}</ul>
      ${disposition && disposition.state !== 'open'
        ? html`<p class="note" data-disposition=${disposition.state}>${icon('clock')}<span>${
            t(alone(disposition) ? 'handled.not-ours.alone' : `handled.${disposition.state}`,
              { until: disposition.until ? moment(disposition.until) : '' })}
            <bdi>${visible(disposition.reason)}</bdi> ${named(disposition.person, 'quiet small')}
            ${disposition.confirmedBy ? named(disposition.confirmedBy, 'quiet small') : nothing}</span></p>`
        : nothing}`;
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {State} state
   */
  #acts(alert, state) {
    const read = state.acknowledgements.some((one) =>
      one.organisation === session.data?.organisation && one.version === alert.version);
    const { disposition } = state;
    const away = disposition && disposition.state !== 'open';
    const second = alone(disposition) && disposition?.person !== session.data?.person;
    return html`
      ${this.#act.refusal}
      ${this.open ? this.#form(alert) : html`<div class="form-end">
        ${read ? nothing : this.#act.button(t('handled.acknowledge'), () => this.#done(
          (key) => write('POST', this.#path('/acknowledgement'), undefined, key), 'handled.acknowledge.done'))}
        ${this.#opens('sighting')}
        ${away
          ? html`${this.#act.button(t('handled.open'), () => this.#sort({ state: 'open' }))}
              ${second ? this.#opens('not-ours') : nothing}`
          : html`${this.#opens('snoozed')}${this.#opens('not-ours')}`}
      </div>`}`;
  }

  /** @param {'sighting' | 'snoozed' | 'not-ours'} what */
  #opens(what) {
    return html`<button type="button" class="button" data-opens=${what} @click=${() => {
      this.open = what;
      this.draft = { at: localMinute(Date.now()), outcome: 'seen', hours: '4' };
    }}>${t(`handled.${what}.open`)}</button>`;
  }

  #close() {
    this.open = '';
    this.draft = {};
    this.errors = {};
  }

  /** @param {import('./alerts-store.js').Alert} alert */
  #form(alert) {
    const field = (/** @type {string} */ name, /** @type {object} */ more = {}) => text({
      name, label: t(`handled.${name}`), error: this.errors[name], value: this.draft[name] ?? '',
      change: (value) => (this.draft = { ...this.draft, [name]: value }), ...more,
    });
    const choose = (/** @type {string} */ name, /** @type {{value: string, label: string}[]} */ options) => select({
      name, label: t(`handled.${name}`), value: this.draft[name], options,
      choose: (value) => (this.draft = { ...this.draft, [name]: value }),
    });
    return html`
      <form class="two-people" novalidate @submit=${this.#submit} data-form=${this.open}>
        <p class="field-name">${t(`handled.${this.open}.open`)}</p>
        <p class="hint">${t(this.open !== 'sighting' ? `handled.${this.open}.hint`
          : alert.actionOn === 'observe' ? 'handled.sighting.silent'
            : alert.origin === session.data?.locode ? 'handled.sighting.hint.here' : 'handled.sighting.hint')}</p>
        ${this.open === 'sighting'
          ? html`<div class="form-pair">
              ${field('at', { type: 'datetime-local', short: true })}${field('place', { limit: 100 })}</div>
              ${choose('outcome', OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })))}
              ${field('note', { rows: 2, limit: 2000 })}`
          : html`${this.open === 'snoozed'
              ? choose('hours', SNOOZES.map((hours) => ({ value: String(hours), label: t(`handled.hours.${hours}`) })))
              : nothing}
            ${field('reason', { rows: 2, limit: 500 })}`}
        <div class="form-end">
          <button class="button button-main" aria-disabled=${this.#act.busy ? 'true' : 'false'}>${t('handled.save')}</button>
          <button type="button" class="button" @click=${() => this.#close()}>${t('form.cancel')}</button>
        </div>
      </form>`;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const { at = '', place = '', outcome, note = '', reason = '', hours } = this.draft;
    const missing = this.open === 'sighting' ? (place.trim() ? '' : 'place')
      : this.open === 'not-ours' && !reason.trim() ? 'reason' : '';
    this.errors = missing ? { [missing]: t(`handled.${missing}.missing`) } : {};
    if (missing) {
      this.updateComplete.then(() =>
        /** @type {HTMLElement | null} */ (this.querySelector(`#field-${missing}`))?.focus());
      return;
    }
    if (this.open === 'sighting') {
      this.#done((key) => write('POST', this.#path('/sightings'), {
        at: new Date(at).toISOString(), place: place.trim(), outcome, ...(note.trim() ? { note: note.trim() } : {}),
      }, key), 'handled.sighting.done');
    } else {
      this.#sort({
        state: this.open, ...(reason.trim() ? { reason: reason.trim() } : {}),
        ...(this.open === 'snoozed'
          ? { until: this.#until(Number(hours)) } : {}),
      });
    }
  }

  /**
   * Not past the end of the alert, nor past the last chance to control one of its boxes as far as it is known here.
   * @param {number} hours
   */
  #until(hours) {
    const { alert } = this;
    const now = Date.now();
    const ends = [alert?.validUntil, alert?.dueAt, ...(alert?.containers ?? []).map((one) => ranking.find(one.number)?.clock?.at)]
      .map((end) => Date.parse(end ?? ''))
      .filter((end) => end > now);
    return new Date(Math.min(now + hours * HOUR_MS, ...ends)).toISOString();
  }

  /** @param {object} disposition */
  #sort(disposition) {
    const sorted = { ...disposition, version: this.alert?.version };
    this.#done((key) => write('PUT', this.#path('/disposition'), sorted, key), 'handled.sorted');
  }

  /**
   * @param {(key: string) => Promise<unknown>} act
   * @param {string} words
   * @param {Record<string, string>} [values]
   */
  async #done(act, words, values = {}) {
    const { alert } = this;
    await this.#act.run(act);
    if (!this.#act.problem && alert) {
      this.#close();
      say(t(words, values));
      await Promise.all([this.#read(), again(alert)]);
    }
  }
}

customElements.define('portal-alert-work', AlertWork);
