import { html } from 'lit';
import { icon } from './icons.js';
import { moment, t } from './i18n.js';
import { members } from './members.js';
import { named } from './person.js';

/**
 * One of the two seats of an act: who sits, or who is missing. A person of another organisation has no name here.
 * @param {string} label
 * @param {import('./alerts-store.js').Actor | null} actor
 * @param {string | null} at
 * @param {string} name for those who look for the seat
 * @param {string} [missing] who may take it
 */
export const seat = (label, actor, at, name, missing = t('seats.free.hint')) => html`
  <li class="seat ${actor ? '' : 'seat-free'}" data-seat=${name}>
    ${icon(actor ? 'person' : 'seat')}
    <span class="seat-label quiet small">${label}</span>
    ${actor
      ? html`<span class="seat-person">${members.organisationName(actor.organisation)}</span>
          ${actor.person ? named(actor.person, 'quiet small') : ''}
          ${at ? html`<time class="quiet small" datetime=${at}>${moment(at)}</time>` : ''}`
      : html`<span class="seat-person">${t('seats.free')}</span>
          <span class="quiet small">${missing}</span>`}
  </li>`;
