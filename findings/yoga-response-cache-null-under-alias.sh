#!/bin/sh
# Yoga's response cache with a lifetime for a type, `type Day @cacheControl(maxAge: 1)`. A result that has no Day, but null or an
# empty list where one may be, lives for a second too: the cache looks up which type the field has.
# One would expect `{ day: today { steps } }` to be cached as `{ today { steps } }` is, since an alias only renames the key.
# In @graphql-yoga/plugin-response-cache 3.26.1 (@envelop/response-cache 9.3.1) that look-up takes the key in the response for
# the name of the field. Under an alias it finds no type, and the result gets the lifetime of the whole cache, which is endless
# unless set: "no day yet" is served for good.
# Concerns: servers that cache by type, and clients that ask again and again for what does not exist yet.
# What helps: a `ttl` for the whole cache, or maxAge on the field instead of on the type.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund graphql-yoga@5.24.1 @graphql-yoga/plugin-response-cache@3.26.1 \
  @envelop/response-cache@9.3.1 graphql@16.15.0 >/dev/null
cat >finding.js <<'JS'
import { setTimeout as sleep } from 'node:timers/promises';
import { createSchema, createYoga } from 'graphql-yoga';
import { cacheControlDirective, useResponseCache } from '@graphql-yoga/plugin-response-cache';

let today = null;
let lifetime;
const typeDefs = `${cacheControlDirective}
  type Query { today: Day }
  type Day @cacheControl(maxAge: 1) { steps: Int }`;
const cache = useResponseCache({ session: () => null, onTtl: ({ ttl }) => (lifetime = ttl) });
const schema = createSchema({ typeDefs, resolvers: { Query: { today: () => today } } });
const yoga = createYoga({ schema, plugins: [cache] });
const ask = async (query) => (await yoga.fetch(`http://localhost/graphql?query=${encodeURIComponent(query)}`)).text();
const queries = ['{ today { steps } }', '{ day: today { steps } }'];
for (const query of queries) {
  const answer = await ask(query);
  console.log(`${query} -> ${answer}, cached for ${lifetime} ms`);
}
today = { steps: 9000 };
await sleep(2000);
for (const query of queries) {
  console.log(`two seconds later ${query} -> ${await ask(query)}`);
}
JS
echo "@graphql-yoga/plugin-response-cache 3.26.1"
node finding.js | tee out
grep -qF '{ today { steps } } -> {"data":{"today":null}}, cached for 1000 ms' out
grep -qF '{ day: today { steps } } -> {"data":{"day":null}}, cached for Infinity ms' out
grep -qF 'two seconds later { today { steps } } -> {"data":{"today":{"steps":9000}}}' out
grep -qF 'two seconds later { day: today { steps } } -> {"data":{"day":null}}' out
