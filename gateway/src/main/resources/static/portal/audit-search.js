import { html, nothing } from 'lit';
import { Problem } from './api.js';
import { ACTS, SERVICES, SUBJECTS, checkQuestion, downloadReport, readRecords, subject as named } from './audit-records.js';
import { PortalElement } from './element.js';
import { errorSummary, select, text } from './form-fields.js';
import { foreign } from './foreign.js';
import { icon } from './icons.js';
import { exactMoment, number, t, tCount, tOr } from './i18n.js';
import { members } from './members.js';
import { alertPath } from './router.js';
import { session } from './session.js';
import { empty, failed, loading } from './states.js';
import { say } from './voice.js';

/** Who looked at this alert or box: both services' records as one list, and the report as a file. */
class AuditSearch extends PortalElement {
  static properties = {
    question: { state: true },
    errors: { state: true },
    rows: { state: true },
    problems: { state: true },
    busy: { state: true },
  };

  /** Where each service's list goes on. @type {Partial<Record<import('./audit-records.js').Service, number | null>>} */
  #next = {};

  constructor() {
    super();
    this.question = { by: 'object', sought: '', act: '', from: '', until: '' };
    /** @type {Record<string, string>} */
    this.errors = {};
    /** @type {import('./audit-records.js').Row[] | null} */
    this.rows = null;
    /** @type {{service: import('./audit-records.js').Service, problem: Problem}[]} */
    this.problems = [];
    this.busy = false;
  }

  watches() {
    return [members, session];
  }

  render() {
    return html`
      <section class="card" aria-labelledby="audit-search-title">
        <form class="audit-form" novalidate @submit=${this.#submit}>
          <h2 id="audit-search-title">${t('audit.search.title')}</h2>
          ${errorSummary(Object.entries(this.errors)
            .map(([name, detail]) => ({ name, label: t(`audit.${name}`), detail })), null)}
          <div class="form-pair">
            ${this.#select('by', SUBJECTS.map((one) => ({ value: one, label: t(`audit.by.${one}`) })))}
            ${this.question.by === 'all' ? nothing : text({
              name: 'sought', label: t('audit.sought'), hint: t(`audit.sought.${this.question.by}.hint`),
              error: this.errors.sought, value: this.question.sought, mono: true, limit: 200, change: this.#set('sought'),
            })}
          </div>
          <div class="form-pair audit-when">
            ${this.#select('act', ACTS.map((one) => ({ value: one, label: t(`audit.act.${one}`) })), t('audit.act.any'))}
            ${['from', 'until'].map((name) => text({
              name, label: t(`audit.${name}`), type: 'date', error: this.errors[name],
              value: /** @type {any} */ (this.question)[name], change: this.#set(name),
            }))}
          </div>
          <p class="hint small">${t('audit.when.hint')}</p>
          <div class="form-end">
            <button class="button button-main" aria-disabled=${this.busy ? 'true' : 'false'}>${
              t(this.busy ? 'audit.busy' : 'audit.search')}</button>
            ${SERVICES.map((service) => html`
              <button type="button" class="button" data-report=${service} @click=${() => this.#download(service)}>${
                icon('down', 'icon-small')}${t(`audit.report.${service}`)}</button>`)}
          </div>
          <p class="hint small">${t('audit.recorded')}</p>
        </form>
        ${this.problems.map(({ service, problem }) => html`
          <p class="audit-part"><strong>${t(`audit.service.${service}`)}</strong></p>
          ${failed(problem, () => this.#search())}`)}
        ${this.#found()}
      </section>`;
  }

  /**
   * @param {'by' | 'act'} name
   * @param {{value: string, label: string}[]} options
   * @param {string} [none]
   */
  #select(name, options, none) {
    return select({
      name, label: t(`audit.${name}`), value: this.question[name], options, empty: none, choose: this.#set(name),
    });
  }

  /** @param {string} name */
  #set(name) {
    return (/** @type {string} */ value) => (this.question = { ...this.question, [name]: value });
  }

  #found() {
    if (this.rows === null) {
      return this.busy ? loading(t('audit.busy'), 4) : nothing;
    }
    if (this.rows.length === 0) {
      return this.problems.length === SERVICES.length ? nothing : empty(t('audit.none'), t('audit.none.text'));
    }
    return html`
      <div class="table-frame" role="region" tabindex="0" aria-labelledby="audit-table-title">
        <table class="table" data-audit-rows>
          <caption id="audit-table-title">${tCount('audit.found', this.rows.length)}</caption>
          <thead><tr>${['when', 'who', 'what', 'why'].map((one) => html`
            <th scope="col">${t(`audit.column.${one}`)}</th>`)}</tr></thead>
          <tbody>${this.rows.map((one) => row(one, named(this.question.by, this.question.sought)))}</tbody>
        </table>
      </div>
      ${Object.values(this.#next).some((one) => one !== null)
        ? html`<div class="more"><button type="button" class="button" @click=${() => this.#more()}>${
            t('audit.more')}</button></div>`
        : nothing}`;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    this.#search();
  }

  async #asked() {
    this.errors = checkQuestion(this.question);
    if (Object.keys(this.errors).length === 0) {
      return true;
    }
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.error-summary'))?.focus();
    return false;
  }

  async #search() {
    if (this.busy || !(await this.#asked())) {
      return;
    }
    this.rows = null;
    await this.#read(SERVICES.map((service) => ({ service, before: undefined })));
    const found = /** @type {import('./audit-records.js').Row[] | null} */ (this.rows);
    say(found?.length ? tCount('audit.found', found.length) : t('audit.none'));
  }

  #more() {
    return this.#read(SERVICES
      .filter((service) => typeof this.#next[service] === 'number')
      .map((service) => ({ service, before: Number(this.#next[service]) })));
  }

  /** @param {{service: import('./audit-records.js').Service, before?: number}[]} pages */
  async #read(pages) {
    this.busy = true;
    const question = this.question;
    const answers = await Promise.allSettled(
      pages.map(({ service, before }) => readRecords(service, question, before)));
    /** @type {typeof this.problems} */
    const problems = [];
    const rows = [...(this.rows ?? [])];
    answers.forEach((answer, at) => {
      const { service } = pages[at];
      if (answer.status === 'fulfilled') {
        rows.push(...answer.value.items);
        this.#next[service] = answer.value.next;
      } else {
        problems.push({ service, problem: answer.reason });
        this.#next[service] = null;
      }
    });
    this.rows = rows.sort((a, b) => b.entry.at.localeCompare(a.entry.at));
    this.problems = problems;
    this.busy = false;
  }

  /** @param {import('./audit-records.js').Service} service */
  async #download(service) {
    if (!(await this.#asked())) {
      return;
    }
    try {
      await downloadReport(service, this.question);
      this.problems = this.problems.filter((one) => one.service !== service);
    } catch (problem) {
      this.problems = [{ service, problem: /** @type {Problem} */ (problem) }];
    }
  }
}

/**
 * @param {import('./audit-records.js').Row} of
 * @param {string} sought the one that was asked for
 */
const row = ({ service, index, entry }, sought) => html`
  <tr>
    <td><time datetime=${entry.at}>${exactMoment(entry.at)}</time>
      <span class="quiet small">${t(`audit.service.${service}`)} ${number(index)}</span></td>
    <td><span class="mono" translate="no">${foreign(entry.actor)}</span>
      ${entry.actor === entry.organisation ? nothing
        : html`<span class="quiet small">${foreign(members.organisationName(entry.organisation))}</span>`}
      ${entry.extended ? html`<span class="small" data-extended>${t('audit.extended')}</span>` : nothing}</td>
    <td><strong>${tOr(`audit.act.${entry.act}`, entry.act)}</strong>
      <span translate="no">${foreign(entry.what)}</span>
      ${subjects(entry.ids, sought)}
      ${entry.recipient
        ? html`<span class="small">${t('audit.recipient')} <span translate="no">${foreign(entry.recipient)}</span></span>`
        : nothing}</td>
    <td>${entry.purpose ? tOr(`purpose.${entry.purpose}`, entry.purpose) : html`<span class="quiet">${
      t('audit.no-purpose')}</span>`}
      ${entry.caseNumber ? html`<span class="mono small" translate="no">${foreign(entry.caseNumber)}</span>` : nothing}</td>
  </tr>`;

/**
 * Of many, the one that was asked for and what is behind it to unfold: a list names each alert on it.
 * @param {string[]} ids
 * @param {string} sought
 */
const subjects = (ids, sought) => {
  const [first, ...others] = ids.includes(sought) ? [sought, ...ids.filter((id) => id !== sought)] : ids;
  return html`${first ? subject(first) : nothing}
    ${others.length
      ? html`<details class="small"><summary>${tCount('audit.others', others.length)}</summary>
          <ul class="subjects">${others.map((id) => html`<li>${subject(id)}</li>`)}</ul></details>`
      : nothing}`;
};

/** An alert opens where the reader may read alerts; anything else is the hash of a box or a name. @param {string} id */
const subject = (id) =>
  id.startsWith('indicator--') && session.readsAlerts
    ? html`<a class="mono small" href=${alertPath(id)} data-route translate="no">${id}</a>`
    : html`<span class="mono small quiet" translate="no">${foreign(id)}</span>`;

customElements.define('portal-audit-search', AuditSearch);
