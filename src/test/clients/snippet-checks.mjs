// Runs one snippet of schema/clients.md, the name of which is the second argument, as its tool would, and checks what comes back.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { parse, print } from 'graphql';
import yaml from 'yaml';
import { headers, url } from './gateway.mjs';

const name = process.argv[3];
const text = await readFile(`snippets/${name}`, 'utf8');

async function post(address, sent, body) {
  const answer = await fetch(address, { method: 'POST', headers: sent, body });
  assert.equal(answer.status, 200);
  const json = await answer.json();
  assert.equal(json.errors, undefined);
  return json;
}

const at = (json, path) => path.split('.').reduce((value, member) => value[member], json);

async function output(run) {
  const lines = [];
  const log = console.log;
  console.log = (...args) => lines.push(args.join(' '));
  await run();
  console.log = log;
  return lines.join('\n');
}

const checks = {
  async 'apollo-client.js'() {
    const { gql } = await import('@apollo/client');
    const module = await import('./snippets/apollo-client.js');
    const query = gql`{ me { id user: username } insights: me { id insights(first: 0) { totalCount } } }`;
    const { data, error } = await module.client.query({ query });
    assert.equal(data.me.user, 'demo', 'errorPolicy keeps what could be read');
    assert.equal(error.errors[0].extensions.code, 'BAD_REQUEST');
    await module.client.query({ query: gql`{ rateLimit { id limit } }` });
    assert.equal(module.lastCost.rateLimit.limit, 300);
  },
  async 'urql-client.js'() {
    const { client } = await import('./snippets/urql-client.js');
    const { data, error } = await client.query('{ me { id username } }', {}).toPromise();
    assert.equal(error, undefined);
    assert.equal(data.me.username, 'demo');
  },
  async 'schema-json.js'() {
    const { __schema: schema } = JSON.parse(await readFile('snippets/schema.json', 'utf8'));
    assert.ok(schema.types.some((type) => type.name === 'Attribute'));
  },
  async 'relay-environment.js'() {
    const { environment } = await import('./snippets/relay-environment.js');
    const send = (operation) => environment.getNetwork().execute(operation, {}, {}).toPromise();
    assert.equal((await send({ name: 'A', text: 'query A { me { id username } }' })).data.me.username, 'demo');
    assert.equal((await send({ name: 'A', text: 'query A { nothing }' })).data, null);
  },
  async 'graphql-request.js'() {
    assert.match(await output(() => import('./snippets/graphql-request.js')), /^[\d,]+  \d+$/);
  },
  'AttributeValue.swift'() {
    assert.match(text, /struct AttributeValue: CustomScalarType/);
  },
  'build.gradle.kts': () => assertScalars(/mapScalar\w*\("(\w+)"/g),
  'build.yaml': () => assertScalars(/^ {12}(\w+): \{ type/gm),
  async 'steps.py'() {
    const [, query] = text.match(/"""(.*?)"""/s);
    const { data, extensions } = await post(url, { ...headers, 'content-type': 'application/json' }, JSON.stringify({ query: print(parse(query)) }));
    assert.equal(data.me.attribute.values.length, 7);
    assert.equal(typeof extensions.exist.requests, 'number');
    // Debian has the package of gql since version 13
    if (spawnSync('/usr/bin/python3', ['-c', 'import gql']).status === 0) {
      assert.match(execFileSync('/usr/bin/python3', [`snippets/${name}`], { encoding: 'utf8' }), /'number': \d+.* \d+\n$/);
    }
  },
  'curl.sh'() {
    const { data } = JSON.parse(execFileSync('bash', ['-e', `snippets/${name}`], { encoding: 'utf8' }));
    assert.ok('today' in data.me.attribute);
  },
  async 'home-assistant.yaml'() {
    const { rest } = yaml.parse(text);
    for (const { resource, headers: sent, payload, sensor } of rest) {
      const value_json = await post(resource, sent, payload);
      for (const { value_template } of sensor) {
        const [, path] = value_template.match(/^\{\{ value_json\.([\w.]+) \}\}$/);
        assert.notEqual(at(value_json, path), undefined);
      }
    }
  },
  async 'grafana-infinity.json'() {
    const { url: address, url_options: options, root_selector, columns } = JSON.parse(text);
    const sent = { ...headers, 'content-type': options.body_content_type };
    const rows = at(await post(address, sent, JSON.stringify({ query: options.body_graphql_query, variables: {} })), root_selector);
    assert.equal(rows.length, 90);
    const [time, value] = columns.map(({ selector }) => selector);
    assert.ok(rows.every((row, index) => index === 0 || Date.parse(row[time]) > Date.parse(rows[index - 1][time])));
    assert.ok(rows.some((row) => typeof row[value] === 'number'));
  },
  async 'obsidian.js'() {
    globalThis.requestUrl = async ({ url: address, contentType, headers: more, body }) => ({
      json: await post(address, { ...more, 'content-type': contentType }, body),
    });
    assert.match(await output(() => import('./snippets/obsidian.js')), /^- \S/);
  },
};

async function assertScalars(pattern) {
  const schema = await readFile('schema/exist.graphqls', 'utf8');
  const scalars = [...schema.matchAll(/^scalar (\w+)/gm)].map(([, scalar]) => scalar).sort();
  assert.deepEqual([...text.matchAll(pattern)].map(([, scalar]) => scalar).sort(), scalars);
}

await checks[name]();
