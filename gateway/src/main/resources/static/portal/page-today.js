import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { released } from './alerts-store.js';
import { alertRow, matches } from './alert-row.js';
import { containerNumber, copyButton } from './container.js';
import { PortalElement } from './element.js';
import { foreign } from './foreign.js';
import { lastChance } from './last-chance.js';
import { longDay, number, shortMoment, moment, t } from './i18n.js';
import { eventName, members } from './members.js';
import { ranking } from './ranking-store.js';
import { scoreBar, scoreParts } from './score.js';
import { searchField } from './search-field.js';
import { session } from './session.js';
import { empty, failed, loading } from './states.js';
import { ticker } from './ticker.js';
import { work } from './work.js';
import { workFirst } from './work-form.js';

/** Alerts shown here; all of them are on the page Alerts. */
const NEWEST = 20;

/** The day at this port: the boxes to look at first, and the alerts as they come in. */
class TodayPage extends PortalElement {
  static properties = { sought: { state: true } };

  constructor() {
    super();
    this.sought = '';
  }

  watches() {
    return [session, work, released, ranking, members, ticker];
  }

  render() {
    const reads = session.readsAlerts;
    const ranks = session.ranks;
    const ready = work.now !== null && (reads || ranks);
    return html`
      <div class="page-head">
        <div>
          <h1 tabindex="-1">${t('today.title')}</h1>
          <p class="quiet"><time datetime=${new Date().toISOString().slice(0, 10)}>${longDay(Date.now())}</time></p>
        </div>
        ${ready ? searchField(t('today.search'), this.sought, (sought) => (this.sought = sought)) : nothing}
      </div>
      ${!reads && !ranks ? empty(t('today.nothing.title'), t('today.nothing.text')) : nothing}
      ${(reads || ranks) && !work.now ? workFirst() : nothing}
      ${ready
        ? html`<div class="today ${reads && ranks ? '' : 'today-single'}">
            ${ranks ? this.#ranking() : nothing}
            ${reads ? this.#alerts() : nothing}
          </div>`
        : nothing}`;
  }

  #ranking() {
    return html`
      <section class="card column column-ranking" aria-labelledby="ranking-title">
        <div class="column-head">
          <h2 id="ranking-title">${t('ranking.title')}</h2>
          ${ranking.loaded
            ? html`<p class="quiet small" title=${moment(ranking.asOf)}>${
                t('ranking.as-of', { time: shortMoment(ranking.asOf) })}</p>`
            : nothing}
        </div>
        ${ranking.problem ? failed(ranking.problem, () => ranking.fill()) : nothing}
        ${this.#entries()}
      </section>`;
  }

  #entries() {
    if (!ranking.loaded) {
      return ranking.problem ? nothing : loading(t('ranking.loading'), 6);
    }
    const plain = this.sought.trim().toUpperCase().replace(/[\s-]/g, '');
    // A box that nothing is known about is not to be looked at first; who seeks it finds it here all the same.
    const items = ranking.items.filter((entry) => this.sought
      ? entry.container.includes(plain) || entry.parts.some((part) => part.text.toUpperCase().includes(
        this.sought.trim().toUpperCase()))
      : entry.score > 0);
    if (items.length === 0) {
      return this.sought
        ? empty(t('search.none'), t('search.none.text'))
        : empty(t('ranking.empty'), t('ranking.empty.text'));
    }
    return html`<ol class="rank-list" data-list aria-labelledby="ranking-title">
      ${repeat(items, (entry) => entry.container, rankRow)}
    </ol>`;
  }

  #alerts() {
    return html`
      <section class="card column column-alerts" aria-labelledby="live-title">
        <div class="column-head">
          <h2 id="live-title">${t('live.title')}</h2>
          <a class="small" href="/alerts" data-route>${t('live.all')}</a>
        </div>
        ${released.problem ? failed(released.problem, () => released.fill()) : nothing}
        ${this.#rows()}
      </section>`;
  }

  #rows() {
    if (!released.loaded) {
      return released.problem ? nothing : loading(t('alerts.loading'), 5);
    }
    const items = released.items.filter((alert) => matches(alert, this.sought)).slice(0, NEWEST);
    if (items.length === 0) {
      return this.sought
        ? empty(t('search.none'), t('search.none.text'))
        : empty(t('live.empty'), t('live.empty.text'));
    }
    return html`<ul class="alert-list" data-list aria-labelledby="live-title">
      ${repeat(items, (alert) => alert.id, (alert) => alertRow(alert, { fresh: released.fresh.has(alert.id) }))}
    </ul>`;
  }
}

/** @param {import('./ranking-store.js').Entry} entry */
const rankRow = (entry) => html`
  <li class="rank-row" tabindex="-1" data-item data-container=${entry.container}>
    <span class="rank-position" aria-hidden="true">${number(entry.position)}</span>
    <div class="rank-box">
      <span class="rank-number">${containerNumber(entry.container, entry.checkDigitValid)}${
        copyButton(entry.container)}</span>
      ${lastSeen(entry.journey?.lastEvent)}
    </div>
    <p class="rank-score"><span class="unseen">${t('score.label')} </span>${number(entry.score)}</p>
    ${lastChance(entry.clock)}
    ${scoreBar(entry)}
    ${scoreParts(entry)}
  </li>`;

/** Where the box was seen last, and so where it can still be controlled. */
function lastSeen(/** @type {import('./ranking-store.js').LastEvent | null | undefined} */ event) {
  if (!event) {
    return html`<span class="quiet">${t('journey.none')}</span>`;
  }
  const place = [event.facility, members.portName(event.location)].filter(Boolean).join(', ');
  return html`<span class="quiet rank-seen">
    <span class="rank-event">${eventName(event.code)}${
      event.classifier === 'ACT' ? nothing : ` (${t(`classifier.${event.classifier}`)})`}</span>
    ${place ? html`<span>${foreign(place)}</span>` : nothing}
    <time datetime=${event.at} title=${moment(event.at)}>${shortMoment(event.at)}</time>
  </span>`;
}

customElements.define('portal-today', TodayPage);
