const files = import.meta.glob('@operations/*.graphql', { query: '?raw', import: 'default', eager: true });

/** The ready operations: `name`, `title` and `cost` as their comments have them, and the text itself. */
export const operations = Object.values(files).map(read);

/** The operation of this name. */
export function operation(name) {
  return operations.find((known) => known.name === name);
}

/** A ready operation, read from its text. */
export function read(query) {
  return {
    query,
    name: query.match(/^(?:query|mutation) (\w+)/m)[1],
    title: query.match(/^# (.*)/)[1],
    cost: query.match(/^# cost: (.*)/m)[1],
    isMutation: /^mutation/m.test(query),
  };
}
