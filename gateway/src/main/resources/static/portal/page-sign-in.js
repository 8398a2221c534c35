import { html, nothing } from 'lit';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { session } from './session.js';

/** Choose the agency; the agency's own sign-in does the rest, and this page's address comes back. */
class SignInPage extends PortalElement {
  watches() {
    return [session];
  }

  render() {
    const data = session.data;
    return html`
      <div class="narrow stack">
        <div class="stack-small">
          <h1 tabindex="-1">${t('sign-in.title', { place: data?.title ?? '' })}</h1>
          <p class="read">${t('sign-in.text')}</p>
        </div>
        ${this.#notice()}
        <section class="card stack" aria-labelledby="agencies-title">
          <h2 id="agencies-title">${t('sign-in.agency')}</h2>
          ${data?.agencies.length
            ? html`<ul class="agencies">
                ${data.agencies.map((agency) => html`
                  <li><a class="button agency" href=${loginPath(agency.alias)}
                    ><span>${agency.name}</span>${icon('link', 'icon-small')}</a></li>`)}
              </ul>`
            : html`<p>${t('sign-in.agency.none')}</p>`}
        </section>
        <section class="stack-small" aria-labelledby="next-title">
          <h2 id="next-title">${t('sign-in.next.title')}</h2>
          <ol class="steps read">
            <li>${t('sign-in.next.agency')}</li>
            <li>${t('sign-in.next.back')}</li>
            <li>${t('sign-in.next.work')}</li>
          </ol>
          <p class="quiet read">${t('sign-in.missing')}</p>
        </section>
      </div>`;
  }

  #notice() {
    const search = new URLSearchParams(location.search);
    if (search.has('failed')) {
      return html`<div class="state state-failed" role="alert">${icon('warning')}
        <div><p class="state-title">${t('sign-in.failed.title')}</p><p>${t('sign-in.failed.text')}</p></div></div>`;
    }
    return search.has('signed-out')
      ? html`<div class="state state-good" role="status">${icon('check')}
          <div><p class="state-title">${t('sign-in.out.title')}</p><p>${t('sign-in.out.text')}</p></div></div>`
      : nothing;
  }
}

/** @param {string} alias */
function loginPath(alias) {
  const here = location.pathname;
  const back = here === '/' || here === '/login' ? '' : `?to=${encodeURIComponent(here)}`;
  return `/login/${encodeURIComponent(alias)}${back}`;
}

customElements.define('portal-sign-in', SignInPage);
