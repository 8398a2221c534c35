import { html, nothing } from 'lit';
import { containerNumber } from './container.js';
import { foreign, visible } from './foreign.js';
import { icon } from './icons.js';
import { shortMoment, moment, t, tCount, tOr } from './i18n.js';
import { isClosed } from './limits.js';
import { actionMark, clock, dueClock, otherMarks, tlpMark } from './marks.js';
import { members } from './members.js';
import { named } from './person.js';
import { alertPath } from './router.js';

/** Boxes shown in a row; the detail shows them all. */
const SHOWN = 2;

/**
 * One alert in a list: the box and what may be done first, then why, then the marks.
 * @param {import('./alerts-store.js').Alert} alert
 * @param {{current?: boolean, fresh?: boolean}} [state]
 */
export function alertRow(alert, { current = false, fresh = false } = {}) {
  const more = alert.containers.length - SHOWN;
  return html`
    <li>
      <a class="alert-row ${fresh ? 'alert-row-fresh' : ''}" href=${alertPath(alert.id)} data-route data-item
        data-alert=${alert.id} aria-current=${current ? 'true' : nothing}>
        <span class="alert-boxes">
          ${alert.containers.slice(0, SHOWN).map((one) => containerNumber(one.number, one.checkDigitValid))}
          ${alert.containers.length === 0 ? html`<strong>${tOr(`kind.${alert.kind}`, alert.kind)}</strong>
            ${(alert.indicators ?? []).slice(0, SHOWN).map((one) => html`<span class="mono" translate="no">${
              foreign(one.value)}</span>`)}` : nothing}
          ${more > 0 ? html`<span class="quiet">${tCount('alerts.more-boxes', more)}</span>` : nothing}
        </span>
        <span class="alert-act">
          <span class="alert-does">${actionMark(alert.actionOn)}
          ${stateFlag(alert.state)}${doneFlag(alert)}
          ${fresh ? html`<span class="flag flag-new">${t('alerts.new')}</span>` : nothing}</span>
          ${alert.dueAt ? dueClock(alert.dueAt) : clock(alert.validUntil)}
        </span>
        <span class="alert-title">${
          isClosed(alert) ? html`<em>${t('limits.closed')}</em>` : foreign(alert.title)}</span>
        <span class="alert-foot">
          <span class="alert-marks">${tlpMark(alert.tlp)}${otherMarks(alert)}</span>
          <span class="alert-facts quiet small">
            <span>${members.portName(alert.origin)}</span>
            <time datetime=${alert.modified} title=${moment(alert.modified)}>${shortMoment(alert.modified)}</time>
          </span>
        </span>
      </a>
    </li>`;
}

/** What a reader has to know beside "released". @param {string} state */
function stateFlag(state) {
  switch (state) {
    case 'draft':
    case 'in-review': return html`<span class="flag flag-draft">${t(`alert.${state}`)}</span>`;
    case 'revoked':
      return html`<span class="flag flag-critical">${icon('offline', 'icon-small')}${t('alert.revoked')}</span>`;
    default: return nothing;
  }
}

/** What the reader's side did with it already. @param {import('./alerts-store.js').Alert} alert */
function doneFlag({ disposition, acknowledged }) {
  const why = disposition ? visible(disposition.reason) : '';
  switch (disposition?.state) {
    case 'snoozed':
      return html`<span class="flag flag-draft" data-sorted="snoozed" title=${why || nothing}>${
        icon('clock', 'icon-small')}${
        t('handled.snoozed.flag', { until: disposition.until ? shortMoment(disposition.until) : '' })}
        ${named(disposition.person)}</span>`;
    case 'not-ours':
      return html`<span class="flag flag-draft" data-sorted=${disposition.confirmedBy ? 'not-ours' : 'not-ours-alone'}
        title=${why}>${t(disposition.confirmedBy ? 'handled.not-ours.open' : 'handled.not-ours.flag')}
        ${named(disposition.person)}</span>`;
    default:
      return acknowledged
        ? html`<span class="flag" data-sorted="read">${icon('check', 'icon-small')}${t('handled.acknowledge.flag')}</span>`
        : nothing;
  }
}

/**
 * Whether an alert has what the reader looks for, in number, title or origin.
 * @param {import('./alerts-store.js').Alert} alert
 * @param {string} sought
 */
export function matches(alert, sought) {
  const plain = sought.trim().toLowerCase();
  const text = [alert.title, alert.narrative, alert.origin, members.portName(alert.origin)].join(' ');
  return text.toLowerCase().includes(plain)
    || [...alert.containers.map((one) => one.number), ...(alert.indicators ?? []).map((one) => one.value)]
      .some((one) => one.toLowerCase().includes(plain.replace(/[\s-]/g, '')));
}
