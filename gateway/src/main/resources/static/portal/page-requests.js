import { html, nothing } from 'lit';
import { readAlert, released } from './alerts-store.js';
import { get } from './api.js';
import { compose } from './composer.js';
import { PortalElement } from './element.js';
import { foreign } from './foreign.js';
import { icon } from './icons.js';
import { moment, t, tOr } from './i18n.js';
import { dueClock } from './marks.js';
import { members } from './members.js';
import { alertPath } from './router.js';
import { session } from './session.js';
import { empty, failed, loading } from './states.js';
import { ticker } from './ticker.js';
import { say } from './voice.js';
import { work } from './work.js';
import { workFirst } from './work-form.js';

/**
 * Questions between ports, each with its clock. People answer them; nothing here says by itself whether something
 * is known.
 * @typedef {{id: string, kind: string, origin: string, controller: string, dueAt: string, asked: string[],
 *   concerns?: string, recipients: string[], ports: {port: string, answeredAt?: string}[],
 *   answers: {id: string, port: string, at: string, consent?: boolean}[]}} Request
 */
class RequestsPage extends PortalElement {
  static properties = { lists: { state: true }, problem: { state: true } };
  #read = '';

  constructor() {
    super();
    /** @type {Record<'in' | 'out', Request[]> | null} */
    this.lists = null;
    /** @type {import('./api.js').Problem | null} */
    this.problem = null;
  }

  watches() {
    return [members, released, session, ticker, work];
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
      const [asked, asking] = await Promise.all(
        ['in', 'out'].map((direction) => get('/api/intel/requests', { direction })));
      this.lists = { in: asked.items, out: asking.items };
      this.problem = null;
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
  }

  render() {
    return html`
      <div class="page-head"><div class="stack-small">
        <h1 tabindex="-1">${t('requests.title')}</h1><p class="quiet">${t('requests.text')}</p></div>
        ${work.now && session.drafts
          ? html`<button type="button" class="button button-main" data-opens="request" @click=${() =>
              compose('new', null, { kind: 'request-for-information' })}>${
              icon('plus', 'icon-small')}${t('requests.ask')}</button>`
          : nothing}
      </div>
      ${work.now ? this.#both() : workFirst()}`;
  }

  #both() {
    if (!this.lists) {
      return this.problem ? failed(this.problem, () => this.#fill()) : loading(t('requests.loading'), 4);
    }
    const { lists } = this;
    return html`
      ${this.problem ? failed(this.problem, () => this.#fill()) : nothing}
      <div class="today">${/** @type {const} */ (['in', 'out']).map((direction) => html`
        <section class="card column" aria-labelledby="requests-${direction}" data-requests=${direction}>
          <div class="column-head"><h2 id="requests-${direction}">${t(`requests.${direction}`)}</h2></div>
          ${lists[direction].length === 0
            ? empty(t('requests.empty'), t(`requests.${direction}.empty`))
            : html`<ul data-list aria-labelledby="requests-${direction}">${
                lists[direction].map((one) => row(one, direction))}</ul>`}
        </section>`)}</div>`;
  }
}

/**
 * @param {Request} one
 * @param {'in' | 'out'} direction
 */
function row(one, direction) {
  const known = released.find(one.id);
  const due = one.ports.filter((asked) => !asked.answeredAt).map((asked) => members.portName(asked.port));
  return html`
    <li class="notice" data-request=${one.id} data-kind=${one.kind}>
      <p class="flag">${tOr(`kind.${one.kind}`, one.kind)}</p>
      <p class="detail-action"><a href=${alertPath(one.id)} data-route data-item>${
        known?.title ? foreign(known.title) : t('requests.open')}</a>
        ${due.length ? dueClock(one.dueAt) : nothing}</p>
      <p class="quiet">${t('requests.from', {
        port: members.portName(one.origin), organisation: members.organisationName(one.controller),
      })}</p>
      <p class="quiet">${t('requests.asked', { organisations: members.organisationNames(one.asked) })}</p>
      ${direction === 'out' && due.length
        ? html`<p class="quiet" data-due>${t('requests.due', { ports: due.join(', ') })}</p>` : nothing}
      ${one.concerns ? html`
        <p class="quiet">${t('requests.for', { organisations: members.organisationNames(one.recipients) })}
          <a href=${alertPath(one.concerns)} data-route>${t('requests.concerns')}</a></p>` : nothing}
      ${one.answers.map((answer) => html`
        <p class="flag ${answer.consent === false ? 'flag-warning' : 'flag-good'}" data-consent=${answer.consent ?? nothing}>${
          icon(answer.consent === false ? 'warning' : 'check', 'icon-small')}<a href=${alertPath(answer.id)} data-route>${
          t(answered(answer.consent), { port: members.portName(answer.port), time: moment(answer.at) })}</a></p>`)}
      ${direction === 'out' && session.drafts && one.answers.some((answer) => answer.consent)
        ? html`<p><button type="button" class="button" data-opens="edition" @click=${() => writeEdition(one)}>${
            icon('copy', 'icon-small')}${t('requests.edition')}</button></p>` : nothing}
    </li>`;
}

/** @param {boolean | undefined} consent */
function answered(consent) {
  return consent === undefined ? 'requests.answered' : consent ? 'requests.yes' : 'requests.no';
}

/** Within the originator's word: for those for whom it was asked. @param {Request} request */
async function writeEdition(request) {
  const alert = await readAlert(String(request.concerns)).catch(() => null);
  if (alert) {
    compose('edition', alert, { tlp: 'AMBER', ports: [], organisations: request.recipients });
  } else {
    say(t('problem.not-found'));
  }
}

customElements.define('portal-requests', RequestsPage);
