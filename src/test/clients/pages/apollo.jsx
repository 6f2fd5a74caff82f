// All ready operations as components of one page, by Apollo Client.
import './complaints.js';
import { gql } from '@apollo/client';
import { ApolloProvider, useMutation, useQuery } from '@apollo/client/react';
import { client, forgetComputed } from '../snippets/apollo-client.js';
import { mount, mutations, offer, queries, Shown, variablesOf } from './page.jsx';

function Query({ name, document }) {
  const { data, error, loading } = useQuery(document, { variables: variablesOf(name) });
  return <Shown name={name} data={data} error={error} isLoading={loading} />;
}

function Mutation({ name, document }) {
  const [run] = useMutation(document, { update: forgetComputed });
  offer(name, (variables) => run({ variables }));
  return null;
}

const parsed = ({ name, text }) => ({ name, document: gql(text) });
const reads = queries.map(parsed);
const writes = mutations.map(parsed);

mount(
  <ApolloProvider client={client}>
    {reads.map((operation) => <Query key={operation.name} {...operation} />)}
    {writes.map((operation) => <Mutation key={operation.name} {...operation} />)}
  </ApolloProvider>,
);
