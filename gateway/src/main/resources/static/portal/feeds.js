import { drafts, released } from './alerts-store.js';
import { members } from './members.js';
import { ranking } from './ranking-store.js';
import { session } from './session.js';
import { ticker } from './ticker.js';
import { work } from './work.js';

/** A page in the background gives its connections back after this long; other tabs need them. */
const HIDDEN_MS = 60_000;

let running = '';
let hidden = 0;

/** Streams run while somebody is signed in who may read them and has said for what. */
export function startFeeds() {
  session.addEventListener('change', follow);
  work.addEventListener('change', follow);
  document.addEventListener('visibilitychange', followVisibility);
  ticker.addEventListener('change', followMembers);
  follow();
}

function followMembers() {
  if (session.signedIn && !members.loaded) {
    members.load();
  }
}

function follow() {
  const wanted = session.signedIn && work.now ? JSON.stringify([session.data?.roles, work.now]) : '';
  followMembers();
  if (wanted === running) {
    return;
  }
  running = wanted;
  stop();
  if (wanted && session.readsAlerts) {
    released.start();
  }
  if (wanted && session.ranks) {
    ranking.start();
  }
}

function stop() {
  released.stream.stop();
  ranking.stop();
  drafts.clear();
  if (!session.signedIn) {
    released.clear();
  }
}

function followVisibility() {
  clearTimeout(hidden);
  if (document.hidden) {
    hidden = window.setTimeout(() => {
      released.stream.stop();
      ranking.stop();
    }, HIDDEN_MS);
  } else if (running) {
    if (session.readsAlerts) {
      released.stream.resume();
    }
    if (session.ranks) {
      ranking.stream.resume();
    }
  }
}
