#!/bin/sh
# A document may hold several operations, and `operationName` says which of them to execute. Mercurius' option `jit` compiles
# a document that was asked for often enough; one would expect it to change the speed of answers only.
# Mercurius 16.10.1 keeps one compiled operation for each source text: the one that was named when the count was reached.
# From then on every request with that text executes it, whatever its `operationName`, without an error. Here the query `Mood`
# is answered with the data of the mutation `Raise`, which runs once more.
# Concerns: clients that send one document for all of their operations (as IDEs and persisted documents do), with `jit` on.
# What helps: one operation in each document, or no `jit`.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund fastify@5.12.8 mercurius@16.10.1 graphql@16.15.0 >/dev/null
cat >finding.js <<'JS'
import Fastify from 'fastify';
import mercurius from 'mercurius';

const query = 'query Mood { mood } mutation Raise { raise }';
for (const jit of [0, 1]) {
  let mood = 3;
  const app = Fastify();
  app.register(mercurius, {
    schema: 'type Query { mood: Int } type Mutation { raise: Int }',
    resolvers: { Query: { mood: () => mood }, Mutation: { raise: () => ++mood } },
    jit,
  });
  for (const operationName of ['Raise', 'Raise', 'Mood']) {
    const { body } = await app.inject({ method: 'POST', url: '/graphql', payload: { query, operationName } });
    console.log(`jit ${jit}, ${operationName}: ${body}`);
  }
  console.log(`jit ${jit}, raised ${mood - 3} times`);
  await app.close();
}
JS
echo "Mercurius 16.10.1"
node finding.js | tee out
grep -q '^jit 0, Mood: {"data":{"mood":5}}$' out
grep -q '^jit 0, raised 2 times$' out
grep -q '^jit 1, Mood: {"data":{"raise":6}}$' out
grep -q '^jit 1, raised 3 times$' out
