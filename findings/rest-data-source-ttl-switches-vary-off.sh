#!/bin/sh
# Apollo's RESTDataSource keeps one answer of a REST API for each method and URL. Its README says of answers that depend on a
# header of the request: "we do validate header fields and don't serve responses from cache when they don't match".
# One would expect that to hold with `cacheOptions: { ttl: 60 }` as well, which sets for how long an answer is kept.
# In @apollo/datasource-rest 6.4.1 an answer kept by `ttl` is judged by its age alone. `Vary: Accept-Language` holds without
# `ttl`; with it the second user is answered in the language of the first. The age includes the `Age` that a cache on the way
# has added, so an answer that arrives with `Age: 90` is asked for again each time, though it was fetched a moment ago.
# Concerns: GraphQL servers over REST APIs whose answers depend on a language, a time zone or a version in a header.
# What helps: those headers in `cacheKeyFor` wherever a `ttl` is set.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund @apollo/datasource-rest@6.4.1 @apollo/utils.keyvaluecache@3.1.0 \
  graphql@16.15.0 >/dev/null
cat >finding.js <<'JS'
import { createServer } from 'node:http';
import { RESTDataSource } from '@apollo/datasource-rest';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';

let requests;
const server = createServer(({ headers, url }, response) => {
  requests++;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'max-age=120');
  response.setHeader('Vary', 'Accept-Language');
  if (url === '/aged') response.setHeader('Age', '90');
  response.end(JSON.stringify({ language: headers['accept-language'] }));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

class Api extends RESTDataSource {
  baseURL = `http://127.0.0.1:${server.address().port}`;
  async language(path, language, options) {
    const request = { headers: { 'Accept-Language': language }, ...options };
    const { parsedBody, httpCache } = await this.fetch(path, request);
    await httpCache.cacheWritePromise;
    return parsedBody.language;
  }
}
const ask = async (label, path, languages, options) => {
  requests = 0;
  const cache = new InMemoryLRUCache();
  const got = [];
  for (const language of languages) got.push(await new Api({ cache }).language(path, language, options));
  console.log(`${label}: asked for ${languages}, got ${got} with ${requests} requests`);
};
const options = { cacheOptions: { ttl: 60 } };
await ask('max-age', 'plain', ['de', 'fr', 'fr'], {});
await ask('ttl', 'plain', ['de', 'fr', 'fr'], options);
await ask('max-age, aged', 'aged', ['de', 'de', 'de'], {});
await ask('ttl, aged', 'aged', ['de', 'de', 'de'], options);
server.close();
JS
echo "@apollo/datasource-rest 6.4.1"
node finding.js | tee out
grep -q '^max-age: asked for de,fr,fr, got de,fr,fr with 2 requests$' out
grep -q '^ttl: asked for de,fr,fr, got de,de,de with 1 requests$' out
grep -q '^max-age, aged: asked for de,de,de, got de,de,de with 1 requests$' out
grep -q '^ttl, aged: asked for de,de,de, got de,de,de with 3 requests$' out
