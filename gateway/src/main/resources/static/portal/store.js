/** Something that is watched: says `change` whenever what it holds has changed. */
export class Store extends EventTarget {
  changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * Reads what was remembered in a storage that may be closed to us (private windows, policies).
 * @param {() => Storage} storage
 * @param {string} key
 * @returns {string | null}
 */
export function remembered(storage, key) {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

/**
 * Remembers a value, or forgets it when the value is null.
 * @param {() => Storage} storage
 * @param {string} key
 * @param {string | null} value
 */
export function remember(storage, key, value) {
  try {
    if (value === null) {
      storage().removeItem(key);
    } else {
      storage().setItem(key, value);
    }
  } catch {
    // Nothing is lost but the memory of a choice.
  }
}

/** Lives as long as the browser profile: language, theme. */
export const forGood = () => window.localStorage;

/** Lives as long as the tab: purpose, case, where to go after sign-in. */
export const forTab = () => window.sessionStorage;
