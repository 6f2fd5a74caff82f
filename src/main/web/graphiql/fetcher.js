import { send } from '@shared/gateway.js';
import { headersFor } from './credential.jsx';
import { Store } from './store.js';

/** What the last answer said of itself: `exist`, `arrived`, `millis` and `errors`; null before one. */
export const lastAnswer = new Store(null);

/**
 * For a moment after a tab is opened, the page still has the name of the operation in the tab before. Without
 * a name the gateway runs the only operation there is.
 */
export function named({ operationName, ...operation }) {
  return operationName && operation.query.includes(operationName) ? { ...operation, operationName } : operation;
}

/** Posts an operation to the gateway that serves the page. */
export async function fetcher(operation, { headers } = {}) {
  const start = performance.now();
  const answer = await send(named(operation), headersFor(operation.query, headers));
  if (operation.operationName !== 'IntrospectionQuery') {
    lastAnswer.value = {
      exist: answer.extensions?.exist,
      errors: answer.errors?.length ?? 0,
      millis: Math.round(performance.now() - start),
      arrived: Date.now(),
    };
  }
  return answer;
}
