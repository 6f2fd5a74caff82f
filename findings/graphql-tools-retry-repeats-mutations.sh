#!/bin/sh
# `buildHTTPExecutor` of GraphQL Tools, with which gateways ask other GraphQL servers, has `retry`, described as "Retry attempts".
# One would expect a request that failed to be sent again: no answer, or one of the statuses that are worth another try.
# In @graphql-tools/executor-http 3.4.1 any answer with `errors` is taken for a failure, and the whole request is sent again at
# once. A mutation that was executed is executed again because a nullable field of its result failed, a query that is not
# valid is refused again and again, and a 429 with `Retry-After` is followed by more requests without a wait.
# The number counts requests, not repetitions: `retry: 3` sends three, and `retry: 1` never repeats any.
# Concerns: gateways that stitch or federate over servers with mutations, or with fields from a rate-limited API, where one
# throttled field makes all the others be fetched anew.
# What helps: no `retry`, but a `fetch` that repeats what may be repeated.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund @graphql-tools/executor-http@3.4.1 graphql-yoga@5.24.1 graphql@16.15.0 >/dev/null
cat >finding.js <<'JS'
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { GraphQLError, parse } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';

let requests;
let added;
let throttled;
const typeDefs = `
  type Query { steps: Int }
  type Mutation { addNote(text: String!): Note }
  type Note { id: ID!, mood: Int }`;
const resolvers = {
  Query: { steps: () => 9000 },
  Mutation: { addNote: () => ({ id: ++added }) },
  Note: {
    mood: () => {
      throw new GraphQLError('throttled');
    },
  },
};
const yoga = createYoga({ schema: createSchema({ typeDefs, resolvers }), logging: false });
const fetch = (url, init) => {
  requests++;
  const refusal = { status: 429, headers: { 'Retry-After': '3600' } };
  if (throttled) return Response.json({ detail: 'Request was throttled.' }, refusal);
  return yoga.fetch(new URL(url, 'http://localhost'), init);
};
const ask = async (label, retry, document) => {
  requests = 0;
  added = 0;
  const { data, errors } = await buildHTTPExecutor({ endpoint: '/graphql', fetch, retry })({ document: parse(document) });
  const result = JSON.stringify({ data, errors: errors?.length });
  console.log(`${label}, retry ${retry}: ${requests} requests, ${added} notes, ${result}`);
};
const add = 'mutation { addNote(text: "walk") { id mood } }';
await ask('a query', 3, '{ steps }');
await ask('a mutation whose field fails', undefined, add);
await ask('a mutation whose field fails', 3, add);
await ask('a query that is not valid', 3, '{ stepz }');
throttled = true;
await ask('a query that is throttled', 3, '{ steps }');
await ask('a query that is throttled', 1, '{ steps }');
JS
echo "@graphql-tools/executor-http 3.4.1"
node finding.js | tee out
grep -q '^a query, retry 3: 1 requests,' out
grep -q '^a mutation whose field fails, retry undefined: 1 requests, 1 notes,' out
grep -q '^a mutation whose field fails, retry 3: 3 requests, 3 notes, {"data":{"addNote":{"id":"3","mood":null}},"errors":1}$' out
grep -q '^a query that is not valid, retry 3: 3 requests,' out
grep -q '^a query that is throttled, retry 3: 3 requests,' out
grep -q '^a query that is throttled, retry 1: 1 requests,' out
