import { html, nothing } from 'lit';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { SHORTCUTS, keyboard } from './keyboard.js';

/** All shortcuts, in a drawer at the right; the page beside it stays usable. */
class HelpDrawer extends PortalElement {
  #shown = false;
  /** @type {HTMLElement | null} */
  #before = null;

  watches() {
    return [keyboard];
  }

  updated() {
    if (keyboard.helpOpen === this.#shown) {
      return;
    }
    this.#shown = keyboard.helpOpen;
    if (this.#shown) {
      this.#before = /** @type {HTMLElement} */ (document.activeElement);
      /** @type {HTMLElement} */ (this.querySelector('h2')).focus();
    } else {
      this.#before?.focus();
    }
  }

  render() {
    if (!keyboard.helpOpen) {
      return nothing;
    }
    return html`
      <aside class="drawer" aria-labelledby="help-title">
        <div class="drawer-head">
          <h2 id="help-title" tabindex="-1">${t('keys.title')}</h2>
          <button type="button" class="button button-plain button-icon" aria-label=${t('keys.hide')}
            @click=${() => keyboard.help(false)}>${icon('close')}</button>
        </div>
        <dl class="keys">
          ${SHORTCUTS.map(({ keys, text }) => html`
            <div><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${t(text)}</dd></div>`)}
        </dl>
        <label class="choice-small"><input type="checkbox" .checked=${keyboard.on}
          @change=${(/** @type {Event} */ event) =>
            keyboard.switch(/** @type {HTMLInputElement} */ (event.target).checked)}>${t('keys.switch')}</label>
      </aside>`;
  }
}

customElements.define('portal-help', HelpDrawer);
