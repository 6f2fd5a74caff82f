#!/bin/sh
# Apollo Client's PersistedQueryLink sends the hash of a query first. A server that has no persisted queries says so, and
# the link's `disable` then decides "whether to disable persisted queries for all future requests in this session".
# One would expect the hash to be sent no more from then on.
# In @apollo/client 4.3.8 every later error is put to `disable` as well, also that of a request which had no hash, and its answer
# replaces the earlier one. A field that failed or a 429 is no reason to disable, so either switches persisted queries on
# again, and the next query costs two requests: the hash, which is refused, and then the query.
# Concerns: pages and gateways before servers without persisted queries, above all those with a limit on requests: after each
# refusal the client sends more.
# What helps: a `disable` that remembers, such as `({ meta }) => (off ||= meta.persistedQueryNotSupported)`.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund @apollo/client@4.3.8 rxjs@7.8.2 graphql@16.15.0 >/dev/null
cat >finding.js <<'JS'
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

const unsupported = {
  errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
};
const good = { status: 200, body: { data: { steps: 9000 } } };
const fieldFailed = { status: 200, body: { data: { steps: null }, errors: [{ message: 'no steps yet', path: ['steps'] }] } };
const throttled = { status: 429, body: { detail: 'Request was throttled.' } };
let requests;
let next;
const server = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  const { query } = JSON.parse(text);
  requests.push(query ? 'query' : 'hash');
  const { status, body } = query ? next : { status: 200, body: unsupported };
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const uri = `http://127.0.0.1:${server.address().port}/graphql`;
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const run = async (label, options) => {
  const link = ApolloLink.from([new PersistedQueryLink({ sha256, ...options }), new HttpLink({ uri })]);
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  const ask = async (what, answer) => {
    requests = [];
    next = answer;
    const query = gql`
      query {
        steps
      }
    `;
    await client.query({ query, fetchPolicy: 'no-cache', errorPolicy: 'all' });
    console.log(`${label}, ${what}: ${requests.join(' and ')}`);
  };
  await ask('first', good);
  await ask('second', good);
  await ask('a field fails', fieldFailed);
  await ask('after the field that failed', good);
  await ask('then', good);
  await ask('throttled', throttled);
  await ask('after the 429', good);
};
await run('default', {});
let off = false;
await run('remembered', { disable: ({ meta }) => (off ||= meta.persistedQueryNotSupported) });
server.close();
JS
echo "@apollo/client 4.3.8"
node finding.js | tee out
grep -q '^default, first: hash and query$' out
grep -q '^default, second: query$' out
grep -q '^default, a field fails: query$' out
grep -q '^default, after the field that failed: hash and query$' out
grep -q '^default, then: query$' out
grep -q '^default, throttled: query$' out
grep -q '^default, after the 429: hash and query$' out
grep -q '^remembered, first: hash and query$' out
[ "$(grep -c '^remembered, .*: query$' out)" = 6 ]
