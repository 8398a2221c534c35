import { language } from './i18n.js';

/** Tells those who listen instead of look. @param {string} text */
export function say(text) {
  const voice = document.getElementById('voice');
  if (voice) {
    voice.textContent = text;
  }
}

// What was said in another language is past; it must not be read out with the wrong voice.
language.addEventListener('change', () => say(''));
