import { client, redirectUri } from '@shared/gateway.js';
import { operation } from '@shared/operations.js';

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

const READING = ['Dashboard', 'Today', 'YearOfOneAttribute', 'CorrelationsExplorer'];
const WRITING = ['SignIn', 'ExchangeCode', 'Acquire', 'WriteMood', 'BackfillAWeek'];

/** The tabs the page opens with; the first is the one in front, and each is named by its operation. */
export const examples = order().map((name) => tab(operation(name)));

/** A tab that is ready to run this operation. */
export function tab({ name, query }) {
  return { query, variables: name in variables ? JSON.stringify(variables[name], null, 2) : '' };
}

/** Whoever comes back from Exist goes on with signing in. */
function order() {
  const first = back.has('code') ? ['ExchangeCode'] : back.has('error') ? ['SignIn'] : [];
  history.replaceState(null, '', location.pathname);
  return [...new Set([...first, ...READING, ...WRITING])];
}

function unguessable() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16)).join('');
}
