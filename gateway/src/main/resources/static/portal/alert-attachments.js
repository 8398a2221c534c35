import { html, nothing } from 'lit';
import { Act } from './act.js';
import { isDraft } from './alert-actions.js';
import { MOST_FILES, TYPES, attach, attachmentPath, detach, failedFor, forgetFailed, sizeWords, unfit }
  from './attachments.js';
import { sendingBar } from './attachments-field.js';
import { download, picture } from './api.js';
import { PortalElement } from './element.js';
import { foreign } from './foreign.js';
import { number, t } from './i18n.js';
import { icon } from './icons.js';
import { session } from './session.js';
import { say } from './voice.js';

/** The files of an alert. Nothing of them is loaded before a person asks: each look is recorded. */
class AlertAttachments extends PortalElement {
  static properties = {
    alert: { attribute: false },
    shown: { state: true },
    sending: { state: true },
    unfit: { state: true },
  };
  #act = new Act(this);

  constructor() {
    super();
    /** @type {import('./alerts-store.js').Alert | null} */
    this.alert = null;
    /** Pictures by the hash of the file. @type {Record<string, string>} */
    this.shown = {};
    /** @type {{name: string, part: number} | null} */
    this.sending = null;
    this.unfit = '';
  }

  watches() {
    return [session];
  }

  willUpdate(/** @type {Map<string, any>} */ changed) {
    const before = changed.get('alert');
    if (before && before.id !== this.alert?.id) {
      this.shown = {};
      this.unfit = '';
      this.#act.anew();
    }
  }

  render() {
    const alert = this.alert;
    const files = alert?.attachments ?? [];
    const writes = alert !== null && session.drafts && isDraft(alert);
    if (!alert || (files.length === 0 && !writes)) {
      return nothing;
    }
    return html`
      <section class="stack-small" aria-labelledby="attachments-title" data-attachments>
        <h3 id="attachments-title">${t('attachment.title')}</h3>
        ${files.length ? html`<p class="hint small">${t('attachment.recorded')}</p>
          <ul class="attachments">${files.map((one) => this.#file(alert, one, writes))}</ul>` : nothing}
        ${failedFor(alert.id).map(({ name, problem }) => html`
          <p class="flag flag-warning" role="alert">${icon('warning', 'icon-small')}<span>${
            t('attachment.failed', { name })} ${problem.errors[0]?.detail ?? problem.advice}</span></p>`)}
        ${writes ? this.#add(alert, files.length) : nothing}
        ${this.#act.refusal}
      </section>`;
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {import('./attachments.js').Attachment} one
   * @param {boolean} writes
   */
  #file(alert, one, writes) {
    const drawn = this.shown[one.sha256];
    return html`
      <li data-attachment=${one.sha256}>
        <span class="attachment-name">${foreign(one.name)}</span>
        <span class="quiet">${t(`attachment.type.${kind(one.type)}`)}, ${sizeWords(one.size)}</span>
        <span class="attachment-acts">
          ${kind(one.type) === 'picture' && !drawn
            ? this.#button(t('attachment.show'), t('attachment.show.of', { name: one.name }), 'eye',
                () => this.#show(alert, one)) : nothing}
          ${this.#button(t('attachment.save'), t('attachment.save.of', { name: one.name }), 'down',
            () => this.#act.run(() => download(attachmentPath(alert, one.sha256), {}, one.name)))}
          ${writes ? this.#button(t('attachment.remove'), t('attachment.remove.of', { name: one.name }), 'close',
            () => this.#remove(alert, one)) : nothing}
        </span>
        ${drawn ? html`<img class="attachment-picture" src=${drawn} alt=${one.name}>` : nothing}
      </li>`;
  }

  /**
   * @param {string} label
   * @param {string} whole what it does, and with which file
   * @param {'eye' | 'down' | 'close'} drawing
   * @param {() => unknown} pressed
   */
  #button(label, whole, drawing, pressed) {
    return html`<button type="button" class="button" aria-label=${whole}
      aria-disabled=${this.#act.busy ? 'true' : 'false'} @click=${pressed}>${icon(drawing, 'icon-small')}${label}</button>`;
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {number} count
   */
  #add(alert, count) {
    if (count >= MOST_FILES) {
      return html`<p class="hint">${t('attachment.full', { most: number(MOST_FILES) })}</p>`;
    }
    return html`
      <div class="field">
        <label for="attach-file">${t('attachment.add')}</label>
        <p class="hint" id="hint-attach-file">${t('attachment.hint', { most: number(MOST_FILES) })}</p>
        <input class="input" type="file" id="attach-file" accept=${TYPES.join(',')}
          aria-describedby="hint-attach-file" ?disabled=${this.#act.busy}
          @change=${(/** @type {Event} */ event) => this.#chosen(alert, event)}>
        ${this.sending ? sendingBar(this.sending.name, this.sending.part) : nothing}
        ${this.unfit
          ? html`<p class="flag flag-warning" role="alert">${icon('warning', 'icon-small')}${this.unfit}</p>` : nothing}
      </div>`;
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {Event} event
   */
  async #chosen(alert, event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (!file) {
      return;
    }
    this.unfit = unfit(file);
    if (this.unfit) {
      input.value = '';
      return;
    }
    forgetFailed(alert.id);
    const answer = await this.#act.run((key) =>
      attach(alert, file, (part) => (this.sending = { name: file.name, part }), key));
    this.sending = null;
    input.value = '';
    this.#changed(answer, t('attachment.added', { name: file.name }));
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {import('./attachments.js').Attachment} one
   */
  async #remove(alert, one) {
    const answer = await this.#act.run((key) => detach(alert, one, key));
    this.#changed(answer, t('attachment.removed', { name: one.name }));
  }

  /**
   * @param {import('./alerts-store.js').Alert | undefined} answer
   * @param {string} words
   */
  #changed(answer, words) {
    if (answer) {
      this.alert = answer;
      say(words);
      this.dispatchEvent(new CustomEvent('stale', { bubbles: true }));
    }
  }

  /**
   * @param {import('./alerts-store.js').Alert} alert
   * @param {import('./attachments.js').Attachment} one
   */
  async #show(alert, one) {
    const drawn = await this.#act.run(() => picture(`${attachmentPath(alert, one.sha256)}/view`));
    if (drawn) {
      this.shown = { ...this.shown, [one.sha256]: drawn };
    }
  }
}

/** @param {string} type */
const kind = (type) => (type.startsWith('image/') ? 'picture' : type === 'application/pdf' ? 'document' : 'other');

customElements.define('portal-alert-attachments', AlertAttachments);
