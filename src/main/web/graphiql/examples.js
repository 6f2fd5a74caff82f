import { client, redirectUri } from '@shared/gateway.js';
import { operation, read } from '@shared/operations.js';
import { shared } from '@shared/share.js';

// What Exist appends to the address when it sends a user back
const back = new URLSearchParams(location.search);

/** Variables that an operation cannot be run without. */
const variables = {
  SignIn: { clientId: client.clientId, redirectUri, state: unguessable() },
  ExchangeCode: { code: back.get('code') ?? '', redirectUri, ...client },
  RefreshToken: { refreshToken: '', ...client },
  RequestToken: { username: 'demo', password: '' },
  Release: { names: ['mood_note'] },
  SeeAgain: { id: '' },
  WriteValues: { updates: [{ name: 'weight', date: '2026-11-01', value: 71.5 }] },
};

const TABS = [
  'Dashboard', 'Today', 'YearOfOneAttribute', 'CorrelationsExplorer',
  'SignIn', 'ExchangeCode', 'Acquire', 'WriteMood', 'BackfillAWeek',
];

/** A tab that is ready to run this operation. */
export function tab({ name, query }) {
  return { query, variables: name in variables ? JSON.stringify(variables[name], null, 2) : '' };
}

/** The tab of a document that is remembered from before a reload, which remembers no variables. */
function again(query) {
  try {
    return tab(read(query));
  } catch {
    return { query, variables: '' }; // none of the ready operations
  }
}

/**
 * The tabs the page opens with, and the place of the one in front: those of before a reload, else the examples. A
 * link's operation comes in front, and so does the step of signing in for whoever comes back from Exist.
 */
export function session(remembered) {
  const tabs = remembered?.queries.map(again) ?? TABS.map((name) => tab(operation(name)));
  const first = shared() ?? step();
  history.replaceState(null, '', location.pathname);
  if (!first) return { tabs, active: remembered?.active ?? 0 };
  return { tabs: [first, ...tabs.filter(({ query }) => query !== first.query)], active: 0 };
}

function step() {
  if (back.has('code')) return tab(operation('ExchangeCode'));
  return back.has('error') ? tab(operation('SignIn')) : null;
}

function unguessable() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join('');
}
