import { html, nothing } from 'lit';
import { foreign } from './foreign.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { actionMark, tlpMark } from './marks.js';
import { members } from './members.js';

/**
 * What an act on an alert leads to: who will see it, what it will cause, what it gives away. It stands beside
 * the button, before the act.
 * @typedef {{tlp: string, actionOn: string, audience: string[], persons: string[], origin: string}} Consequences
 */

/** Marked for named people only, whatever the audience says. @param {{tlp: string, actionOn: string}} alert */
export const namedPeopleOnly = ({ tlp, actionOn }) => tlp === 'RED' || actionOn === 'observe';

/** @param {Consequences} of */
export function whoSees({ tlp, actionOn, audience, persons, origin }) {
  if (namedPeopleOnly({ tlp, actionOn })) {
    return html`
      <p>${t('who.persons')}</p>
      <ul class="who" data-audience>
        ${persons.map((person) => html`<li class="mono" translate="no">${foreign(person)}</li>`)}
      </ul>
      ${persons.length ? nothing : html`<p class="flag flag-warning">${icon('warning', 'icon-small')}${
        t('who.persons.none')}</p>`}`;
  }
  if (tlp === 'CLEAR' || tlp === 'GREEN') {
    return html`<p data-audience>${t(`who.${tlp}`)}</p>`;
  }
  return html`
    <p>${audience.length ? t(`who.${tlp}`) : t('who.own', { port: members.portName(origin) })}</p>
    <ul class="who" data-audience>
      ${(audience.length ? audience : ownAuthorities(origin)).map((id) => html`
        <li data-organisation=${id}>${organisation(id)}</li>`)}
    </ul>`;
}

/** @param {string} port */
const ownAuthorities = (port) => members.authoritiesOf(port).map((one) => one.id);

/** @param {string} id */
function organisation(id) {
  const known = members.organisations.find((one) => one.id === id);
  const ports = known?.ports.map((port) => members.portName(port)).join(', ');
  return html`<span class="who-name">${foreign(known?.name ?? id)}</span>${
    ports ? html` <span class="quiet">${ports}</span>` : nothing}`;
}

/** @param {Consequences} of */
export const consequences = (of) => html`
  <div class="consequences stack-small">
    <h3>${t('who.title')} ${tlpMark(of.tlp)}</h3>
    ${whoSees(of)}
    <h3>${t('causes.title')} ${actionMark(of.actionOn)}</h3>
    <p>${t(`action.${of.actionOn}.causes`)}</p>
    <h3>${t('gives-away.title')}</h3>
    <p>${t(`action.${of.actionOn}.gives-away`)}</p>
  </div>`;
