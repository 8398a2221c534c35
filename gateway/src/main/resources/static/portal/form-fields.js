import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { t } from './i18n.js';

/**
 * The parts that forms are made of. Each field is `field-<name>`, with the name that the service's API has for
 * it, so that an error which names a field finds its place.
 * @typedef {{name: string, label: string, hint?: unknown, error?: string, control: (described: string) => unknown}} Field
 */

/** @param {Field} of */
export function field({ name, label, hint, error, control }) {
  return html`
    <div class="field ${error ? 'field-wrong' : ''}">
      <label for="field-${name}">${label}</label>
      ${hint ? html`<p class="hint" id="hint-${name}">${hint}</p>` : nothing}
      ${errorText(name, error)}
      ${control(described(name, hint, error))}
    </div>`;
}

/**
 * @param {string} name
 * @param {unknown} hint
 * @param {string | undefined} error
 */
const described = (name, hint, error) =>
  [hint ? `hint-${name}` : '', error ? `error-${name}` : ''].join(' ').trim();

/**
 * @param {string} name
 * @param {string | undefined} error
 */
const errorText = (name, error) =>
  error
    ? html`<p class="error-text" id="error-${name}">${icon('warning', 'icon-small')}<span>${error}</span></p>`
    : nothing;

/**
 * A choice of one, each with what it means beside it.
 * @param {{name: string, label: string, hint?: string, error?: string, value: string, columns?: boolean,
 *   options: {value: string, label: unknown, hint?: string}[], choose: (value: string) => void}} of
 */
export function choice({ name, label, hint, error, value, options, choose, columns = false }) {
  return html`
    <fieldset class="field group ${error ? 'field-wrong' : ''}" id="field-${name}"
      aria-describedby=${described(name, hint, error) || nothing}>
      <legend>${label}</legend>
      ${hint ? html`<p class="hint" id="hint-${name}">${hint}</p>` : nothing}
      ${errorText(name, error)}
      <div class=${columns ? 'choices-row' : 'choices'}>
        ${options.map((option) => html`
          <label class="choice">
            <input type="radio" name=${name} value=${option.value} .checked=${option.value === value}
              aria-describedby=${option.hint ? `${name}-${option.value}-hint` : nothing}
              @change=${() => choose(option.value)}>
            <span class="choice-label">${option.label}</span>
          </label>
          ${option.hint && (!columns || option.value === value)
            ? html`<p class="choice-hint hint small" id="${name}-${option.value}-hint">${option.hint}</p>`
            : nothing}`)}
      </div>
    </fieldset>`;
}

/**
 * @param {{name: string, label: string, hint?: unknown, error?: string, value: string, empty?: string,
 *   options: {value: string, label: string}[], choose: (value: string) => void}} of
 */
export const select = ({ name, label, hint, error, value, options, choose, empty }) =>
  field({
    name, label, hint, error,
    control: (describedBy) => html`
      <select class="input" id="field-${name}" aria-describedby=${describedBy || nothing}
        aria-invalid=${error ? 'true' : nothing}
        @change=${(/** @type {Event} */ event) =>
          choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
        ${empty === undefined ? nothing : html`<option value="" ?selected=${value === ''}>${empty}</option>`}
        ${options.map((option) => html`
          <option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
      </select>`,
  });

/**
 * @param {{name: string, label: string, hint?: unknown, error?: string, value: string, type?: string,
 *   short?: boolean, rows?: number, limit?: number, mono?: boolean, change: (value: string) => void}} of
 */
export function text({ name, label, hint, error, value, type = 'text', short = false, rows = 0, limit, mono, change }) {
  const changed = (/** @type {Event} */ event) =>
    change(/** @type {HTMLInputElement} */ (event.target).value);
  const classes = `input ${short ? 'input-short' : ''} ${mono ? 'mono' : ''}`;
  return field({
    name, label, hint, error,
    control: (describedBy) =>
      rows
        ? html`<textarea class=${classes} id="field-${name}" rows=${rows} maxlength=${limit ?? nothing}
            spellcheck=${mono ? 'false' : 'true'} aria-describedby=${describedBy || nothing}
            aria-invalid=${error ? 'true' : nothing} .value=${value} @input=${changed}></textarea>`
        : html`<input class=${classes} id="field-${name}" type=${type} maxlength=${limit ?? nothing}
            autocomplete="off" aria-describedby=${describedBy || nothing} aria-invalid=${error ? 'true' : nothing}
            .value=${value} @input=${changed}>`,
  });
}

/**
 * What is wrong, at the head of the form; each line goes to its field.
 * @param {{name: string, label: string, detail: string}[]} errors
 * @param {import('./api.js').Problem | null} problem
 */
export function errorSummary(errors, problem) {
  if (errors.length === 0 && !problem) {
    return nothing;
  }
  return html`
    <div class="error-summary" role="alert" tabindex="-1" aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">${errors.length ? t('form.errors') : problem?.heading}</h2>
      ${errors.length
        ? html`<ul>${errors.map((error) => html`
            <li><a href="#field-${error.name}" @click=${(/** @type {Event} */ event) => {
              event.preventDefault();
              focusField(error.name);
            }}>${error.label}: ${error.detail}</a></li>`)}</ul>`
        : html`<p>${problem?.advice}</p>${unplaced(problem)}`}
    </div>`;
}

/** What the service says about things that have no field here. @param {import('./api.js').Problem | null} problem */
const unplaced = (problem) =>
  problem?.errors.length
    ? html`<ul>${problem.errors.map((error) => html`<li>${error.field}: ${error.detail}</li>`)}</ul>`
    : nothing;

/** @param {string} name */
function focusField(name) {
  const place = document.getElementById(`field-${name}`);
  const target = place?.matches('fieldset') ? place.querySelector('input') : place;
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
}
