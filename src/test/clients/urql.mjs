// urql: reads by GET and by POST, writes, and reads again what the write touched.
import { cacheExchange, Client, fetchExchange, gql } from '@urql/core';
import assert from 'node:assert/strict';
import { headers, noting, url } from './gateway.mjs';

const NOTE = gql`
  query Note {
    me {
      id
      attribute(name: "mood_note") {
        id
        today {
          id
          text
        }
      }
    }
  }
`;
const WRITE = gql`
  mutation Write($text: AttributeValue!) {
    updateAttributes(updates: [{ name: "mood_note", value: $text }]) {
      failedCount
      results {
        value {
          id
          text
        }
      }
    }
  }
`;

for (const preferGetMethod of ['force', false]) {
  const sent = [];
  const urql = new Client({
    url,
    exchanges: [cacheExchange, fetchExchange],
    fetch: noting(sent),
    fetchOptions: { headers },
    preferGetMethod,
  });
  const before = await urql.query(NOTE, {}).toPromise();
  assert.equal(before.error, undefined);
  assert.equal(sent[0].method, preferGetMethod ? 'GET' : 'POST');

  const text = `Written by urql, ${preferGetMethod}`;
  const written = await urql.mutation(WRITE, { text }).toPromise();
  assert.equal(written.data.updateAttributes.failedCount, 0);
  assert.equal(written.data.updateAttributes.results[0].value.text, text);

  const after = await urql.query(NOTE, {}).toPromise();
  assert.equal(after.data.me.attribute.today.text, text);

  const wrong = await urql.query(gql`{ me { nothing } }`, {}).toPromise();
  assert.equal(wrong.error.graphQLErrors[0].extensions.code, 'BAD_REQUEST');
}
