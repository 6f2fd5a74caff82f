// Apollo's batching link: each operation shows why the batch is refused.
import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import assert from 'node:assert/strict';
import { headers, noting, url } from './gateway.mjs';

const sent = [];
const apollo = new ApolloClient({
  link: new BatchHttpLink({ uri: url, headers, fetch: noting(sent) }),
  cache: new InMemoryCache(),
});
const queries = [gql`{ me { id username } }`, gql`{ rateLimit { id limit } }`, gql`{ me { id today } }`];
const results = await Promise.allSettled(queries.map((query) => apollo.query({ query })));
assert.equal(sent.length, 1);
for (const { reason } of results) {
  assert.match(reason.message, /^Batches are not supported/);
  assert.equal(reason.errors[0].extensions.code, 'BAD_REQUEST');
}
