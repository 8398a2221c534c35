import { html, nothing } from 'lit';
import { SERVICES, headOf, readHeads, readWitnessed } from './audit-records.js';
import { PortalElement } from './element.js';
import { foreign } from './foreign.js';
import { icon } from './icons.js';
import { moment, number, t, tOr } from './i18n.js';
import { members } from './members.js';
import { failed, loading } from './states.js';

/** Whether the records stand: this port's own signed heads, other ports' logs as seen here, and alarms. */
class AuditLogs extends PortalElement {
  static properties = { own: { state: true }, witnessed: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {Awaited<ReturnType<typeof readWitnessed>> | null} */
    this.witnessed = null;
    /** @type {{service: string, head: ReturnType<typeof headOf>}[]} */
    this.own = [];
    /** @type {import('./api.js').Problem | null} */
    this.problem = null;
  }

  watches() {
    return [members];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#read();
  }

  async #read() {
    this.problem = null;
    const [witnessed, ...heads] = await Promise.allSettled([readWitnessed(), ...SERVICES.map(readHeads)]);
    if (witnessed.status === 'fulfilled') {
      this.witnessed = witnessed.value;
    } else {
      this.problem = witnessed.reason;
    }
    this.own = heads.map((answer, at) => ({
      service: SERVICES[at],
      head: answer.status === 'fulfilled' && answer.value.length ? headOf(answer.value[0]) : null,
    }));
  }

  render() {
    const alarms = (this.witnessed ?? []).flatMap((one) =>
      one.alarms.filter((alarm) => !alarm.endedAt).map((alarm) => ({ log: one.log, ...alarm })));
    return html`
      <section class="card stack audit-logs" aria-labelledby="audit-logs-title">
        <h2 id="audit-logs-title">${t('audit.logs.title')}</h2>
        ${this.problem ? failed(this.problem, () => this.#read()) : nothing}
        ${!this.witnessed && !this.problem ? loading(t('audit.logs.loading'), 3) : nothing}
        ${this.witnessed && alarms.length === 0
          ? html`<p class="flag flag-good" data-alarms="0">${icon('check', 'icon-small')}${t('audit.alarms.none')}</p>`
          : nothing}
        ${alarms.map((alarm) => html`
          <div class="state state-failed" role="alert" data-alarm=${alarm.kind}>${icon('warning')}
            <div class="stack-small">
              <p class="state-title">${tOr(`audit.alarm.${alarm.kind}`, alarm.kind)}: ${logName(alarm.log)}</p>
              <p>${t('audit.alarm.since', { time: moment(alarm.raisedAt) })}</p>
              <p>${tOr(`audit.alarm.${alarm.kind}.todo`, t('audit.alarm.todo'))}</p>
              <p class="small quiet" translate="no">${foreign(alarm.detail)}</p>
            </div></div>`)}
        <div class="stack-small">
          <h3>${t('audit.own')}</h3>
          <ul class="stack-small">${this.own.map(({ service, head }) => html`
            <li class="log"><strong>${t(`audit.service.${service}`)}</strong>
              <span>${head ? t('audit.head', { size: number(head.size), time: moment(head.at) }) : t('audit.head.none')}</span>
            </li>`)}</ul>
        </div>
        ${this.witnessed ? this.#others(this.witnessed) : nothing}
        <p class="hint small">${t('audit.verify')}</p>
      </section>`;
  }

  /** @param {NonNullable<typeof this.witnessed>} logs */
  #others(logs) {
    return html`<div class="stack-small">
      <h3>${t('audit.witnessed')}</h3>
      ${logs.length === 0 ? html`<p class="quiet">${t('audit.witnessed.none')}</p>` : nothing}
      <ul class="stack-small">${logs.map((one) => html`
        <li class="log" data-log=${one.log}><strong>${logName(one.log)}</strong>
          <span>${t('audit.seen', { size: number(one.size), time: moment(one.answeredAt) })}</span>
          ${one.alarms.filter((alarm) => alarm.endedAt).map((alarm) => html`
            <span class="quiet small">${t('audit.alarm.ended', {
              kind: tOr(`audit.alarm.${alarm.kind}`, alarm.kind),
              from: moment(alarm.raisedAt), until: moment(String(alarm.endedAt)),
            })}</span>`)}
        </li>`)}</ul>
    </div>`;
  }
}

/** "Hamburg, boxes": who answers for a log, and which of the services keeps it. @param {string} log */
function logName(log) {
  const [whose, service] = log.split('/');
  const name = whose === 'alliance' ? t('app.name') : members.portName(whose);
  return [name, tOr(`audit.log.${service}`, service)].join(', ');
}

customElements.define('portal-audit-logs', AuditLogs);
