/**
 * For a moment after a tab is opened, the page still has the name of the operation in the tab before. Without
 * a name the gateway runs the only operation there is.
 */
function named({ operationName, ...operation }) {
  return operation.query.includes(operationName) ? { ...operation, operationName } : operation;
}

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
    body: JSON.stringify(named(operation)),
  });
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    // Not an answer of the GraphQL engine: too large a body, a proxy in between
    return { errors: [{ message: `HTTP ${response.status} ${response.statusText}`.trim() }] };
  }
}
