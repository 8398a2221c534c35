import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Act } from './act.js';
import { get, write } from './api.js';
import { PortalElement } from './element.js';
import { choice, text } from './form-fields.js';
import { icon } from './icons.js';
import { listed, moment, t } from './i18n.js';
import { TLP, tlpMark } from './marks.js';
import { members } from './members.js';
import { seat } from './seats.js';
import { session } from './session.js';
import { empty, failed, loading } from './states.js';
import { say } from './voice.js';
import { work } from './work.js';

const PATH = '/api/intel/standing-releases';
const TYPES = ['receipt', 'look', 'collision'];
const CEILINGS = TLP.filter((tlp) => tlp !== 'RED');
const HALF_A_YEAR_MS = 182 * 86_400_000;

/** States in which something can still be done. */
const OPEN = ['proposed', 'running'];
const FLAGS = /** @type {Record<string, string>} */ ({ proposed: 'flag-warning', running: 'flag-good' });

/**
 * What machines of this port tell other ports of alerts: two people let it out, one stops it. Auditors read it.
 * @typedef {{id: string, type: string, audience: string[], ceiling: string, ends: string, state: string,
 *   proposedBy: string, proposedAt: string, approvedBy?: string, approvedAt?: string, withdrawnBy?: string,
 *   withdrawnAt?: string, withdrawnFrom?: string}} Release
 * @typedef {{type: string, audience: string[], ceiling: string, ends: string}} Proposal
 */
class Standing extends PortalElement {
  static properties = {
    releases: { state: true }, problem: { state: true }, over: { state: true }, proposal: { state: true },
    ending: { state: true }, from: { state: true },
  };
  #act = new Act(this);
  #read = '';

  constructor() {
    super();
    /** @type {Release[] | null} */
    this.releases = null;
    /** @type {import('./api.js').Problem | null} */
    this.problem = null;
    /** Whether those that hold no more are shown. */
    this.over = false;
    /** @type {Proposal | null} */
    this.proposal = null;
    /** Which one is being withdrawn. */
    this.ending = '';
    this.from = '';
  }

  watches() {
    return [members, session, work];
  }

  willUpdate() {
    const wanted = work.now ? JSON.stringify(work.now) : '';
    if (wanted && wanted !== this.#read) {
      this.#read = wanted;
      this.#fill();
    }
  }

  async #fill() {
    try {
      this.releases = (await get(session.drafts ? PATH : '/api/intel/audit/standing-releases')).items;
      this.problem = null;
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
  }

  render() {
    return html`
      <section class="card column" aria-labelledby="standing-title">
        <div class="column-head"><h2 id="standing-title" tabindex="-1">${t('standing.title')}</h2>
          <label class="choice-small"><input type="checkbox" .checked=${this.over}
            @change=${(/** @type {any} */ event) => (this.over = event.target.checked)}>${t('standing.over')}</label>
          ${session.drafts && !this.proposal
            ? html`<button type="button" class="button" @click=${this.#open}>${icon('plus', 'icon-small')}${
                t('standing.propose')}</button>` : nothing}
        </div>
        <div class="audit-part stack"><p class="quiet">${t('standing.text')}</p>
          ${this.problem ? failed(this.problem, () => this.#fill()) : nothing}
          ${this.proposal ? this.#form(this.proposal) : nothing}
          ${this.proposal || this.ending ? nothing : this.#act.refusal}</div>
        ${this.#rows()}
      </section>`;
  }

  #rows() {
    if (!this.releases) {
      return this.problem ? nothing : loading(t('standing.loading'), 3);
    }
    const shown = this.releases.filter((one) => this.over || OPEN.includes(one.state));
    if (shown.length === 0) {
      return empty(t('standing.empty'), t('standing.empty.text'));
    }
    return html`<ul aria-labelledby="standing-title">
      ${repeat(shown, (one) => one.id, (one) => this.#release(one))}</ul>`;
  }

  /** @param {Release} one */
  #release(one) {
    return html`
      <li class="notice" data-standing=${one.id} data-type=${one.type} data-state=${one.state} tabindex="-1">
        <p><strong id="standing-${one.id}">${t(`standing.type.${one.type}`)}</strong>
          <span class="flag ${FLAGS[one.state] ?? ''}">${icon(FLAGS[one.state] === 'flag-good' ? 'check' : 'clock', 'icon-small')}${
            t(`standing.state.${one.state}`)}</span></p>
        <p>${t('standing.to', { ports: ports(one.audience) })} <span>${t('standing.up-to')} ${tlpMark(one.ceiling)}</span></p>
        <p class="quiet">${t('standing.until')} <time datetime=${one.ends}>${moment(one.ends)}</time></p>
        <ul class="seats">
          ${seat(t('standing.proposed-by'), actor(one.proposedBy), one.proposedAt, 'proposer')}
          ${one.approvedBy || one.state === 'proposed'
            ? seat(t('standing.approved-by'), one.approvedBy ? actor(one.approvedBy) : null, one.approvedAt ?? null, 'approver')
            : nothing}
          ${one.withdrawnBy
            ? seat(t('standing.withdrawn-by', { time: moment(String(one.withdrawnFrom)) }), actor(one.withdrawnBy),
              one.withdrawnAt ?? null, 'withdrawer') : nothing}
        </ul>
        ${session.drafts && OPEN.includes(one.state) ? this.#acts(one) : nothing}
      </li>`;
  }

  /** @param {Release} one */
  #acts(one) {
    if (this.ending === one.id) {
      return this.#end(one);
    }
    const own = one.proposedBy === session.data?.person;
    return html`
      ${one.state === 'proposed'
        ? html`<p class="note">${icon('seat')}<span>${t(own ? 'standing.not-own' : 'standing.follows', {
          ports: ports(one.audience),
        })}</span></p>` : nothing}
      <div class="form-end">
        ${one.state === 'proposed' && !own && session.releases
          ? this.#act.button(t('standing.approve'), () => this.#done(`${one.id}/approval`, undefined, 'standing.approved'), 'button-main')
          : nothing}
        <button type="button" class="button" aria-expanded="false" aria-describedby="standing-${one.id}" @click=${() => {
          this.ending = one.id;
          this.from = '';
          this.#act.anew();
          this.updateComplete.then(() => this.#focus('#field-from'));
        }}>${t('standing.withdraw')}</button>
      </div>`;
  }

  /** @param {Release} one */
  #end(one) {
    return html`
      ${text({
        name: 'from', label: t('standing.from'), hint: t('standing.from.hint'), type: 'datetime-local', short: true,
        value: this.from, error: this.#wrong('from'), change: (value) => (this.from = value),
      })}
      ${this.#act.refusal}
      <div class="form-end">
        ${this.#act.button(t(this.from ? 'standing.shorten' : 'standing.withdraw.now'), () => this.#done(`${one.id}/withdrawal`,
          this.from ? { from: new Date(this.from).toISOString() } : {}, 'standing.withdrawn'), 'button-main')}
        <button type="button" class="button button-plain" @click=${() => {
          this.ending = '';
          this.#act.anew();
          this.updateComplete.then(() => this.#focus(`[data-standing="${one.id}"]`));
        }}>${t('form.cancel')}</button>
      </div>`;
  }

  #open() {
    this.#act.anew();
    this.proposal = {
      type: 'receipt', audience: [], ceiling: 'AMBER',
      ends: new Date(Date.now() + HALF_A_YEAR_MS).toISOString().slice(0, 10),
    };
    this.updateComplete.then(() => this.#focus('#field-type input'));
  }

  /** @param {Proposal} proposal */
  #form(proposal) {
    const put = (/** @type {Partial<Proposal>} */ part) => (this.proposal = { ...proposal, ...part });
    const wrong = this.#wrong('audience');
    return html`
      <section class="two-people" aria-labelledby="standing-new">
        <h3 id="standing-new">${t('standing.new')}</h3>
        ${choice({
          name: 'type', label: t('standing.type'), value: proposal.type, error: this.#wrong('type'),
          options: TYPES.map((value) => ({ value, label: t(`standing.type.${value}`) })), choose: (type) => put({ type }),
        })}
        <fieldset class="field group ${wrong ? 'field-wrong' : ''}" id="field-audience">
          <legend>${t('standing.audience')}</legend>
          ${wrong ? html`<p class="error-text">${icon('warning', 'icon-small')}<span>${wrong}</span></p>` : nothing}
          ${(session.data?.ports ?? []).filter((port) => port.locode !== session.data?.locode).map((port) => html`
            <label class="choice"><input type="checkbox" value=${port.locode} .checked=${proposal.audience.includes(port.locode)}
              @change=${(/** @type {any} */ event) => put({
                audience: event.target.checked ? [...proposal.audience, port.locode]
                  : proposal.audience.filter((other) => other !== port.locode),
              })}><span class="choice-label">${members.portName(port.locode)}</span></label>`)}
        </fieldset>
        ${choice({
          name: 'ceiling', label: t('standing.ceiling'), hint: t('standing.ceiling.hint'), value: proposal.ceiling,
          error: this.#wrong('ceiling'), columns: true,
          options: CEILINGS.map((value) => ({ value, label: tlpMark(value) })), choose: (ceiling) => put({ ceiling }),
        })}
        ${text({
          name: 'ends', label: t('standing.ends'), hint: t('standing.ends.hint'), type: 'date', short: true,
          value: proposal.ends, error: this.#wrong('ends'), change: (ends) => put({ ends }),
        })}
        <p class="note">${icon('seat')}<span>${t('standing.second')}</span></p>
        ${this.#act.refusal}
        <div class="form-end">
          ${this.#act.button(t('standing.propose'), () => this.#done('', {
            ...proposal, ends: proposal.ends ? new Date(`${proposal.ends}T23:59:00`).toISOString() : null,
          }, 'standing.proposed'), 'button-main')}
          <button type="button" class="button button-plain" @click=${() => {
            this.proposal = null;
            this.#act.anew();
            this.updateComplete.then(() => this.#focus('#standing-title'));
          }}>${t('form.cancel')}</button>
        </div>
      </section>`;
  }

  /** What the service says of a field, beside it. @param {string} name */
  #wrong(name) {
    return this.#act.problem?.errors.find((one) => one.field.split('[')[0] === name)?.detail;
  }

  /**
   * @param {string} where
   * @param {unknown} body
   * @param {string} words
   */
  async #done(where, body, words) {
    const answer = await this.#act.run((key) => write('POST', where ? `${PATH}/${where}` : PATH, body, key));
    if (answer) {
      this.proposal = null;
      this.ending = '';
      say(t(words));
    }
    // after a refusal too it shows how it stands now
    await this.#fill();
    if (answer) {
      await this.updateComplete;
      this.#focus(`[data-standing="${answer.id}"]`, '#standing-title');
    }
  }

  /** @param {string[]} places the first that is there */
  #focus(...places) {
    const place = places.map((one) => this.querySelector(one)).find(Boolean);
    /** @type {HTMLElement | undefined} */ (place ?? undefined)?.focus();
  }
}

/** @param {string} person as their agency asserts them, agency:id */
const actor = (person) => ({ person, organisation: person.split(':')[0] });

/** @param {string[]} locodes */
const ports = (locodes) => listed(locodes.map((one) => members.portName(one)));

customElements.define('portal-standing', Standing);
