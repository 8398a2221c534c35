import { html, nothing } from 'lit';
import { isolated } from './foreign.js';
import { icon } from './icons.js';
import { moment, span, t, tOr } from './i18n.js';
import { members } from './members.js';

/**
 * Until when a box is within reach, as the risk service draws it from the journey: what ends the chance, when,
 * and where ("NLRTM" or "NLRTM:RWG").
 * @typedef {{kind: string, at: string, place: string}} LastChance
 */

const HOUR_MS = 3_600_000;

/** How pressing it is has a colour, a shape and a word. */
const SHAPES = /** @type {const} */ ({ calm: 'clock', warning: 'warning', critical: 'stop', over: 'offline' });

/** @param {number} left milliseconds */
function pressing(left) {
  if (left <= 0) {
    return 'over';
  }
  return left < HOUR_MS ? 'critical' : left < 4 * HOUR_MS ? 'warning' : 'calm';
}

/**
 * Counts down to the last chance to control a box and names the place; the time itself, with its zone, shows on
 * focus and under the pointer.
 * @param {LastChance | null | undefined} chance
 */
export function lastChance(chance) {
  if (!chance) {
    return nothing;
  }
  const left = Date.parse(chance.at) - Date.now();
  const state = pressing(left);
  return html`<span class="chance chance-${state}" tabindex="0" data-chance=${state}>
    ${icon(SHAPES[state], 'icon-small')}
    <span><strong>${t(`chance.${state}`, { span: span(Math.abs(left)) })}</strong>
      · ${t('chance.how', {
        what: tOr(`chance.kind.${chance.kind}`, chance.kind), place: isolated(placeName(chance.place)),
      })}</span>
    <time class="chance-exact" datetime=${chance.at}>${moment(chance.at)}</time>
  </span>`;
}

/** "RWG, Rotterdam". @param {string} place */
function placeName(place) {
  const [port, terminal] = place.split(':');
  return [terminal, members.portName(port)].filter(Boolean).join(', ');
}
