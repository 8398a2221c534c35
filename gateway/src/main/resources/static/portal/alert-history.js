import { html, nothing } from 'lit';
import { visible } from './foreign.js';
import { moment, number, t, tOr } from './i18n.js';
import { members } from './members.js';
import { named } from './person.js';
import { alertPath } from './router.js';

/**
 * Who did what with the alert, oldest first; people of other organisations are not named.
 * @param {import('./alert-acts.js').History | null} of
 */
export const history = (of) =>
  !of || of.acts.length === 0 ? nothing : html`
    <section class="stack-small" aria-labelledby="history-title">
      <h3 id="history-title">${t('history.title')}</h3>
      <ol class="history">
        ${of.acts.toSorted((a, b) => a.at.localeCompare(b.at)).map((one) => html`
          <li data-act=${one.act}>
            <time class="quiet" datetime=${one.at}>${moment(one.at)}</time>
            <span><strong>${tOr(`act.${one.act}`, one.act)}</strong>
              <span class="quiet">${t('history.version', { version: number(one.version) })}</span></span>
            <span>${members.organisationName(one.organisation)}
              ${one.person ? named(one.person, 'quiet') : nothing}</span>
            ${one.reason ? html`<span dir="auto">${visible(one.reason)}</span>` : nothing}
          </li>`)}
      </ol>
      ${of.derivedFrom
        ? html`<p><a href=${alertPath(of.derivedFrom)} data-route>${t('history.derived')}</a></p>` : nothing}
    </section>`;
