import { html } from 'lit';
import { PortalElement } from './element.js';
import { t } from './i18n.js';
import { work } from './work.js';
import { workFirst } from './work-form.js';
import './audit-search.js';
import './audit-logs.js';
import './standing.js';

/** The record: who did what with alerts and boxes, and whether the records of all ports stand unchanged. */
class AuditPage extends PortalElement {
  watches() {
    return [work];
  }

  render() {
    return html`
      <div class="page-head"><div class="stack-small">
        <h1 tabindex="-1">${t('audit.title')}</h1>
        <p class="quiet">${t('audit.text')}</p>
      </div></div>
      ${work.now
        ? html`<div class="audit"><portal-audit-search></portal-audit-search>
            <portal-audit-logs></portal-audit-logs>
            <portal-standing></portal-standing></div>`
        : workFirst()}`;
  }
}

customElements.define('portal-audit', AuditPage);
