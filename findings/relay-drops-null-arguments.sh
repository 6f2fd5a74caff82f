#!/bin/sh
# `values(last: Int = 2)`: by the GraphQL specification, `last: null` is another question than no argument at all. The first
# gives the resolver null, which may mean "all of them", the second gives it 2.
# One would expect Relay to send a query as it is written, and to keep the answers to the two questions apart.
# relay-compiler 21.0.1 takes `last: null` out of the text that is sent. relay-runtime 21.0.1 sends a null variable, but has one
# place in its store for both, so the question that comes second is answered with the data of the first and without a request.
# Concerns: pages on Relay over schemas whose arguments have defaults and allow null (ranges, filters, limits).
# What helps: another way of saying "all", such as a value of an enum or a field of its own.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund relay-runtime@21.0.1 relay-compiler@21.0.1 graphql@16.15.0 >/dev/null
mkdir src
echo 'type Query { values(last: Int = 2): [Int!]! }' >schema.graphql
echo '{"src": "src", "schema": "schema.graphql", "language": "javascript", "eagerEsModules": true}' >relay.config.json
cat >src/page.js <<'JS'
import { graphql } from 'relay-runtime';
graphql`query pageDefaultQuery { values }`;
graphql`query pageNullQuery { values(last: null) }`;
graphql`query pageVariableQuery($last: Int) { values(last: $last) }`;
JS
npx relay-compiler >compiled || { cat compiled; exit 1; }
cat >finding.js <<'JS'
import relay from 'relay-runtime';
import byDefault from './src/__generated__/pageDefaultQuery.graphql.js';
import withNull from './src/__generated__/pageNullQuery.graphql.js';
import withVariable from './src/__generated__/pageVariableQuery.graphql.js';

console.log(`last: null, compiled to: ${withNull.params.text.replace(/\s+/g, ' ')}`);
const days = [5, 6, 7, 8, 9];
let requests = 0;
const network = relay.Network.create(async (request, { last = 2 }) => {
  requests++;
  return { data: { values: last === null ? days : days.slice(-last) } };
});
const environment = new relay.Environment({ network, store: new relay.Store(new relay.RecordSource()) });
async function read(label, query, variables) {
  environment.retain(relay.createOperationDescriptor(query, variables));
  const data = await relay.fetchQuery(environment, query, variables, { fetchPolicy: 'store-or-network' }).toPromise();
  console.log(`${label}: ${data.values} (${requests} requests so far)`);
}
await read('no argument', byDefault, {});
await read('$last = 1', withVariable, { last: 1 });
await read('$last = null', withVariable, { last: null });
JS
echo "Relay 21.0.1"
node finding.js | tee out
grep -q '^last: null, compiled to: query pageNullQuery { values } *$' out
grep -q '^no argument: 8,9 (1 requests so far)$' out
grep -q '^\$last = 1: 9 (2 requests so far)$' out
grep -q '^\$last = null: 8,9 (2 requests so far)$' out
