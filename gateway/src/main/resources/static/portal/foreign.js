import { html } from 'lit';

/**
 * Text that people, agencies or machines elsewhere wrote. It stands isolated, so that writing from right to left
 * reorders nothing around it; marks that steer direction or take no room show as what they are: something that
 * does not belong in a text on which people act. Joiners stay, since some scripts need them.
 */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** @param {string} text */
export const visible = (text) => text.replace(UNSEEN, '\ufffd');

/** @param {string} text */
export const foreign = (text) => html`<bdi>${visible(text)}</bdi>`;

/**
 * The same inside a sentence, between U+2068 and U+2069 unless it is plain ASCII, which reorders nothing.
 * @param {string} text
 */
export const isolated = (text) => (/^[ -~]*$/.test(text) ? text : `\u2068${visible(text)}\u2069`);
