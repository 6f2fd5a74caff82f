const { origin, pathname } = location;

/** The address the gateway's pages are relative to: with the path prefix of a proxy, if there is one. */
const root = new URL(pathname.replace(/graphiql\/?$/, '').replace(/[^/]*$/, ''), origin);

export const endpoint = new URL('graphql', root);

/** The address of GraphiQL. */
export const graphiql = new URL('graphiql', root);

/** The address of this page without parameters, which Exist sends a user back to after signing in. */
export const redirectUri = origin + pathname;

const words = document.querySelector('meta[name=exist-graph]')?.content.split(' ') ?? [];

/** What this gateway has: the credentials of the demo, a configured OAuth2 client, the version of the API. */
export const features = {
  isDemo: words.includes('demo') || import.meta.env.DEV,
  canSignIn: words.includes('demo') || words.includes('sign-in'),
  isV2: words.includes('v2'),
};

/** The client of the demo, which the simulator knows; elsewhere the gateway has a client of its own. */
export const client = features.isDemo ? { clientId: 'demo-client', clientSecret: 'demo-secret' } : {};

/**
 * Sends an operation. The answer is the body of the response, or one error with what the transport says: a body
 * that is too large, a proxy in between, no network at all (code `NETWORK`).
 */
export async function send({ query, operationName, variables }, headers = {}, signal = undefined) {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      credentials: 'omit',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        ...headers,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query, operationName, variables }),
      signal,
    });
    return await answer(response);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    return failure('The gateway cannot be reached.', { code: 'NETWORK', retryable: true });
  }
}

async function answer(response) {
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    if (body !== null && typeof body === 'object') return body;
  } catch {
    // Not an answer of the gateway
  }
  return failure(`HTTP ${response.status} ${response.statusText}`.trim(), { code: 'HTTP', retryable: true });
}

function failure(message, extensions) {
  return { data: null, errors: [{ message, extensions }] };
}
