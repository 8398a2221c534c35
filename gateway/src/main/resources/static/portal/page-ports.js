import { html } from 'lit';
import { PortalElement } from './element.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { session } from './session.js';

/** The home of the alliance plane: the ports, each with its own portal. */
class PortsPage extends PortalElement {
  watches() {
    return [session];
  }

  render() {
    const ports = session.data?.ports ?? [];
    return html`
      <div class="narrow stack">
        <div class="stack-small">
          <h1 tabindex="-1">${t('ports.title')}</h1>
          <p class="read">${t('ports.text')}</p>
        </div>
        <ul class="ports">
          ${ports.map((port) => html`
            <li><a class="card port" href=${port.url}>
              ${icon('ports')}
              <span class="port-name">${port.title}</span>
              <span class="mono quiet" translate="no">${port.locode}</span>
              <span class="port-address quiet">${new URL(port.url).host}</span>
            </a></li>`)}
        </ul>
        ${session.signedIn
          ? ''
          : html`<p class="quiet">${t('ports.coordinator')} <a href="/login" data-route>${t('ports.sign-in')}</a></p>`}
      </div>`;
  }
}

customElements.define('portal-ports', PortsPage);
