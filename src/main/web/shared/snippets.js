/** The kinds of code that an operation can be copied as. Each is a program that runs as it stands. */
export const snippets = [
  { id: 'curl', label: 'curl', of: curl },
  { id: 'fetch', label: 'fetch', of: plainFetch },
  { id: 'apollo', label: 'Apollo', of: apollo },
  { id: 'urql', label: 'urql', of: urql },
];

function curl({ query, variables, endpoint, authorization }) {
  const body = JSON.stringify({ query, variables }, null, 2);
  return [
    `curl ${quoted(endpoint)}`,
    `-H ${quoted(`Authorization: ${authorization}`)}`,
    `-H 'Content-Type: application/json'`,
    `--data ${quoted(body)}`,
  ].join(' \\\n  ');
}

/** In single quotes of a POSIX shell. */
function quoted(text) {
  return `'${String(text).replaceAll("'", `'\\''`)}'`;
}

function plainFetch({ query, variables, endpoint, authorization }) {
  return `const response = await fetch(${string(endpoint)}, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: ${string(authorization)} },
  body: JSON.stringify({
    query: ${template(query, 4)},
    variables: ${json(variables, 4)},
  }),
});
const { data, errors, extensions } = await response.json();
console.log(data, errors, extensions?.exist);
`;
}

function apollo({ query, variables, endpoint, authorization, isMutation }) {
  return `import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';

const client = new ApolloClient({
  link: new HttpLink({ uri: ${string(endpoint)}, headers: { authorization: ${string(authorization)} } }),
  cache: new InMemoryCache(),
});
const { data, error } = await client.${isMutation ? 'mutate' : 'query'}({
  ${isMutation ? 'mutation' : 'query'}: gql${template(query, 2)},
  variables: ${json(variables, 2)},
  errorPolicy: 'all',
});
console.log(data, error);
`;
}

function urql({ query, variables, endpoint, authorization, isMutation }) {
  return `import { Client, fetchExchange, gql } from '@urql/core';

const client = new Client({
  url: ${string(endpoint)},
  preferGetMethod: false,
  exchanges: [fetchExchange],
  fetchOptions: { headers: { authorization: ${string(authorization)} } },
});
const result = await client.${isMutation ? 'mutation' : 'query'}(
  gql${template(query, 2)},
  ${json(variables, 2)},
);
console.log(result.data, result.error, result.extensions);
`;
}

function string(text) {
  return `'${String(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The text as a template literal, its lines indented. */
function template(text, indent) {
  const escaped = text.trim().replace(/[\\`]|\$\{/g, '\\$&');
  return `\`\n${indented(escaped, indent + 2)}\n${' '.repeat(indent)}\``;
}

function json(value, indent) {
  return indented(JSON.stringify(value ?? {}, null, 2), indent).trimStart();
}

function indented(text, spaces) {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
