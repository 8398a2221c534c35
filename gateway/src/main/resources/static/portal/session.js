import { connect, get } from './api.js';
import { Store } from './store.js';

/**
 * What GET /api/session says.
 * @typedef {{authenticated: boolean, gateway: string, plane: 'port' | 'alliance', locode: string | null,
 *   title: string, name: string | null, person?: string | null, organisation: string | null,
 *   roles: string[], issuerAway: boolean, agencies: {alias: string, name: string}[],
 *   ports: {locode: string, title: string, url: string}[], csrf: import('./api.js').Csrf}} Session
 */

/** Who is signed in, at which gateway, in which roles. */
class CurrentSession extends Store {
  /** @type {Session | null} */
  data = null;
  /** @type {import('./api.js').Problem | null} */
  problem = null;
  /** Who was signed in last on this page, also after the session has ended. */
  whose = '';

  async load() {
    try {
      this.data = await get('/api/session');
      this.problem = null;
      connect({ csrf: this.data?.csrf ?? null });
      if (this.data?.authenticated) {
        this.whose = [this.data.gateway, this.data.organisation, this.data.person ?? this.data.name].join('/');
      }
    } catch (problem) {
      this.problem = /** @type {any} */ (problem);
    }
    this.changed();
  }

  /** Whether the issuer of tokens answers; asked aside from the session, which lives by its use alone. */
  async look() {
    try {
      const { issuerAway } = await get('/api/state');
      if (this.data && this.data.issuerAway !== issuerAway) {
        this.data = { ...this.data, issuerAway };
        this.changed();
      }
    } catch {
      // the connection's own sign says that the port does not answer
    }
  }

  /** The gateway no longer knows us: show the sign-in page, keep everything else. */
  ended() {
    if (this.data?.authenticated) {
      this.data = { ...this.data, authenticated: false, roles: [], name: null, organisation: null };
      this.changed();
    }
  }

  get signedIn() {
    return this.data?.authenticated === true;
  }

  get atPort() {
    return this.data?.plane === 'port';
  }

  /** @param {string[]} roles */
  hasAny(...roles) {
    return this.signedIn && roles.some((role) => this.data?.roles.includes(role));
  }

  get readsAlerts() {
    return this.atPort && this.hasAny('intel-reader', 'intel-analyst', 'intel-officer');
  }

  get drafts() {
    return this.atPort && this.hasAny('intel-analyst', 'intel-officer');
  }

  get requests() {
    return this.readsAlerts;
  }

  /** Notices are for those who write alerts. */
  get duty() {
    return this.drafts;
  }

  get releases() {
    return this.atPort && this.hasAny('intel-officer');
  }

  get ranks() {
    return this.atPort && this.hasAny('risk-analyst', 'intel-analyst', 'intel-officer');
  }

  get audits() {
    return this.atPort && this.hasAny('auditor');
  }

  /** What the person reads here is intelligence or risk data: a purpose and a case are needed. */
  get needsWork() {
    return this.readsAlerts || this.ranks || this.audits;
  }
}

export const session = new CurrentSession();
connect({ signedOut: () => session.ended() });
setInterval(() => session.look(), 15_000);
