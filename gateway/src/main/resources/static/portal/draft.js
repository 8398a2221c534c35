import { readContainers } from './container.js';
import { t } from './i18n.js';
import { contradictions, needsBoxes } from './markings.js';
import { session } from './session.js';
import { forTab, remember, remembered } from './store.js';
import { namedPeopleOnly } from './who-sees.js';

/**
 * A draft as the form holds it: text as typed. Its names are those of the API, but for `ports` and
 * `organisations`, which together are the audience.
 * @typedef {Record<string, any>} Draft
 */

/** One alert takes no more. */
const MOST_BOXES = 100;

const DAY_MS = 86_400_000;
const KEY = 'portal.draft';

/** The one journey that is meant, by the names of the API. */
export const JOURNEY = ['voyage', 'vesselImo', 'billOfLading', 'loading', 'discharge'];

/** @returns {Draft} */
export function blank() {
  return {
    kind: 'container-of-interest', containers: '', indicators: [], title: '', narrative: '',
    voyage: '', vesselImo: '', billOfLading: '', loading: '', discharge: '', limits: '', dueAt: '',
    inReplyTo: '', inReplyToVersion: 0, wantedAlert: '', wantedFor: [], wantedPurpose: '', asksWord: false, consent: '',
    actionOn: 'inform', tlp: 'AMBER', ports: [], organisations: [], persons: '', handlingCode: 'H0',
    nature: 'assessment', sourceGrade: '', informationGrade: '',
    regime: 'LED', legalBasis: '',
    validUntil: localMinute(Date.now() + 14 * DAY_MS), reviewOn: localMinute(Date.now() + 90 * DAY_MS).slice(0, 10),
  };
}

/**
 * An alert as the form holds it. Its audience is what was made of it at release, organisation by organisation.
 * @param {import('./alerts-store.js').Alert} alert
 * @returns {Draft}
 */
export function fromAlert(alert) {
  return {
    ...blank(),
    kind: alert.kind, containers: alert.containers.map((one) => one.number).join('\n'),
    indicators: alert.indicators ?? [], title: alert.title, narrative: alert.narrative,
    ...Object.fromEntries(JOURNEY.map((name) => [name, alert.journey?.[name] ?? ''])),
    limits: alert.limits ?? '', dueAt: alert.dueAt ? localMinute(Date.parse(alert.dueAt)) : '',
    wantedAlert: alert.wanted?.alert ?? '', wantedFor: alert.wanted?.recipients ?? [],
    wantedPurpose: alert.wanted?.purpose ?? '', asksWord: typeof alert.consent === 'boolean',
    consent: typeof alert.consent === 'boolean' ? (alert.consent ? 'yes' : 'no') : '',
    inReplyTo: alert.inReplyTo ?? '', inReplyToVersion: alert.inReplyToVersion ?? 0,
    actionOn: alert.actionOn, tlp: alert.tlp, organisations: alert.audience,
    persons: (alert.persons ?? []).join('\n'), handlingCode: alert.handlingCode, nature: alert.nature,
    sourceGrade: alert.sourceGrade ?? '', informationGrade: alert.informationGrade ?? '', regime: alert.regime,
    legalBasis: alert.legalBasis, validFrom: alert.validFrom,
    ...(alert.validUntil ? { until: alert.validUntil, validUntil: localMinute(Date.parse(alert.validUntil)) } : {}),
    ...(alert.reviewOn ? { reviewOn: alert.reviewOn } : {}),
  };
}

/** The local time as `datetime-local` writes it. @param {number} at */
export function localMinute(at) {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/**
 * Whether the marking goes to an audience that the writer chooses; the others say themselves for whom they are.
 * @param {Draft} draft
 */
export const addressed = (draft) =>
  draft.tlp.startsWith('AMBER') && !namedPeopleOnly(/** @type {any} */ (draft));

/**
 * What can be told to be missing before asking the service.
 * @param {Draft} draft
 * @returns {Record<string, string>} by field
 */
export function check(draft) {
  const { numbers, incomplete, unread } = readContainers(draft.containers);
  const needed = {
    containers: boxesError(draft, numbers.length),
    ...contradictions(/** @type {any} */ (draft)),
    limits: draft.handlingCode === 'H3' && !draft.limits.trim() ? t('form.limits.missing') : '',
    indicators: draft.kind === 'vessel' && !draft.indicators.some((/** @type {any} */ one) => one.type === 'vessel')
      ? t('form.indicators.vessel') : '',
    wantedFor: wants(draft) && draft.wantedFor.length === 0 ? t('form.wantedFor.missing') : '',
    wantedPurpose: wants(draft) && !draft.wantedPurpose.trim() ? t('form.wantedPurpose.missing') : '',
    consent: givesWord(draft) && !draft.consent ? t('form.consent.missing') : '',
    dueAt: (asks(draft) || wants(draft)) && !draft.dueAt ? t('form.dueAt.missing') : '',
    title: draft.title.trim() ? '' : t('form.title.missing'),
    narrative: draft.narrative.trim() ? '' : t('form.narrative.missing'),
    audience: audienceError(draft),
    persons: namedPeopleOnly(/** @type {any} */ (draft)) && !draft.persons.trim() ? t('form.persons.missing') : '',
    legalBasis: draft.legalBasis.trim() ? '' : t('form.legalBasis.missing'),
    validUntil: validUntilError(draft.validUntil),
    reviewOn: draft.reviewOn ? '' : t('form.reviewOn.missing'),
  };
  if (incomplete.length || unread.length) {
    needed.containers = t('form.containers.unclear');
  }
  return Object.fromEntries(Object.entries(needed).filter(([, text]) => text));
}

/** @param {Draft} draft */
export const asks = (draft) => draft.kind === 'request-for-information';

/** Asks an originator to let its alert go further. @param {Draft} draft */
export const wants = (draft) => draft.kind === 'release-request';

/** Answers such a request. @param {Draft} draft */
export const givesWord = (draft) => draft.kind === 'answer' && draft.asksWord;

/**
 * @param {Draft} draft
 * @param {number} count
 */
function boxesError({ kind }, count) {
  if (needsBoxes(kind) && count === 0) {
    return t('form.containers.missing');
  }
  return count > MOST_BOXES ? t('form.containers.many') : '';
}

/** @param {Draft} draft */
function audienceError(draft) {
  if (strictWithoutNames(draft)) {
    return t('form.audience.missing');
  }
  return asks(draft) && draft.ports.length === 0 ? t('form.audience.asked') : '';
}

/** @param {Draft} draft */
const strictWithoutNames = (draft) =>
  addressed(draft) && draft.tlp === 'AMBER+STRICT' && draft.ports.length + draft.organisations.length === 0;

/** @param {string} value */
function validUntilError(value) {
  if (!value) {
    return t('form.validUntil.missing');
  }
  return new Date(value).getTime() <= Date.now() ? t('form.validUntil.past') : '';
}

/**
 * The body of POST /api/intel/alerts.
 * @param {Draft} draft
 */
export function toBody(draft) {
  const named = namedPeopleOnly(/** @type {any} */ (draft));
  return {
    kind: draft.kind,
    title: draft.title.trim(),
    narrative: draft.narrative.trim(),
    containers: readContainers(draft.containers).numbers,
    tlp: draft.tlp,
    audience: !addressed(draft) ? [] : [
      ...draft.ports.map((/** @type {string} */ port) => ({ port })),
      ...draft.organisations.map((/** @type {string} */ organisation) => ({ organisation })),
    ],
    persons: named ? draft.persons.split(/[\s,;]+/).filter(Boolean) : [],
    handlingCode: draft.handlingCode,
    ...(draft.sourceGrade ? { sourceGrade: draft.sourceGrade } : {}),
    ...(draft.informationGrade ? { informationGrade: draft.informationGrade } : {}),
    actionOn: draft.actionOn,
    regime: draft.regime,
    legalBasis: draft.legalBasis.trim(),
    nature: draft.nature,
    ...(draft.validFrom ? { validFrom: draft.validFrom } : {}),
    validUntil: validUntil(draft),
    reviewOn: draft.reviewOn,
    ...details(draft),
  };
}

/** The field shows minutes; what nobody changed keeps its seconds, and so ends no sooner. @param {Draft} draft */
const validUntil = ({ until, validUntil: shown }) =>
  until && localMinute(Date.parse(until)) === shown ? until : new Date(shown).toISOString();

/**
 * What a draft has beyond its boxes and marks; what is empty is left out.
 * @param {Draft} draft
 */
function details(draft) {
  const journey = Object.fromEntries(JOURNEY
    .map((name) => [name, draft[name].trim().toUpperCase()]).filter(([, value]) => value));
  const indicators = draft.indicators.filter((/** @type {{value: string}} */ one) => one.value.trim());
  return {
    ...(indicators.length ? { indicators } : {}),
    ...(Object.keys(journey).length ? { journey } : {}),
    ...(draft.handlingCode === 'H3' ? { limits: draft.limits.trim() } : {}),
    ...(wants(draft) ? { wanted: {
      alert: draft.wantedAlert, recipients: draft.wantedFor, purpose: draft.wantedPurpose.trim(),
    } } : {}),
    ...(givesWord(draft) ? { consent: draft.consent === 'yes' } : {}),
    ...(asks(draft) || wants(draft) ? { dueAt: new Date(draft.dueAt).toISOString() } : {}),
    ...(draft.kind === 'answer' ? {
      inReplyTo: draft.inReplyTo, ...(draft.inReplyToVersion ? { inReplyToVersion: draft.inReplyToVersion } : {}),
    } : {}),
  };
}

/** Keeps what was typed over a new sign-in of the same person, in this tab alone. @param {Draft} draft */
export function keep(draft) {
  remember(forTab, KEY, JSON.stringify({ whose: session.whose, draft }));
}

/** Forgets what was kept: at sign-out nothing of the work stays in the browser. */
export const forgetDraft = () => remember(forTab, KEY, null);

/** What was kept, once. @returns {Draft | null} */
export function restored() {
  const kept = remembered(forTab, KEY);
  forgetDraft();
  if (!kept) {
    return null;
  }
  try {
    const { whose, draft } = JSON.parse(kept);
    return whose === session.whose ? { ...blank(), ...draft } : null;
  } catch {
    return null;
  }
}
