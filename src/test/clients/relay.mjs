// Relay: pages through a connection, and fetches a node again by its id.
import assert from 'node:assert/strict';
import relay from 'relay-runtime';
import { headers, url } from './gateway.mjs';
import card from './relay/__generated__/documentsCardQuery.graphql.js';
import fragment from './relay/__generated__/documentsCard_attribute.graphql.js';
import feed from './relay/__generated__/documentsFeedQuery.graphql.js';

const { createOperationDescriptor, Environment, fetchQuery, getSelector, Network } = relay;
const { RecordSource, Store } = relay;

async function send({ text }, variables) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  });
  return answer.json();
}

const environment = new Environment({
  network: Network.create(send),
  store: new Store(new RecordSource()),
});
const run = (query, variables) => fetchQuery(environment, query, variables).toPromise();
// Nothing may be collected while it is looked at
const whole = createOperationDescriptor(feed, { first: 3 });
environment.retain(whole);

const first = await run(feed, { first: 3 });
const seen = first.me.insights.edges.map((it) => it.node.id);
assert.equal(seen.length, 3);
assert.equal(first.me.insights.pageInfo.hasNextPage, true);

await run(feed, { first: 3, after: first.me.insights.pageInfo.endCursor });
const both = environment.lookup(whole.fragment).data.me;
const ids = both.insights.edges.map((it) => it.node.id);
assert.deepEqual(ids.slice(0, 3), seen);
assert.equal(new Set(ids).size, 6, 'Relay appended the second page to the first');

const { attribute } = both;
const again = await run(card, { id: attribute.id });
const shown = environment.lookup(getSelector(fragment, again.node)).data;
assert.equal(shown.name, 'steps');
assert.match(shown.today.formatted, /^[\d,]+$/);
