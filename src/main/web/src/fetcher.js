/** Posts an operation to the gateway on the page's own origin. */
export async function fetcher(operation, { headers } = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'omit',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      ...headers,
      'content-type': 'application/json',
    },
    body: JSON.stringify(operation),
  });
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    // Not an answer of the GraphQL engine: too large a body, a proxy in between
    return { errors: [{ message: `HTTP ${response.status} ${response.statusText}`.trim() }] };
  }
}
