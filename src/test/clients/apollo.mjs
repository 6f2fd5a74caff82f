// Apollo Client: reads, writes, sees its cache follow by id, and calls documents by their hash.
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { headers, noting, url } from './gateway.mjs';

const WEEK = gql`
  query Week($attribute: String!) {
    me {
      id
      attribute(name: $attribute) {
        id
        values(last: 7) {
          id
          date
          value
        }
      }
    }
  }
`;
const WRITE = gql`
  mutation Write($value: AttributeValue!) {
    updateAttributes(updates: [{ name: "mood", value: $value }]) {
      results {
        status
        value {
          id
          value
        }
      }
    }
  }
`;
const variables = { attribute: 'mood' };

function client(link) {
  return new ApolloClient({ link, cache: new InMemoryCache() });
}

const sent = [];
const apollo = client(new HttpLink({ uri: url, headers, fetch: noting(sent) }));

const { data } = await apollo.query({ query: WEEK, variables });
assert.equal(data.me.attribute.values.length, 7);

for (const value of [3, 8]) {
  const written = await apollo.mutate({ mutation: WRITE, variables: { value } });
  assert.equal(written.data.updateAttributes.results[0].status, 'APPLIED');
  // The day has the same id wherever it stands, so the query before shows what was written
  assert.equal(apollo.readQuery({ query: WEEK, variables }).me.attribute.values[0].value, value);
}
assert.equal(sent.length, 3);
assert.equal((await apollo.query({ query: WEEK, variables })).data.me.attribute.values[0].value, 8);
assert.equal(sent.length, 3, 'the cache answers');

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
for (const useGETForHashedQueries of [true, false]) {
  const persisted = [];
  const query = gql`query ${'By' + (useGETForHashedQueries ? 'Get' : 'Post')} { me { id username } }`;
  for (const expected of [2, 1]) {
    persisted.length = 0;
    const link = new PersistedQueryLink({ sha256, useGETForHashedQueries });
    const http = new HttpLink({ uri: url, headers, fetch: noting(persisted) });
    const answer = await client(link.concat(http)).query({ query });
    assert.equal(answer.data.me.username, 'demo');
    assert.equal(persisted.length, expected, 'the document itself travels once');
    assert.equal(persisted[0].method, useGETForHashedQueries ? 'GET' : 'POST');
    assert.ok(!JSON.stringify(persisted[0]).includes('username'));
  }
}
