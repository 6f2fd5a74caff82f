#!/bin/sh
# urql's graphcache with `possibleTypes`, which "will disable heuristic fragment matching, allowing Graphcache to match fragment
# deterministically", and a query whose inline fragments are on two concrete types of an interface.
# One would expect an answer of type A to be written by the fragment on A alone, as it is with `schema`.
# In @urql/exchange-graphcache 9.0.2 every fragment is walked on write unless there is a `schema`, whatever `possibleTypes` says: in
# development it warns about each field of the other fragments ("Invalid undefined: The field at `y` is `undefined`").
# Concerns: pages that read `node(id)` with fragments, and tests that allow no warnings. `schema` instead of `possibleTypes` helps.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund @urql/core@6.0.3 @urql/exchange-graphcache@9.0.2 graphql@16.15.0 wonka@6.3.2 >/dev/null
cat >finding.js <<'JS'
import { Client, gql } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { map, pipe } from 'wonka';

const warnings = [];
console.warn = (warning) => warnings.push(warning);
const data = { __typename: 'Query', node: { __typename: 'A', id: '1', x: 1 } };
const network = () => (operations) =>
  pipe(operations, map((operation) => ({ operation, data, stale: false, hasNext: false })));
const cache = cacheExchange({ possibleTypes: { Node: ['A', 'B'] } });
const client = new Client({ url: 'http://localhost/', exchanges: [cache, network] });
await client.query(gql`{ node { __typename id ... on A { x } ... on B { y } } }`, {}).toPromise();
console.log(warnings.length, 'warning:', warnings[0]?.split('\n')[0]);
JS
echo "graphcache 9.0.2"
node finding.js | tee out
grep -q '^1 warning' out
