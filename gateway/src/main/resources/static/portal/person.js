import { html } from 'lit';
import { isolated, visible } from './foreign.js';
import { t } from './i18n.js';
import { session } from './session.js';

const LONGEST = 12;
const SHORT = 8;

/** The part that the agency gave, short where it is long. @param {string} person */
const short = (person) => {
  const own = person.slice(person.indexOf(':') + 1);
  return own.length > LONGEST ? own.slice(0, SHORT) : own;
};

/**
 * How a person is named beside their organisation. Colleagues are known by what their agency asserts of them; only
 * oneself has a name here.
 * @param {string} person
 * @param {string} [kind] of the element
 */
export const named = (person, kind = '') => html`<span class=${kind} title=${visible(person)}>${
  session.data?.name && session.data.person === person
    ? t('person.self', { name: isolated(session.data.name) })
    : t('person.short', { id: isolated(short(person)) })}</span>`;
