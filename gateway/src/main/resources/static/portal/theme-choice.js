import { forGood, remember, remembered } from './store.js';

export const THEMES = ['system', 'light', 'dark'];

const KEY = 'portal.theme';

/** The chosen theme; theme.js applies it before the first paint of the next visit. */
export const theme = () => remembered(forGood, KEY) ?? 'system';

/** @param {string} choice */
export function chooseTheme(choice) {
  if (choice === 'system') {
    delete document.documentElement.dataset.theme;
    remember(forGood, KEY, null);
  } else {
    document.documentElement.dataset.theme = choice;
    remember(forGood, KEY, choice);
  }
}
