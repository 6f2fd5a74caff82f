#!/bin/sh
# @fastify/rate-limit has `exponentialBackoff`: "Renew user limitation exponentially when user sends a request to the server when
# still limited". Each request that is refused doubles the time, and `Retry-After` says so.
# One would expect a client that was sent away for an hour to be refused for an hour, as it is with the plugin's store in Redis.
# In @fastify/rate-limit 11.2.0 the store in memory, which is the default, doubles only what is announced. The count starts anew
# one plain window after the last refusal: here a client is asked to stay away for two hours and is served after a minute.
# Concerns: servers that rely on the back-off without Redis, and gateways in front of them: one that holds requests back until
# the announced time is idle for hours in which it would have been served.
# What helps: the store in Redis, or `continueExceeding`, whose refusals last the one window that they announce.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund fastify@5.12.8 @fastify/rate-limit@11.2.0 >/dev/null
cat >finding.js <<'JS'
import Fastify from 'fastify';
import rateLimit from '@fastify/rate-limit';

const minute = 60_000;
const start = Date.now();
let minutes = 0;
Date.now = () => start + minutes * minute;

const app = Fastify();
await app.register(rateLimit, { max: 1, timeWindow: minute, exponentialBackoff: true });
app.get('/', async () => 'served');
const ask = async () => {
  const { statusCode, headers } = await app.inject('/');
  const after = headers['retry-after'];
  console.log(`minute ${minutes}: ${statusCode}` + (after ? `, Retry-After ${after / 60} minutes` : ''));
};
for (let requests = 1; requests <= 8; requests++) await ask();
minutes = 0.5;
await ask();
minutes = 1.5;
await ask();
JS
echo "@fastify/rate-limit 11.2.0"
node finding.js | tee out
grep -q '^minute 0: 200$' out
grep -q '^minute 0: 429, Retry-After 1 minutes$' out
grep -q '^minute 0: 429, Retry-After 64 minutes$' out
grep -q '^minute 0.5: 429, Retry-After 128 minutes$' out
grep -q '^minute 1.5: 200$' out
