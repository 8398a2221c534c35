/**
 * A button that shows and hides a panel beside it. Escape and a click elsewhere close it; Escape gives the
 * focus back to the button. A reactive controller of Lit.
 */
export class Disclosure {
  open = false;

  /** @param {import('lit').LitElement} host the element that holds both button and panel */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('pointerdown', this.#outside);
    this.host.addEventListener('keydown', this.#key);
  }

  hostDisconnected() {
    document.removeEventListener('pointerdown', this.#outside);
    this.host.removeEventListener('keydown', this.#key);
  }

  toggle() {
    this.#set(!this.open);
  }

  close({ focus = false } = {}) {
    if (this.open) {
      this.#set(false);
      if (focus) {
        /** @type {HTMLElement | null} */ (this.host.querySelector('[aria-expanded]'))?.focus();
      }
    }
  }

  /** @param {boolean} open */
  #set(open) {
    this.open = open;
    this.host.requestUpdate();
    if (open) {
      this.host.updateComplete.then(() =>
        /** @type {HTMLElement | null} */ (
          this.host.querySelector('.panel :is(select, input, button, a)')
        )?.focus());
    }
  }

  #outside = (/** @type {PointerEvent} */ event) => {
    if (!event.composedPath().includes(this.host)) {
      this.close();
    }
  };

  #key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.close({ focus: true });
    }
  };
}
