import { t, tOr } from './i18n.js';

/**
 * The one way from the portal to its gateway: JSON in and out, refusals as Problem (RFC 9457), the
 * session's CSRF token and an Idempotency-Key on every write, purpose and case on every call.
 *
 * @typedef {{field: string, detail: string}} FieldError
 * @typedef {{header: string, cookie: string}} Csrf
 */

/** A refusal or a failure, as the gateway told it, or as the network left us without an answer. */
export class Problem extends Error {
  /** @param {{type?: string, title?: string, status?: number, detail?: string, errors?: FieldError[]}} body */
  constructor({ type = 'about:blank', title = '', status = 0, detail = '', errors = [] }) {
    super(title);
    this.slug = type.split('/').at(-1) ?? '';
    this.title = title;
    this.status = status;
    this.detail = detail ?? '';
    this.errors = errors ?? [];
  }

  /** What happened, in the reader's language. */
  get heading() {
    return tOr(`problem.${this.slug}`, this.title || t('problem.unknown'));
  }

  /** What to do next, in the reader's language; for problems of the form, the server's own words. */
  get advice() {
    return tOr(`problem.${this.slug}.advice`, this.detail || t('problem.unknown.advice'));
  }
}

/** @type {{csrf: Csrf | null, work: () => {purpose: string, caseNumber: string} | null, signedOut: () => void}} */
const edge = { csrf: null, work: () => null, signedOut: () => {} };

/**
 * Tells this module what others know: the CSRF names, the work in hand, and what to do on a 401.
 * @param {Partial<typeof edge>} known
 */
export function connect(known) {
  Object.assign(edge, known);
}

/** The value of the CSRF cookie now; it can change at sign-in, so it is never kept. */
export function csrfToken() {
  const name = `${edge.csrf?.cookie}=`;
  const pair = document.cookie.split('; ').find((one) => one.startsWith(name));
  return pair ? decodeURIComponent(pair.slice(name.length)) : '';
}

/**
 * Headers that say for what the reading or writing is done.
 * @returns {Record<string, string>}
 */
function workHeaders() {
  const work = edge.work();
  return work ? { 'x-purpose': work.purpose, 'x-case': work.caseNumber } : {};
}

/**
 * @param {string} path
 * @param {Record<string, string | number | undefined>} [query]
 */
export async function get(path, query = {}) {
  const answer = await call(asked(path, query), {
    headers: { accept: 'application/json, application/problem+json', ...workHeaders() },
  });
  return answer.json();
}

/**
 * @param {string} path
 * @param {Record<string, string | number | undefined>} query
 */
function asked(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length ? `${path}?${search}` : path;
}

/**
 * Saves what is answered as a file of the reader's. A plain link could not say for what it is read.
 * @param {string} path
 * @param {Record<string, string | number | undefined>} query
 * @param {string} name
 */
export async function download(path, query, name) {
  const answer = await file(path, query);
  save(await answer.blob(), sentName(answer) || name);
}

/**
 * Saves a table that is answered part by part (X-Next-Before says where it goes on) as one file, or nothing of it.
 * @param {string} path
 * @param {Record<string, string | number | undefined>} query
 * @param {string} name
 */
export async function downloadTable(path, query, name) {
  /** @type {string[]} */
  const parts = [];
  let before;
  do {
    const answer = await file(path, { ...query, before });
    const text = await answer.text();
    parts.push(parts.length === 0 ? text : text.slice(text.indexOf('\n') + 1));
    before = answer.headers.get('x-next-before') ?? undefined;
  } while (before);
  save(new Blob(parts, { type: 'text/csv;charset=UTF-8' }), name);
}

/**
 * @param {string} path
 * @param {Record<string, string | number | undefined>} query
 */
const file = (path, query) => call(asked(path, query), { headers: { accept: '*/*', ...workHeaders() } });

/**
 * @param {Blob} content
 * @param {string} name
 */
function save(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/**
 * The name that the answer gives its file (RFC 8187): the marks of its handling stand in it.
 * @param {Response} answer
 */
const sentName = (answer) =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '');

/**
 * A picture as an address that the page may draw. A plain address could not say for what it is read.
 * @param {string} path
 * @returns {Promise<string>}
 */
export async function picture(path) {
  const answer = await call(path, { headers: { accept: '*/*', ...workHeaders() }, cache: 'no-store' });
  const bytes = await answer.blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Problem({ type: '/problems/unreachable' }));
    reader.readAsDataURL(bytes);
  });
}

/**
 * Sends a file as it is, and tells how far it is; fetch could not.
 * @param {string} path
 * @param {File} file
 * @param {(part: number) => void} progress from 0 to 1
 * @param {string} [key]
 * @returns {Promise<any>}
 */
export function upload(path, file, progress, key = crypto.randomUUID()) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    const headers = {
      accept: 'application/json, application/problem+json',
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, escaped)}`,
      'idempotency-key': key,
      ...(edge.csrf ? { [edge.csrf.header]: csrfToken() } : {}),
      ...workHeaders(),
    };
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Problem({ type: '/problems/unreachable' }));
    request.onload = async () => {
      const answer = new Response(request.responseText, {
        status: request.status, headers: { 'content-type': request.getResponseHeader('content-type') ?? '' },
      });
      if (answer.ok) {
        resolve(answer.json());
        return;
      }
      if (request.status === 401) {
        edge.signedOut();
      }
      reject(await problemOf(answer));
    };
    request.send(file);
  });
}

/** @param {string} sign */
const escaped = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * @param {string} path
 * @param {unknown} body
 * @param {string} [key] the act's Idempotency-Key: the same for a repetition of the same act
 */
export const post = (path, body, key) => write('POST', path, body, key);

/**
 * Any write; an answer without a body is null.
 * @param {'POST' | 'PUT' | 'DELETE'} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {string} [key]
 */
export const write = (method, path, body, key) =>
  send(method, path, body === undefined ? undefined : JSON.stringify(body), 'application/json', key);

/**
 * Sends a text as it is.
 * @param {string} path
 * @param {string} text
 */
export const postText = (path, text) => send('POST', path, text, 'text/plain;charset=UTF-8');

/**
 * @param {string} method
 * @param {string} path
 * @param {string | undefined} body
 * @param {string} type
 * @param {string} [key]
 */
async function send(method, path, body, type, key = crypto.randomUUID()) {
  const answer = await call(path, {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': type }),
      'idempotency-key': key,
      ...(edge.csrf ? { [edge.csrf.header]: csrfToken() } : {}),
      ...workHeaders(),
    },
    body,
  });
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

/**
 * Opens a stream of server-sent events.
 * @param {string} path
 * @param {string | null} lastEventId
 * @param {AbortSignal} signal
 */
export function open(path, lastEventId, signal) {
  return call(path, {
    headers: {
      accept: 'text/event-stream, application/problem+json',
      ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
      ...workHeaders(),
    },
    cache: 'no-store',
    signal,
  });
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function call(path, request) {
  let answer;
  try {
    answer = await fetch(path, { credentials: 'same-origin', redirect: 'error', ...request });
  } catch (failure) {
    if (request.signal?.aborted) {
      throw failure;
    }
    throw new Problem({ type: '/problems/unreachable' });
  }
  if (answer.ok) {
    return answer;
  }
  const problem = await problemOf(answer);
  if (answer.status === 401) {
    edge.signedOut();
  }
  throw problem;
}

/** @param {Response} answer */
async function problemOf(answer) {
  const known = answer.headers.get('content-type')?.startsWith('application/problem+json');
  try {
    return new Problem(known ? await answer.json() : { status: answer.status });
  } catch {
    return new Problem({ status: answer.status });
  }
}
