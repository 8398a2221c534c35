import { html, nothing } from 'lit';
import { editAlert, writeEdition } from './alert-acts.js';
import { draftAlert } from './alerts-store.js';
import { Problem } from './api.js';
import { attachAll, unfit } from './attachments.js';
import { attachmentsField } from './attachments-field.js';
import { audienceField, audienceNote } from './audience-field.js';
import { takeSeed } from './composer.js';
import { containersField } from './containers-field.js';
import { JOURNEY, asks, blank, check, keep, restored, toBody, wants } from './draft.js';
import { PortalElement } from './element.js';
import { choice, errorSummary, select, text } from './form-fields.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { indicatorsField } from './indicators-field.js';
import { KINDS, contradictions, needsBoxes } from './markings.js';
import { ACTIONS, HANDLING_CODES, INFORMATION_GRADES, REGIMES, SOURCE_GRADES, TLP, actionMark, tlpMark }
  from './marks.js';
import { members } from './members.js';
import { rememberOwnDraft } from './own-drafts.js';
import { numbersOf, recognise } from './recognition.js';
import { releaseFields } from './release-fields.js';
import { alertPath, router } from './router.js';
import { session } from './session.js';
import { consequences, namedPeopleOnly } from './who-sees.js';

/** Writing a draft: the box first, then who may see it and what it may cause, then what the law asks. */
class AlertForm extends PortalElement {
  static properties = {
    draft: { state: true },
    errors: { state: true },
    problem: { state: true },
    busy: { state: true },
    found: { state: true },
    files: { state: true },
    sending: { state: true },
  };

  /** The same act has the same key: a repetition after a lost answer must not write a second draft. */
  #act = { body: '', key: '' };

  constructor() {
    super();
    const seed = takeSeed();
    this.mode = seed?.mode ?? 'new';
    this.of = seed?.of ?? null;
    this.draft = { ...blank(), ...(seed?.draft ?? restored()) };
    /** @type {Record<string, string>} */
    this.errors = {};
    /** What is wrong, and what contradicts itself already while one chooses. @type {Record<string, string>} */
    this.shown = {};
    /** @type {Problem | null} */
    this.problem = null;
    this.busy = false;
    /** @type {import('./recognition.js').Recognised | null} */
    this.found = null;
    /** Chosen, and sent once the draft is kept. @type {File[]} */
    this.files = [];
    /** @type {{file: File, part: number} | null} */
    this.sending = null;
  }

  watches() {
    return [members, session];
  }

  render() {
    const draft = this.draft;
    this.shown = { ...contradictions(/** @type {any} */ (draft)), ...this.errors };
    return html`
      <div class="page-head">
        <h1 tabindex="-1">${t(TITLES[this.mode])}</h1>
        <a class="button" href=${this.of ? alertPath(this.of.id) : '/alerts'} data-route>${t('form.cancel')}</a>
      </div>
      <form class="form-split" novalidate @submit=${this.#submit}>
        <div class="card form stack">
          ${['amend', 'edition', 'answer', 'release'].includes(this.mode)
            ? html`<p class="note">${icon('inform')}<span>${t(`form.mode.${this.mode}`)}</span></p>` : nothing}
          ${errorSummary(this.#errorList(), this.problem)}
          ${this.#what()}
          ${this.#who()}
          ${this.#quality()}
          ${this.#law()}
        </div>
        <section class="card form-side stack-small" aria-labelledby="effect-title">
          <h2 id="effect-title">${t('form.effect')}</h2>
          <p class="hint small">${t('form.effect.hint')}</p>
          ${consequences({
            tlp: draft.tlp, actionOn: draft.actionOn, audience: this.#expanded(), persons: lines(draft.persons),
            origin: session.data?.locode ?? '',
          })}
          ${Object.values(contradictions(/** @type {any} */ (draft))).map((text) => html`
            <p class="flag flag-critical" data-contradiction>${icon('warning', 'icon-small')}<span>${text}</span></p>`)}
          <div class="form-end">
            <button class="button button-main" aria-disabled=${this.busy ? 'true' : 'false'}>${
              t(this.busy ? 'form.busy' : 'form.save')}</button>
            <p class="hint">${t('form.save.hint')}</p>
          </div>
        </section>
      </form>`;
  }

  #what() {
    return html`
      <fieldset class="section stack"><legend>${t('form.section.what')}</legend>
        ${this.#select('kind', kinds(this.draft).map((value) => ({ value, label: t(`kind.${value}`) })), {
          hint: t(`kind.${this.draft.kind}.hint`),
        })}
        ${releaseFields(this.draft, this.shown, (name, value) => this.#put(name, value))}
        ${asks(this.draft) || wants(this.draft)
          ? this.#text('dueAt', { type: 'datetime-local', short: true, hint: t('form.dueAt.hint') })
          : nothing}
        ${containersField(this.draft.containers, this.errors.containers, this.#set('containers'), {
          found: this.found, pasted: (text) => this.#pasted(text),
        })}
        ${needsBoxes(this.draft.kind) ? nothing : html`<p class="hint small">${t('form.containers.optional')}</p>`}
        ${indicatorsField(this.draft.indicators, this.errors, this.#set('indicators'))}
        ${this.#journey()}
        ${this.#choice('actionOn', ACTIONS.map((value) => ({
          value, label: actionMark(value), hint: t(`action.${value}.hint`),
        })))}
        ${this.#text('title', { limit: 200 })}
        ${this.#text('narrative', { rows: 5, limit: 10_000, hint: t('form.narrative.hint') })}
        ${attachmentsField(this.files, this.sending, (files) => (this.files = files))}
      </fieldset>`;
  }

  /** Later voyages of the same box are not meant; what binds an alert to one journey is asked for, not forced. */
  #journey() {
    const given = JOURNEY.some((name) => this.draft[name] || this.errors[name]);
    return html`
      <details class="field group" ?open=${given}>
        <summary>${t('form.journey')}</summary>
        <p class="hint">${t('form.journey.hint')}</p>
        <div class="form-pair">
          ${JOURNEY.map((name) => this.#text(name, { mono: true, limit: 35, hint: t(`form.${name}.hint`) }))}
        </div>
      </details>`;
  }

  /** @param {string} text */
  async #pasted(text) {
    try {
      this.found = await recognise(text);
      const given = this.draft.containers.trim();
      this.#put('containers', [...(given ? [given] : []), ...numbersOf(this.found)].join('\n'));
    } catch (problem) {
      this.#refused(/** @type {Problem} */ (problem));
    }
  }

  #who() {
    const { tlp, actionOn } = this.draft;
    return html`
      <fieldset class="section stack"><legend>${t('form.section.who')}</legend>
        ${this.#choice('tlp', TLP.map((value) => ({ value, label: tlpMark(value), hint: t(`tlp.${value}.hint`) })))}
        ${namedPeopleOnly({ tlp, actionOn })
          ? this.#text('persons', { rows: 3, mono: true, hint: t('form.persons.hint') })
          : nothing}
        ${audienceField(this.draft, this.errors.audience, (name, chosen) => this.#put(name, chosen))}
        ${this.#select('handlingCode', HANDLING_CODES.map((value) => ({
          value, label: `${value} – ${t(`handling.${value}.name`)}`,
        })), { hint: t(`handling.${this.draft.handlingCode}.hint`) })}
        ${this.draft.handlingCode === 'H3'
          ? this.#text('limits', { rows: 3, limit: 2000, hint: t('form.limits.hint') })
          : nothing}
      </fieldset>`;
  }

  #quality() {
    const grades = (/** @type {string} */ kind, /** @type {string[]} */ values) =>
      values.map((value) => ({ value, label: t(`${kind}.${value}`) }));
    return html`
      <fieldset class="section stack"><legend>${t('form.section.quality')}</legend>
        ${this.#choice('nature', ['assessment', 'fact'].map((value) => ({
          value, label: t(`nature.${value}`), hint: t(`nature.${value}.hint`),
        })))}
        <div class="form-pair">
          ${this.#select('sourceGrade', grades('source', SOURCE_GRADES), {
            empty: t('grade.none'), hint: t('form.sourceGrade.hint'),
          })}
          ${this.#select('informationGrade', grades('information', INFORMATION_GRADES), {
            empty: t('grade.none'), hint: t('form.informationGrade.hint'),
          })}
        </div>
      </fieldset>`;
  }

  #law() {
    return html`
      <fieldset class="section stack"><legend>${t('form.section.law')}</legend>
        ${this.#select('regime', REGIMES.map((value) => ({ value, label: t(`regime.${value}`) })))}
        ${this.#text('legalBasis', { limit: 500, hint: t('form.legalBasis.hint') })}
        <div class="form-pair">
          ${this.#text('validUntil', { type: 'datetime-local', short: true, hint: t('form.validUntil.hint') })}
          ${this.#text('reviewOn', { type: 'date', short: true, hint: t('form.reviewOn.hint') })}
        </div>
      </fieldset>`;
  }

  /**
   * @param {string} name
   * @param {object} more
   */
  #text(name, more) {
    return text({
      name, label: t(`form.${name}`), error: this.shown[name], value: this.draft[name], change: this.#set(name),
      ...more,
    });
  }

  /**
   * @param {string} name
   * @param {{value: string, label: string}[]} options
   * @param {object} [more]
   */
  #select(name, options, more = {}) {
    return select({
      name, label: t(`form.${name}`), error: this.shown[name], value: this.draft[name], options,
      choose: this.#set(name), ...more,
    });
  }

  /**
   * @param {string} name
   * @param {{value: string, label: unknown, hint?: string}[]} options
   */
  #choice(name, options) {
    return choice({
      name, label: t(`form.${name}`), error: this.shown[name], value: this.draft[name], options,
      choose: this.#set(name),
    });
  }

  /** @param {string} name */
  #set(name) {
    return (/** @type {any} */ value) => this.#put(name, value);
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  #put(name, value) {
    this.draft = { ...this.draft, [name]: value };
  }

  /** The audience as it would be expanded today; the service expands it again at release. */
  #expanded() {
    if (audienceNote(this.draft)) {
      return [];
    }
    const { ports, organisations } = this.draft;
    const authorities = ports.flatMap((/** @type {string} */ port) =>
      members.authoritiesOf(port).map((one) => one.id));
    return [...new Set([...authorities, ...organisations])];
  }

  #errorList() {
    return Object.entries(this.errors).map(([name, detail]) => ({ name, label: t(`form.${name}`), detail }));
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.problem = null;
    this.errors = check(this.draft);
    if (Object.keys(this.errors).length) {
      this.#showErrors();
      return;
    }
    const body = toBody(this.draft);
    const text = JSON.stringify(body);
    if (text !== this.#act.body) {
      this.#act = { body: text, key: crypto.randomUUID() };
    }
    this.busy = true;
    try {
      const alert = await this.#write(body);
      rememberOwnDraft(alert.id);
      await attachAll(alert, this.files.filter((file) => !unfit(file)), (file, part) => (this.sending = { file, part }));
      router.go(alertPath(alert.id));
    } catch (problem) {
      this.#refused(/** @type {Problem} */ (problem));
    }
    this.busy = false;
  }

  /** @param {object} body */
  async #write(body) {
    const { of } = this;
    switch (of ? this.mode : 'new') {
      case 'edit':
      case 'amend':
        return editAlert(/** @type {any} */ (of), body, this.#act.key);
      case 'edition':
        return writeEdition(/** @type {any} */ (of), body, this.#act.key);
      default:
        return draftAlert(body, this.#act.key);
    }
  }

  /** @param {Problem} problem */
  #refused(problem) {
    if (problem.status === 401) {
      keep(this.draft);
    }
    this.problem = problem;
    this.errors = Object.fromEntries(problem.errors
      .map((error) => [fieldOf(error.field), error.detail])
      .filter(([name]) => name in this.draft || name === 'audience'));
    this.#showErrors();
  }

  async #showErrors() {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.error-summary'))?.focus();
  }
}

/** What the page is called, by what it was opened for. */
const TITLES = {
  new: 'alerts.new-draft', edit: 'form.heading.edit', amend: 'form.heading.amend', edition: 'form.heading.edition',
  answer: 'form.heading.answer', release: 'form.heading.release',
};

/** A release request is written from the alert that it names. @param {import('./draft.js').Draft} draft */
const kinds = (draft) => KINDS.filter((kind) => kind !== 'release-request' || wants(draft));

/**
 * The field of this form that a name of the API stands for: `containers[3]`, `journey.voyage`.
 * @param {string} name
 */
const fieldOf = (name) => WANTED[name.split('[')[0]] ?? name.replace(/^journey\./, '').split(/[.[]/)[0];

/** @type {Record<string, string>} */
const WANTED = {
  wanted: 'wantedAlert', 'wanted.alert': 'wantedAlert', 'wanted.recipients': 'wantedFor',
  'wanted.purpose': 'wantedPurpose',
};

/** @param {string} text */
const lines = (text) => text.split(/[\s,;]+/).filter(Boolean);

customElements.define('portal-alert-form', AlertForm);
