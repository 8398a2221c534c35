import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isDraft } from './alert-actions.js';
import { alertSearch } from './alert-search.js';
import { drafts, released } from './alerts-store.js';
import { alertRow, matches } from './alert-row.js';
import { PortalElement } from './element.js';
import { facets } from './facets.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { members } from './members.js';
import { router } from './router.js';
import { searchField } from './search-field.js';
import { session } from './session.js';
import { empty, failed, loading } from './states.js';
import { ticker } from './ticker.js';
import { work } from './work.js';
import { workFirst } from './work-form.js';
import './alert-detail.js';
import './alert-form.js';

/** All alerts: the list at the left, one of them at the right; drafts; writing a draft. */
class AlertsPage extends PortalElement {
  /** @type {import('./router.js').Place | null} */
  #place = null;
  #filling = false;

  static properties = { list: { state: true } };

  constructor() {
    super();
    /** @type {'released' | 'drafts'} */
    this.list = 'released';
  }

  watches() {
    return [session, work, released, drafts, members, router, ticker, alertSearch];
  }

  willUpdate() {
    const { view } = router.place;
    if (view === 'list') {
      this.list = 'released';
    } else if (view === 'drafts' && session.drafts) {
      this.list = 'drafts';
    }
    if (this.list === 'drafts' && work.now
      && ((router.place !== this.#place && router.place.view === 'drafts') || untouched(drafts))) {
      this.#fillDrafts();
    }
    if (this.list === 'released' && view !== 'new' && work.now && alertSearch.stale) {
      this.#count(view === 'list' && router.place !== this.#place);
    }
    this.#place = router.place;
  }

  /** @param {boolean} came whether the reader has just come to the list */
  #count(came) {
    if (came || untouched(alertSearch)) {
      alertSearch.fill();
    } else if (alertSearch.active) {
      alertSearch.refresh();
    }
  }

  #fillDrafts() {
    if (!this.#filling) {
      this.#filling = true;
      drafts.fill().finally(() => (this.#filling = false));
    }
  }

  render() {
    if (!work.now) {
      return html`<div class="page-head"><h1 tabindex="-1">${t('alerts.title')}</h1></div>${workFirst()}`;
    }
    if (router.place.view === 'new' && session.drafts) {
      return html`<portal-alert-form></portal-alert-form>`;
    }
    const id = router.place.id;
    return html`
      <div class="page-head ${id ? 'page-head-detail' : ''}">
        <h1 tabindex="-1">${t('alerts.title')}</h1>
        ${searchField(t('alerts.search'), alertSearch.q, (sought) => alertSearch.seek(sought))}
        ${session.drafts
          ? html`<a class="button button-main" href="/alerts/new" data-route>${
              icon('plus', 'icon-small')}${t('alerts.new-draft')}</a>`
          : nothing}
      </div>
      ${this.list === 'released' ? html`<div class=${id ? 'facets-detail' : ''}>${facets()}</div>` : nothing}
      <div class="split ${id ? 'split-detail' : ''}">
        <section class="card column split-list" aria-label=${t('alerts.list')}>
          ${session.drafts ? this.#lists() : nothing}
          ${this.#rows(id)}
        </section>
        <div class="split-side">
          ${id
            ? html`<p class="back"><a class="button button-plain"
                  href=${this.list === 'drafts' ? '/alerts/drafts' : '/alerts'} data-route>${
                  icon('back', 'icon-small')}${t('alerts.back')}</a></p>
                <portal-alert .alertId=${id} @shown=${this.#shown}></portal-alert>`
            : html`<p class="split-empty quiet">${t('alerts.choose')}</p>`}
        </div>
      </div>`;
  }

  /** The list follows what is shown: a draft stands among the drafts, a released alert among the released. */
  #shown(/** @type {CustomEvent} */ event) {
    this.list = isDraft(event.detail) && session.drafts ? 'drafts' : 'released';
  }

  #lists() {
    return html`
      <nav class="tabs" aria-label=${t('alerts.lists')}>
        <a class="tab" href="/alerts" data-route aria-current=${this.list === 'released' ? 'page' : nothing}
          >${t('alerts.released')}</a>
        <a class="tab" href="/alerts/drafts" data-route aria-current=${this.list === 'drafts' ? 'page' : nothing}
          >${t('alerts.drafts')}</a>
      </nav>`;
  }

  /** @param {string | undefined} id */
  #rows(id) {
    const found = this.list === 'released' && alertSearch.active;
    const list = this.list === 'drafts' ? drafts : found ? alertSearch : released;
    const trouble = list.problem ? failed(list.problem, () => list.fill()) : nothing;
    if (!list.loaded && !(found && released.loaded)) {
      return list.problem ? trouble : loading(t('alerts.loading'), 6);
    }
    const items = found ? foundItems() : list.items.filter((alert) => matches(alert, alertSearch.q));
    if (items.length === 0 && found && !alertSearch.loaded && !list.problem) {
      return loading(t('alerts.loading'), 6);
    }
    if (items.length === 0) {
      return html`${trouble}${found || alertSearch.q
        ? empty(t('search.none'), t('search.none.text'))
        : empty(t(`alerts.empty.${this.list}`), t(`alerts.empty.${this.list}.text`))}`;
    }
    return html`
      ${trouble}
      <ul class="alert-list" data-list aria-label=${t(`alerts.${this.list}`)}>
        ${repeat(items, (alert) => alert.id, (alert) =>
          alertRow(alert, { current: alert.id === id, fresh: released.fresh.has(alert.id) }))}
      </ul>
      ${list.next
        ? html`<div class="more"><button type="button" class="button" @click=${() => list.more()}>${
            t('alerts.more')}</button></div>`
        : nothing}`;
  }
}

/** What the service found, and what is on the screen already: marks for named persons are never searched. */
function foundItems() {
  const here = Object.keys(alertSearch.chosen).length
    ? [] : released.items.filter((alert) => matches(alert, alertSearch.q));
  return [...new Map([...here, ...alertSearch.items].map((alert) => [alert.id, alert])).values()];
}

/** @param {{loaded: boolean, problem: unknown}} list */
const untouched = (list) => !list.loaded && !list.problem;

customElements.define('portal-alerts', AlertsPage);
