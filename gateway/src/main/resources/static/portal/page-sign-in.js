import { html, nothing } from 'lit';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { session } from './session.js';

/** How the last sign-in or sign-out ended, as the gateway says it in the address; and under which words. */
const ENDINGS = [
  { says: 'failed', words: 'failed', good: false },
  { says: 'no-role', words: 'no-role', good: false },
  { says: 'again', words: 'again', good: false },
  { says: 'waiting', words: 'waiting', good: false },
  { says: 'signed-out', words: 'out', good: true },
];

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
    const ending = ENDINGS.find(({ says }) => search.has(says));
    if (!ending) {
      return nothing;
    }
    const { words, good } = ending;
    return html`
      <div class="state ${good ? 'state-good' : 'state-failed'}" role=${good ? 'status' : 'alert'} data-ending=${words}>
        ${icon(good ? 'check' : 'warning')}
        <div><p class="state-title">${t(`sign-in.${words}.title`)}</p>
          <p>${t(`sign-in.${words}.text`, { place: session.data?.title ?? '' })}</p></div>
      </div>`;
  }
}

/** @param {string} alias */
function loginPath(alias) {
  const here = location.pathname;
  const back = here === '/' || here === '/login' ? '' : `?to=${encodeURIComponent(here)}`;
  return `/login/${encodeURIComponent(alias)}${back}`;
}

customElements.define('portal-sign-in', SignInPage);
