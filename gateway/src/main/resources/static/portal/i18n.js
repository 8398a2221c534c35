import { Store, forGood, remember, remembered } from './store.js';

/** The portal's languages, each by its own name. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'nl', name: 'Nederlands' },
  { code: 'fr', name: 'Français' },
  { code: 'de', name: 'Deutsch' },
];

const KEY = 'portal.language';

class Language extends Store {
  code = 'en';
  /** Where dates and numbers get their form from: the reader's own region where it fits. */
  region = 'en-GB';
  /** @type {Record<string, string>} */
  messages = {};
  ready = false;

  /** Loads the language that was chosen before, or else the first one the browser asks for. */
  async start() {
    const wishes = [remembered(forGood, KEY), ...navigator.languages];
    const code = wishes.map((wish) => wish?.slice(0, 2).toLowerCase()).find((wish) => known(wish));
    await this.use(code ?? 'en');
  }

  /**
   * Shows the portal in another language and remembers it.
   * @param {string} code
   */
  async choose(code) {
    await this.use(code);
    remember(forGood, KEY, code);
  }

  /** @param {string} code */
  async use(code) {
    const answer = await fetch(`/portal/i18n/${code}.json`);
    if (!answer.ok) {
      throw new Error(`language ${code}: ${answer.status}`);
    }
    this.messages = await answer.json();
    this.code = code;
    this.ready = true;
    this.region = navigator.languages.find((wish) => wish.startsWith(`${code}-`)) ?? fallback(code);
    document.documentElement.lang = code;
    this.changed();
  }
}

/** @param {string | undefined} code */
const known = (code) => LANGUAGES.some((one) => one.code === code);

// Plain "en" writes dates in the American order, which nobody in these ports expects.
/** @param {string} code */
const fallback = (code) => (code === 'en' ? 'en-GB' : code);

export const language = new Language();

/**
 * The text of a key in the reader's language.
 * @param {string} key
 * @param {Record<string, string | number>} [values] put where the text has `{name}`
 */
export function t(key, values = {}) {
  const text = language.messages[key];
  if (text === undefined) {
    console.error(`no text for ${key} in ${language.code}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * The text of a key, or what is given instead: for codes of others' lists, which may be longer than ours.
 * @param {string} key
 * @param {string} instead
 */
export const tOr = (key, instead) => language.messages[key] ?? instead;

/**
 * The text for a count: `key.one`, `key.other`, as the language's plural rules say.
 * @param {string} key
 * @param {number} count
 */
export function tCount(key, count) {
  const form = new Intl.PluralRules(language.code).select(count) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}`, { count: number(count) });
}

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(language.region).format(value);

/** @param {string[]} words */
export const listed = (words) =>
  new Intl.ListFormat(language.region, { type: 'conjunction' }).format(words);

/**
 * @param {string | number | Date} at
 * @param {Intl.DateTimeFormatOptions} options
 */
const dated = (at, options) =>
  // Ports run on 24 hours, whatever the region of the browser does.
  new Intl.DateTimeFormat(language.region, { hourCycle: 'h23', ...options }).format(new Date(at));

/** The day in words: "Monday 23 November 2026". @param {string | number | Date} at */
export const longDay = (at) =>
  dated(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** A day of the week, 1 for Monday. @param {number} day */
export const weekday = (day) => dated(Date.UTC(2024, 0, day, 12), { weekday: 'long', timeZone: 'UTC' });

/** A date alone: "31 Dec 2026". @param {string} at ISO date */
export const shortDay = (at) => dated(`${at}T12:00:00`, { day: 'numeric', month: 'short', year: 'numeric' });

/** Date, time and zone: "23 Nov 2026, 14:03 CET". @param {string | number | Date} at */
export const moment = (at) =>
  dated(at, {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
    timeZoneName: 'short',
  });

/** Date, time to the second, and zone, as a record needs it. @param {string | number | Date} at */
export const exactMoment = (at) =>
  dated(at, {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    timeZoneName: 'short',
  });

/** The time on a day like today, else day and time. @param {string | number | Date} at */
export function shortMoment(at) {
  const sameDay = new Date(at).toDateString() === new Date().toDateString();
  return sameDay
    ? dated(at, { hour: '2-digit', minute: '2-digit' })
    : dated(at, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** Hours, minutes and seconds. @param {string | number | Date} at */
export const exactTime = (at) =>
  dated(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/**
 * A span of time in its two largest units: "5 hr 12 min", "3 days 4 hr", "12 sec".
 * @param {number} milliseconds
 */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [
    ['day', Math.floor(seconds / 86400)],
    ['hour', Math.floor(seconds / 3600) % 24],
    ['minute', Math.floor(seconds / 60) % 60],
    ['second', seconds % 60],
  ];
  const first = parts.findIndex(([, count]) => Number(count) > 0);
  const shown = first < 0 ? parts.slice(3) : parts.slice(first, first === 2 ? 3 : first + 2);
  return shown
    .filter(([, count], index) => index === 0 || Number(count) > 0)
    .map(([unit, count]) =>
      new Intl.NumberFormat(language.region, {
        style: 'unit', unit: String(unit), unitDisplay: 'short',
      }).format(Number(count)))
    .join(' ');
}
