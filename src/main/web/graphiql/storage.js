const THEME = 'graphiql:theme';
const TABS = 'graphiql:tabState';
const OURS = 'exist-graph:tabs';

/** A credential as a literal in a document: `password: "…"`. */
const SECRET = /\b(password|code|clientSecret|refreshToken)\s*:\s*"/;

/**
 * The storage of GraphiQL: of all that it stores, the theme and the documents of the tabs reach the browser's own and
 * survive a reload. Tokens, variables, headers and answers end with the page.
 */
export class PageStorage {
  #items = new Map();

  /** Begins with these tabs. */
  constructor({ tabs, active }) {
    this.#items.set(TABS, JSON.stringify({ activeTabIndex: active, tabs: tabs.map(stored) }));
    const theme = kept(THEME);
    if (theme) this.#items.set(THEME, theme);
  }

  get length() {
    return this.#items.size;
  }

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    this.#items.set(key, value);
    if (key === THEME) keep(THEME, value);
    if (key === TABS) keep(OURS, documents(value));
  }

  removeItem(key) {
    this.#items.delete(key);
  }

  clear() {
    this.#items.clear();
  }
}

/** The documents of the tabs before a reload and the place of the one in front; null without any. */
export function remembered() {
  try {
    const { queries, active } = JSON.parse(kept(OURS));
    const isSound = queries.length > 0 && queries.every((query) => typeof query === 'string');
    return isSound ? { queries, active: Math.min(Math.max(active, 0) || 0, queries.length - 1) } : null;
  } catch {
    return null;
  }
}

/** A tab as GraphiQL reads it. */
function stored({ query, variables }, place) {
  const name = query.match(/^(?:query|mutation|subscription)\s+(\w+)/m)?.[1] ?? null;
  const title = name ?? '<untitled>';
  return { id: `tab-${place}`, title, query, variables, headers: null, operationName: name, response: null };
}

function documents(state) {
  const { tabs, activeTabIndex } = JSON.parse(state);
  const front = tabs[activeTabIndex];
  const harmless = tabs.filter(({ query }) => query && !SECRET.test(query));
  return JSON.stringify({ queries: harmless.map(({ query }) => query), active: harmless.indexOf(front) });
}

function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // no storage in this browser
  }
}

function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // It holds for this page alone
  }
}
