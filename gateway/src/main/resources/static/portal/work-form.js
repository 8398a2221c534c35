import { html, nothing } from 'lit';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { say } from './voice.js';
import { CASE_PATTERN, PURPOSES, work } from './work.js';

let forms = 0;

/** Asks for what the work is and under which case; fires `done` once it is set. */
class WorkForm extends PortalElement {
  static properties = { wrong: { state: true } };

  constructor() {
    super();
    /** @type {string[]} */
    this.wrong = [];
    this.key = `work-${++forms}`;
  }

  render() {
    return html`
      <form class="stack" novalidate @submit=${this.#submit}>
        ${this.#field('purpose', html`
          <select class="input" id="${this.key}-purpose" name="purpose" required
            aria-describedby=${this.wrong.includes('purpose') ? `${this.key}-purpose-error` : nothing}
            aria-invalid=${this.wrong.includes('purpose') ? 'true' : nothing}>
            <option value="" ?selected=${!work.now}>${t('work.purpose.choose')}</option>
            ${PURPOSES.map((one) => html`
              <option value=${one} ?selected=${work.now?.purpose === one}>${t(`purpose.${one}`)}</option>`)}
          </select>`)}
        ${this.#field('case', html`
          <p class="hint small" id="${this.key}-case-hint">${t('work.case.hint')}</p>
          <input class="input" id="${this.key}-case" name="case" required maxlength="64" autocomplete="off"
            spellcheck="false" .value=${work.now?.caseNumber ?? ''}
            aria-describedby="${this.key}-case-hint ${this.wrong.includes('case') ? `${this.key}-case-error` : ''}"
            aria-invalid=${this.wrong.includes('case') ? 'true' : nothing}>`)}
        <div><button class="button button-main">${t('work.save')}</button></div>
      </form>`;
  }

  /**
   * @param {string} name
   * @param {unknown} control
   */
  #field(name, control) {
    const wrong = this.wrong.includes(name);
    return html`
      <div class="field ${wrong ? 'field-wrong' : ''}">
        <label for="${this.key}-${name}">${t(`work.${name}`)}</label>
        ${wrong
          ? html`<p class="error-text" id="${this.key}-${name}-error">${icon('warning', 'icon-small')}${
              t(`work.${name}.wrong`)}</p>`
          : nothing}
        ${control}
      </div>`;
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const given = new FormData(form);
    const purpose = String(given.get('purpose'));
    const caseNumber = String(given.get('case')).trim();
    this.wrong = [
      ...(PURPOSES.includes(purpose) ? [] : ['purpose']),
      ...(CASE_PATTERN.test(caseNumber) ? [] : ['case']),
    ];
    if (this.wrong.length) {
      this.updateComplete.then(() =>
        /** @type {HTMLElement} */ (this.querySelector(`[name=${this.wrong[0]}]`)).focus());
      return;
    }
    work.set(purpose, caseNumber);
    say(t('work.saved'));
    this.dispatchEvent(new Event('done'));
  }
}

customElements.define('portal-work-form', WorkForm);

/** The page's content while purpose and case are not set: why they are needed, and the form itself. */
export const workFirst = () => html`
  <section class="card work-first" aria-labelledby="work-first-title">
    <h2 id="work-first-title">${t('work.first.title')}</h2>
    <p class="read">${t('work.first.text')}</p>
    <portal-work-form></portal-work-form>
  </section>`;
