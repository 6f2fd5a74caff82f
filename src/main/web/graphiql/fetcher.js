import { send } from '@shared/gateway.js';

/**
 * For a moment after a tab is opened, the page still has the name of the operation in the tab before. Without
 * a name the gateway runs the only operation there is.
 */
function named({ operationName, ...operation }) {
  return operation.query.includes(operationName) ? { ...operation, operationName } : operation;
}

/** Posts an operation to the gateway that serves the page. */
export function fetcher(operation, { headers } = {}) {
  return send(named(operation), headers);
}
