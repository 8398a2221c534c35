import { Store } from './store.js';

/** Says `change` twice a minute, for what counts time. */
export const ticker = new Store();

setInterval(() => ticker.changed(), 30_000);
