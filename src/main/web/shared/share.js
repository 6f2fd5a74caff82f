import { graphiql } from './gateway.js';

/**
 * A link to an operation in GraphiQL. It holds the operation and its variables, never a credential, behind the `#`
 * that browsers do not send to servers.
 */
export function link({ query, variables }) {
  const parts = new URLSearchParams({ query });
  const text = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
  if (text && text !== '{}') parts.set('variables', text);
  return `${graphiql}#${parts}`;
}

/** The operation of a link that this page was opened with; null without one. */
export function shared(hash = location.hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parts.get('query');
  return query ? { query, variables: pretty(parts.get('variables')) } : null;
}

function pretty(variables) {
  try {
    return variables ? JSON.stringify(JSON.parse(variables), null, 2) : '';
  } catch {
    return variables;
  }
}
