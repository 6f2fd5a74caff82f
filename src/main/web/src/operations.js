const files = import.meta.glob('@operations/*.graphql', { query: '?raw', import: 'default', eager: true });

/** The ready operations: `name`, `title` and `cost` as their comments tell them, and the text itself. */
export const operations = Object.values(files).map((query) => ({
  query,
  name: query.match(/^(?:query|mutation) (\w+)/m)[1],
  title: query.match(/^# (.*)/)[1],
  cost: query.match(/^# cost: (.*)/m)[1],
}));

/** The operation of this name. */
export function operation(name) {
  return operations.find((it) => it.name === name);
}
