import { svg } from 'lit';

/** Drawings on a 24 grid; they only ever stand beside a word, so none of them speaks. */
const DRAWINGS = {
  today: svg`<path d="M4 6h16M4 12h10M4 18h6"/><circle cx="18" cy="16" r="3.5"/><path d="M18 14.5V16l1 .8"/>`,
  alerts: svg`<path d="M12 4a5.5 5.5 0 0 1 5.5 5.5c0 5 2 6.5 2 6.5h-15s2-1.5 2-6.5A5.5 5.5 0 0 1 12 4z"/><path d="M10 19.5a2.2 2.2 0 0 0 4 0"/>`,
  requests: svg`<path d="M4 5h16v10H9l-5 4z"/><path d="M10 8.6a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.2M12 13v.01"/>`,
  duty: svg`<circle cx="12" cy="13" r="7"/><path d="M12 9v4l2.5 2M4 6l3-2.5M20 6l-3-2.5"/>`,
  audit: svg`<path d="M6 3.5h8l4 4V13M6 3.5v17h6M9 9h5M9 12.5h4"/><circle cx="16.5" cy="16.5" r="3"/><path d="m18.8 18.8 2.2 2.2"/>`,
  ports: svg`<circle cx="12" cy="5.5" r="2"/><path d="M12 7.5V20M8 11h8M4.5 14.5c0 3.5 3.5 5.5 7.5 5.5s7.5-2 7.5-5.5"/>`,
  keyboard: svg`<rect x="3" y="6" width="18" height="12" rx="2"/><path d="M7 10h.01M11 10h.01M15 10h.01M7 14h10"/>`,
  search: svg`<circle cx="11" cy="11" r="6"/><path d="m15.5 15.5 4.5 4.5"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M15 6V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h1"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  warning: svg`<path d="M12 4 2.8 20h18.4L12 4z"/><path d="M12 10.5v4.5M12 17.5v.01"/>`,
  down: svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`,
  edit: svg`<path d="M4 20l1-4L16 5l3 3L8 19l-4 1zM14 7l3 3"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  back: svg`<path d="M19 12H5M11 6l-6 6 6 6"/>`,
  person: svg`<circle cx="12" cy="8.5" r="3.5"/><path d="M5 20c.5-4 3.5-6 7-6s6.5 2 7 6"/>`,
  seat: svg`<circle cx="12" cy="8.5" r="3.5" stroke-dasharray="2.5 2.5"/><path d="M5 20c.5-4 3.5-6 7-6s6.5 2 7 6" stroke-dasharray="2.5 2.5"/>`,
  chevron: svg`<path d="m7 10 5 5 5-5"/>`,
  case: svg`<rect x="3.5" y="8" width="17" height="11" rx="2"/><path d="M9 8V6.5A1.5 1.5 0 0 1 10.5 5h3A1.5 1.5 0 0 1 15 6.5V8M3.5 13h17"/>`,
  out: svg`<path d="M10 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H10M15 8l4 4-4 4M19 12H9"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>`,
  stop: svg`<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z"/><path d="M8 12h8"/>`,
  discreet: svg`<path d="M3 3l18 18M10 6c.6-.2 1.3-.3 2-.3 6 0 9.5 6.3 9.5 6.3s-.9 1.6-2.6 3.2M6.5 7.7C4 9.3 2.5 12 2.5 12S6 18.3 12 18.3c1.5 0 2.8-.4 4-1"/>`,
  ask: svg`<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.5v.01"/>`,
  inform: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.01"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>`,
  link: svg`<path d="M7 17 17 7M9 7h8v8"/>`,
  live: svg`<circle cx="12" cy="12" r="6" fill="currentColor"/>`,
  delayed: svg`<circle cx="12" cy="12" r="6"/><path d="M12 6a6 6 0 0 1 0 12z" fill="currentColor"/>`,
  offline: svg`<path d="m6.5 6.5 11 11M17.5 6.5l-11 11" stroke-width="2.8"/>`,
  connecting: svg`<circle cx="12" cy="12" r="6"/>`,
  none: svg`<circle cx="12" cy="12" r="6"/>`,
};

/**
 * @param {keyof typeof DRAWINGS} name
 * @param {string} [classes]
 */
export const icon = (name, classes = '') =>
  svg`<svg class="icon ${classes}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${DRAWINGS[name]}</svg>`;
