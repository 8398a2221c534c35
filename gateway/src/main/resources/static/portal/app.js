import { html, nothing } from 'lit';
import { released } from './alerts-store.js';
import { PortalElement } from './element.js';
import { visible } from './foreign.js';
import { icon } from './icons.js';
import { language, t } from './i18n.js';
import { keyboard } from './keyboard.js';
import { router } from './router.js';
import { session } from './session.js';
import { failed } from './states.js';
import { say } from './voice.js';
import './top-bar.js';
import './help-drawer.js';
import './page-today.js';
import './page-alerts.js';
import './page-audit.js';
import './page-duty.js';
import './page-requests.js';
import './page-sign-in.js';
import './page-ports.js';

/**
 * The frame: rail, top bar, the page, and a voice for those who listen.
 * @typedef {{name: 'today' | 'alerts' | 'audit' | 'duty' | 'requests' | 'ports', path: string}} Page
 */
class App extends PortalElement {
  #page = '';

  watches() {
    return [session, router];
  }

  connectedCallback() {
    super.connectedCallback();
    released.addEventListener('arrived', () => {
      const alert = released.latest;
      if (alert) {
        say(t('alerts.arrived', {
          numbers: alert.containers.map((one) => one.number).join(', '), title: visible(alert.title),
        }));
      }
    });
  }

  /** The pages that this person has here. @returns {Page[]} */
  get #pages() {
    if (!session.atPort) {
      return [{ name: 'ports', path: '/' }];
    }
    return [
      ...(auditsOnly() ? [] : [/** @type {Page} */ ({ name: 'today', path: '/' })]),
      ...(session.readsAlerts ? [/** @type {Page} */ ({ name: 'alerts', path: '/alerts' })] : []),
      ...(session.requests ? [/** @type {Page} */ ({ name: 'requests', path: '/requests' })] : []),
      ...(session.duty ? [/** @type {Page} */ ({ name: 'duty', path: '/duty' })] : []),
      ...(session.audits ? [/** @type {Page} */ ({ name: 'audit', path: '/audit' })] : []),
    ];
  }

  /** Which element fills the page, and what the window is called meanwhile. */
  get #current() {
    const { page } = router.place;
    if (page === 'missing') {
      return 'missing';
    }
    if (!session.signedIn && session.atPort) {
      return 'sign-in';
    }
    if (page === 'sign-in' && !session.signedIn) {
      return 'sign-in';
    }
    if (page === 'alerts') {
      return session.readsAlerts ? 'alerts' : 'missing';
    }
    if (page === 'requests') {
      return session.requests ? 'requests' : 'missing';
    }
    if (page === 'duty') {
      return session.duty ? 'duty' : 'missing';
    }
    if (page === 'audit') {
      return session.audits ? 'audit' : 'missing';
    }
    if (!session.atPort) {
      return 'ports';
    }
    return auditsOnly() ? 'audit' : 'today';
  }

  render() {
    if (!language.ready) {
      return nothing;
    }
    if (!session.data) {
      return session.problem
        ? html`<main class="page">${failed(session.problem, () => session.load())}</main>`
        : nothing;
    }
    const framed = session.signedIn;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t('skip')}</a>
      <div class="frame ${framed ? '' : 'frame-bare'}">
        ${framed ? this.#rail() : nothing}
        <portal-top-bar></portal-top-bar>
        <main id="main" tabindex="-1">${framed && session.data.issuerAway ? outage() : nothing}${this.#content()}</main>
        <portal-help></portal-help>
      </div>
      <div id="voice" class="unseen" role="status"></div>`;
  }

  #rail() {
    const current = this.#current;
    return html`
      <nav class="rail" aria-label=${t('nav.label')}>
        <a class="rail-home" href="/" data-route>
          <svg class="brand" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <circle cx="16" cy="8.5" r="2.5"></circle>
            <path d="M16 11v15M10.5 15.5h11M6 19c0 4.5 4.5 7 10 7s10-2.5 10-7"></path>
          </svg>
          <span class="brand-name">${t('app.name')}</span>
        </a>
        <ul>
          ${this.#pages.map(({ name, path }) => html`
            <li><a class="rail-link" href=${path} data-route aria-current=${current === name ? 'page' : nothing}
              >${icon(name)}<span>${t(`nav.${name}`)}</span></a></li>`)}
        </ul>
        <button type="button" class="rail-link rail-last" aria-expanded=${keyboard.helpOpen}
          @click=${() => keyboard.help(!keyboard.helpOpen)}
          >${icon('keyboard')}<span>${t('nav.keys')}</span></button>
      </nav>`;
  }

  #content() {
    switch (this.#current) {
      case 'today': return html`<portal-today class="page"></portal-today>`;
      case 'alerts': return html`<portal-alerts class="page page-full"></portal-alerts>`;
      case 'requests': return html`<portal-requests class="page"></portal-requests>`;
      case 'duty': return html`<portal-duty class="page"></portal-duty>`;
      case 'audit': return html`<portal-audit class="page"></portal-audit>`;
      case 'sign-in': return html`<portal-sign-in class="page"></portal-sign-in>`;
      case 'ports': return html`<portal-ports class="page"></portal-ports>`;
      default: return html`<div class="page stack">
        <h1 tabindex="-1">${t('missing.title')}</h1>
        <p class="read">${t('missing.text')}</p>
        <p><a href="/" data-route>${t('missing.home')}</a></p>
      </div>`;
    }
  }

  updated() {
    if (!language.ready || !session.data) {
      return;
    }
    const page = this.#current;
    document.title = [t(`title.${page}`), session.data.title, t('app.name')].join(' · ');
    const shown = router.place.view === 'new' ? `${page}/new` : page;
    if (this.#page && this.#page !== shown) {
      // The new page fills itself after this element has; by the next frame its heading stands.
      requestAnimationFrame(() => this.querySelector('h1')?.focus());
    }
    this.#page = shown;
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }
}

/** What does not work now, on every page. */
const outage = () => html`
  <div class="state state-failed state-outage" role="status" data-outage>
    ${icon('warning')}
    <div><p class="state-title">${t('outage.title')}</p><p>${t('outage.text')}</p></div>
  </div>`;

/** Today shows boxes and alerts; who reads neither, but the record, begins there. */
const auditsOnly = () => session.audits && !session.readsAlerts && !session.ranks;

customElements.define('portal-app', App);
