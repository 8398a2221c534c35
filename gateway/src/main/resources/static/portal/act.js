import { html, nothing } from 'lit';
import { Problem } from './api.js';
import { icon } from './icons.js';

/**
 * One act of a person on something that stands on a page: not twice at once, with one key however often it has to
 * be sent, and with its refusal beside the button. A reactive controller of Lit.
 */
export class Act {
  busy = false;
  /** @type {Problem | null} */
  problem = null;
  #key = crypto.randomUUID();

  /** @param {import('lit').LitElement} host */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {}

  /** Something else stands there now. */
  anew() {
    this.problem = null;
    this.#key = crypto.randomUUID();
  }

  /**
   * @template T
   * @param {(key: string) => Promise<T>} act
   * @returns {Promise<T | undefined>} nothing when it was refused
   */
  async run(act) {
    if (this.busy) {
      return undefined;
    }
    this.busy = true;
    this.problem = null;
    this.host.requestUpdate();
    try {
      const answer = await act(this.#key);
      this.#key = crypto.randomUUID();
      return answer;
    } catch (problem) {
      this.problem = /** @type {Problem} */ (problem);
      // A refusal is an answer; what never arrived may be sent again under the same key.
      if (this.problem.status > 0 && this.problem.status < 500) {
        this.#key = crypto.randomUUID();
      }
      return undefined;
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }

  /** Why it was refused, beside the button. */
  get refusal() {
    const problem = this.problem;
    return problem
      ? html`<div class="state state-failed" role="alert">${icon('warning')}
          <div><p class="state-title">${problem.heading}</p><p>${problem.advice}</p>
            ${problem.errors.length
              ? html`<ul>${problem.errors.map((one) => html`<li>${one.field}: ${one.detail}</li>`)}</ul>` : nothing}
          </div></div>`
      : nothing;
  }

  /**
   * @param {string} label
   * @param {() => unknown} pressed
   * @param {string} [classes]
   */
  button(label, pressed, classes = '') {
    return html`<button type="button" class="button ${classes}" aria-disabled=${this.busy ? 'true' : 'false'}
      @click=${pressed}>${label}</button>`;
  }
}
