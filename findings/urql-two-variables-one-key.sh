#!/bin/sh
# urql finds the cached answer of a query by the key of its operation, a number computed from the document and the variables.
# One would expect other variables to have another key, or the cache to compare the variables as well.
# In @urql/core 6.0.3 the number is h * 33 + c over the characters of the variables, of about 32 bits, and nothing else is
# compared: raising one character by 1 and lowering the next by 33 gives the same key, so "0Q" and "10" share theirs. The 3,844
# ids of two base-62 digits have 1,779 keys, and `node(id: "10")` is answered with `node(id: "0Q")`, without a request.
# Concerns: pages whose variables are ids or cursors in base 62 or base64, or names in mixed case.
# What helps: ids in an alphabet without characters that are 33 apart, as decimal and lower-case hexadecimal (UUIDs) are.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund @urql/core@6.0.3 graphql@16.15.0 >/dev/null
cat >finding.js <<'JS'
import { Client, cacheExchange, createRequest, fetchExchange, gql } from '@urql/core';

const query = gql`query ($id: ID!) { node(id: $id) { id } }`;
const digits = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
const ids = digits.flatMap((first) => digits.map((second) => first + second));
console.log(`${ids.length} ids, ${new Set(ids.map((id) => createRequest(query, { id }).key)).size} keys`);

let requests = 0;
const fetch = async (url, { body }) => {
  requests++;
  const { id } = JSON.parse(body).variables;
  return Response.json({ data: { node: { __typename: 'Node', id } } });
};
const exchanges = [cacheExchange, fetchExchange];
const client = new Client({ url: 'http://localhost/graphql', exchanges, fetch, preferGetMethod: false });
for (const id of ['0Q', '10', '11']) {
  const { data } = await client.query(query, { id }).toPromise();
  console.log(`asked for ${id}, got ${data.node.id} (${requests} requests so far)`);
}
JS
echo "@urql/core 6.0.3"
node finding.js | tee out
grep -q '^3844 ids, 1779 keys$' out
grep -q '^asked for 0Q, got 0Q (1 requests so far)$' out
grep -q '^asked for 10, got 0Q (1 requests so far)$' out
grep -q '^asked for 11, got 11 (2 requests so far)$' out
