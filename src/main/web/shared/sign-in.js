import { client, features, redirectUri, send } from './gateway.js';

const KEY = 'exist-graph:state';

// What Exist appends to the address when it sends a user back
const back = new URLSearchParams(location.search);

/** The code of a redirect that this page asked for; its parameters leave the address bar at once. */
export function redirected() {
  const [code, error, state] = ['code', 'error', 'state'].map((name) => back.get(name));
  if (!code && !error) return null;
  const expected = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  history.replaceState(null, '', location.pathname + location.hash);
  if (!state || state !== expected) return { error: 'state' };
  return error ? { error } : { code };
}

/** Sends the browser to Exist. Returns the errors of an answer that has no address. */
export async function signIn({ query, name }) {
  const state = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('');
  const variables = { redirectUri, state, clientId: client.clientId, ...(features.isV2 && { scope: SCOPES }) };
  const { data, errors } = await send({ query, operationName: name, variables });
  if (!data?.authorizationUrl) return errors ?? [];
  sessionStorage.setItem(KEY, state); // no secret; gone once the user is back
  location.assign(data.authorizationUrl);
  return [];
}

/** Exchanges the code for a credential. */
export async function exchange({ query, name }, code) {
  return send({ query, operationName: name, variables: { code, redirectUri, ...client } });
}

/** Over API v2 a scope is one group and one direction. */
const SCOPES = [
  'activity', 'productivity', 'mood', 'sleep', 'custom', 'events', 'health', 'location', 'media', 'social', 'weather',
].map((group) => `${group}_read`).concat('mood_write');
