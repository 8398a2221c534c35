import { html, nothing, svg } from 'lit';
import { alertPath } from './router.js';
import { foreign, isolated, visible } from './foreign.js';
import { icon } from './icons.js';
import { number, shortMoment, span, t, tOr } from './i18n.js';
import { eventName, members } from './members.js';
import { session } from './session.js';
import { ACTIONS, actionMark, tlpMark } from './marks.js';

/**
 * A score as a bar of the parts that add up to it.
 * @typedef {import('./ranking-store.js').Entry} Entry
 * @typedef {import('./ranking-store.js').Part} Part
 */

/** The bar stands for this many points, or for more when a box has more. */
const SCALE = 100;

const HOUR_MS = 3_600_000;

/** @param {Entry} entry */
export function scoreBar(entry) {
  const rising = entry.parts.filter((part) => part.points > 0);
  const scale = Math.max(SCALE, rising.reduce((total, part) => total + part.points, 0));
  let before = 0;
  return html`<svg class="score-bar" aria-hidden="true" focusable="false">
    <rect class="score-ground" width="100%" height="100%"></rect>
    ${rising.map((part) => {
      const x = (before / scale) * 100;
      before += part.points;
      return svg`<rect class="score-part score-${part.kind}" x="${x}%" width="${(part.points / scale) * 100}%"
        height="100%"></rect>`;
    })}
  </svg>`;
}

/** The parts in words; an alert's part opens the alert. @param {Entry} entry */
export const scoreParts = (entry) => html`
  <ul class="score-parts" aria-label=${t('score.parts')}>
    ${entry.parts.map((part) => html`
      <li class="score-line score-line-${part.kind}">
        <span class="score-key score-${part.kind}" aria-hidden="true"></span>
        <span class="score-points">${points(part.points)}</span>
        <span class="score-text">${partText(part)}</span>
      </li>`)}
  </ul>`;

/** @param {number} value */
const points = (value) => (value < 0 ? `−${number(-value)}` : `+${number(value)}`);

/** @param {Part} part */
function partText(part) {
  if (part.kind === 'restricted') {
    return html`${part.desk ? t('score.restricted.desk', { desk: isolated(part.desk) }) : t('score.restricted')}${
      part.contact ? html` <span translate="no">${foreign(part.contact)}</span>` : nothing}`;
  }
  const text = words(part);
  const opens = part.alert && session.readsAlerts;
  return html`${part.kind === 'alert' && ACTIONS.includes(part.code) ? actionMark(part.code) : nothing}
    ${opens
    ? html`<a href=${alertPath(String(part.alert))} data-route><bdi>${text}</bdi></a>`
    : html`<bdi>${text}</bdi>`}
    ${part.origin ? html`<span class="quiet">${members.portName(part.origin)}</span>` : nothing}
    ${part.tlp ? tlpMark(part.tlp) : nothing}
    ${(part.obligations ?? []).map((one) => html`
      <span class="flag" data-obligation=${one}>${icon('seat', 'icon-small')}${tOr(`obligation.${one}`, one)}</span>`)}`;
}

/**
 * A finding in the reader's language when its kind and its values are known; else the service's own words.
 * @param {Part} part
 */
function words(part) {
  const key = `finding.${part.code}`;
  if (part.kind !== 'finding' || !part.params || tOr(key, '') === '') {
    return visible(part.text);
  }
  return t(key, Object.fromEntries(
    Object.entries(part.params).map(([name, value]) => [name, readable(name, value)])));
}

/**
 * @param {string} name
 * @param {string} value
 */
function readable(name, value) {
  switch (name) {
    case 'at':
    case 'since':
      return shortMoment(value);
    case 'exit':
    case 'arrival':
      return eventName(value);
    case 'hours':
      return span(Number(value) * HOUR_MS);
    case 'place': {
      const [location, ...facility] = value.split(' ');
      return isolated([members.portName(location), ...facility].join(' '));
    }
    default:
      return isolated(value);
  }
}
