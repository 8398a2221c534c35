import { html, nothing } from 'lit';
import { csrfToken } from './api.js';
import { connection } from './connection.js';
import { forgetDraft } from './draft.js';
import { Disclosure } from './disclosure.js';
import { PortalElement } from './element.js';
import { foreign } from './foreign.js';
import { icon } from './icons.js';
import { LANGUAGES, exactTime, language, span, t, tOr } from './i18n.js';
import { members } from './members.js';
import { session } from './session.js';
import { THEMES, chooseTheme, theme } from './theme-choice.js';
import { work } from './work.js';
import './work-form.js';

/** Where, for what, how fresh, in which language, as whom. */
class TopBar extends PortalElement {
  watches() {
    return [session, members];
  }

  render() {
    const data = session.data;
    return html`
      <header class="top-bar">
        <p class="place">
          <span class="place-name">${data?.title ?? t('app.name')}</span>
          ${data?.locode ? html`<span class="place-code mono" translate="no">${data.locode}</span>` : nothing}
        </p>
        ${session.signedIn && session.needsWork ? html`<portal-work-chip></portal-work-chip>` : nothing}
        <span class="top-gap"></span>
        <portal-connection></portal-connection>
        ${languageChoice()}
        <portal-person></portal-person>
      </header>`;
  }
}

const languageChoice = () => html`
  <label class="language">
    <span class="unseen">${t('language.label')}</span>
    <select class="input" @change=${(/** @type {Event} */ event) =>
      language.choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${LANGUAGES.map((one) => html`
        <option value=${one.code} lang=${one.code} ?selected=${one.code === language.code}>${one.name}</option>`)}
    </select>
  </label>`;

/** The purpose and the case in hand; opens the form in place. */
class WorkChip extends PortalElement {
  #panel = new Disclosure(this);

  watches() {
    return [work];
  }

  render() {
    const now = work.now;
    return html`
      <div class="anchor">
        <button type="button" class="chip ${now ? '' : 'chip-missing'}" aria-expanded=${this.#panel.open}
          data-work-chip @click=${() => this.#panel.toggle()}>
          ${icon(now ? 'case' : 'warning', 'icon-small')}
          <span class="chip-text"><span class="unseen">${t('work.label')}: </span>${now
            ? t(`purpose.${now.purpose}`)
            : t('work.missing')}</span>
          ${now ? html`<span class="chip-case mono" translate="no">${now.caseNumber}</span>` : nothing}
          ${icon('chevron', 'icon-small')}
        </button>
        ${this.#panel.open
          ? html`<section class="panel" aria-label=${t('work.label')}>
              <p class="hint">${t('work.why')}</p>
              <portal-work-form @done=${() => this.#panel.close({ focus: true })}></portal-work-form>
            </section>`
          : nothing}
      </div>`;
  }
}

/** Whether what is shown is live, by how much it is late, or that nothing comes in any more. */
class ConnectionState extends PortalElement {
  watches() {
    return [connection];
  }

  render() {
    const state = connection.state;
    if (state === 'none') {
      return nothing;
    }
    return html`
      <span class="connection connection-${state}" data-state=${state} title=${t(`connection.${state}.hint`)}>
        ${icon(state, 'icon-small')}<span class="connection-word">${this.#words(state)}</span>
        <span class="unseen" role="status">${t(`connection.${state}.hint`)}</span>
      </span>`;
  }

  /** @param {'connecting' | 'live' | 'delayed' | 'offline'} state */
  #words(state) {
    if (state === 'delayed') {
      return t('connection.delayed', { span: span(connection.delay) });
    }
    return state === 'offline' && connection.heard > 0
      ? t('connection.offline.since', { time: exactTime(connection.heard) })
      : t(`connection.${state}`);
  }
}

/** Who is signed in, in which roles; theme; signing out. */
class Person extends PortalElement {
  #panel = new Disclosure(this);

  watches() {
    return [session];
  }

  render() {
    const data = session.data;
    const label = session.signedIn ? data?.name ?? '' : t('settings.label');
    return html`
      <div class="anchor anchor-end">
        <button type="button" class="chip chip-person" aria-expanded=${this.#panel.open}
          @click=${() => this.#panel.toggle()}>
          ${icon('person', 'icon-small')}<span class="chip-text">${foreign(label)}</span>${icon('chevron', 'icon-small')}
        </button>
        ${this.#panel.open
          ? html`<section class="panel stack" aria-label=${label}>
              ${session.signedIn ? this.#who() : nothing}
              ${this.#themes()}
              ${session.signedIn ? signOut() : nothing}
            </section>`
          : nothing}
      </div>`;
  }

  #who() {
    const data = session.data;
    return html`
      <dl class="facts facts-narrow">
        <dt>${t('person.organisation')}</dt><dd>${members.organisationName(data?.organisation)}</dd>
        <dt>${t('person.roles')}</dt>
        <dd><ul>${data?.roles.length
          ? data.roles.map((role) => html`<li>${tOr(`role.${role}`, role)}</li>`)
          : html`<li>${t('person.roles.none')}</li>`}</ul></dd>
      </dl>`;
  }

  #themes() {
    return html`
      <fieldset class="field">
        <legend>${t('theme.label')}</legend>
        <div class="choices-row">
          ${THEMES.map((one) => html`
            <label class="choice-small"><input type="radio" name="theme" value=${one}
              .checked=${theme() === one} @change=${() => chooseTheme(one)}>${t(`theme.${one}`)}</label>`)}
        </div>
      </fieldset>`;
  }
}

/** A true form post: the gateway answers with a redirect to the identity provider's sign-out. */
const signOut = () => html`
  <form method="post" action="/logout" @submit=${(/** @type {SubmitEvent} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    /** @type {HTMLInputElement} */ (form.elements.namedItem('_csrf')).value = csrfToken();
    work.clear();
    forgetDraft();
  }}>
    <input type="hidden" name="_csrf">
    <button class="button">${icon('out', 'icon-small')}${t('person.sign-out')}</button>
  </form>`;

customElements.define('portal-top-bar', TopBar);
customElements.define('portal-work-chip', WorkChip);
customElements.define('portal-connection', ConnectionState);
customElements.define('portal-person', Person);

