import { get } from './api.js';
import { listed, tOr } from './i18n.js';
import { session } from './session.js';
import { Store, forGood, remember, remembered } from './store.js';

/**
 * @typedef {{locode: string, name: string}} Port
 * @typedef {{id: string, name: string, kind: 'authority' | 'port-authority' | 'operator', country: string,
 *   ports: string[]}} Organisation
 */

/** The list of members is no secret, and a port goes on working while the alliance plane is away. */
const KEY = 'portal.members';

/** More than the alliance has; the registry gives no more in one page. */
const MOST = 500;

/** Ports and organisations of the alliance, by their names; codes stand in while names are not known. */
class Members extends Store {
  /** @type {Port[]} */
  ports = [];
  /** @type {Organisation[]} */
  organisations = [];
  loaded = false;
  /** @type {import('./api.js').Problem | null} */
  problem = null;

  async load() {
    try {
      const [ports, organisations] = await Promise.all([
        get('/api/registry/ports', { limit: MOST }),
        get('/api/registry/organisations', { limit: MOST }),
      ]);
      this.ports = ports.items;
      this.organisations = organisations.items;
      this.loaded = true;
      this.problem = null;
      remember(forGood, KEY, JSON.stringify({ ports: this.ports, organisations: this.organisations }));
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
      this.#recall();
    }
    this.changed();
  }

  /** Takes the list as it was when the registry last answered; it is asked again later. */
  #recall() {
    try {
      const { ports, organisations } = JSON.parse(remembered(forGood, KEY) ?? 'null');
      this.ports = ports;
      this.organisations = organisations;
    } catch {
      // Never read before on this device: codes stand in for names.
    }
  }

  /** @param {string | null | undefined} locode */
  portName(locode) {
    const known = this.ports.find((port) => port.locode === locode);
    const here = session.data?.ports.find((port) => port.locode === locode);
    return known?.name ?? here?.title ?? locode ?? '';
  }

  /** @param {string | null | undefined} id */
  organisationName(id) {
    return this.organisations.find((one) => one.id === id)?.name ?? id ?? '';
  }

  /** @param {string[]} ids */
  organisationNames(ids) {
    return listed(ids.map((id) => this.organisationName(id)));
  }

  /** The organisations that "the authorities of this port" stands for today. @param {string} locode */
  authoritiesOf(locode) {
    return this.organisations.filter((one) => one.kind === 'authority' && one.ports.includes(locode));
  }
}

/** @param {string} code of an equipment event */
export const eventName = (code) => tOr(`event.${code}`, code);

export const members = new Members();
