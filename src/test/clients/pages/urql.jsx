// All ready operations as components of one page, by urql with graphcache.
import './complaints.js';
import { Provider, useMutation, useQuery } from 'urql';
import { client } from '../snippets/urql-client.js';
import { mount, mutations, offer, queries, Shown, variablesOf } from './page.jsx';

function Query({ name, text }) {
  const [{ data, error, fetching, stale }] = useQuery({ query: text, variables: variablesOf(name) });
  return <Shown name={name} data={data} error={error} isLoading={fetching || stale} />;
}

function Mutation({ name, text }) {
  const [, run] = useMutation(text);
  offer(name, run);
  return null;
}

mount(
  <Provider value={client}>
    {queries.map((operation) => <Query key={operation.name} {...operation} />)}
    {mutations.map((operation) => <Mutation key={operation.name} {...operation} />)}
  </Provider>,
);
