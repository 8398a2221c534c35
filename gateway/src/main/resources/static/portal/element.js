import { LitElement } from 'lit';
import { language } from './i18n.js';

/**
 * The base of the portal's elements. They render into the page itself, not into a shadow tree: labels,
 * landmarks and style sheets then work across the whole page, as HTML means them to.
 */
export class PortalElement extends LitElement {
  #again = () => this.requestUpdate();

  createRenderRoot() {
    return this;
  }

  /** @returns {EventTarget[]} the stores whose changes this element shows */
  watches() {
    return [];
  }

  connectedCallback() {
    super.connectedCallback();
    for (const store of [language, ...this.watches()]) {
      store.addEventListener('change', this.#again);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const store of [language, ...this.watches()]) {
      store.removeEventListener('change', this.#again);
    }
  }
}
