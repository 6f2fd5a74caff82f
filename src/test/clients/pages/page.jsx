// What the pages have in common: what each component shows, and how a test asks for it.
import { createRoot } from 'react-dom/client';
import { complaints } from './complaints.js';
import settings from './settings.js';

const QUIET_MILLIS = 1_500;
// What changes without a write
const VOLATILE = ['__typename', 'localTime', 'used', 'remaining', 'remainingForReads', 'resetAt', 'asOf'];

const shown = {};
const writes = {};
let lastChange = Date.now();

export const queries = settings.operations.filter(({ kind }) => kind === 'query');
export const mutations = settings.operations.filter(({ kind }) => kind === 'mutation');

/** What an operation is run with: the same object each time. */
export function variablesOf(name) {
  return settings.variables[name] ?? EMPTY;
}
const EMPTY = {};

export function Shown({ name, data, error, isLoading }) {
  shown[name] = { data, error, isLoading };
  lastChange = Date.now();
  return <pre>{JSON.stringify(data, null, 2)}</pre>;
}

/** Offers a mutation to the test. */
export function offer(name, run) {
  writes[name] = run;
}

export function mount(page) {
  createRoot(document.getElementById('root')).render(page);
}

/** Once nothing has changed for a while: what went wrong. */
window.settled = async () => {
  const isBusy = () =>
    Object.values(shown).length < queries.length ||
    Object.values(shown).some(({ isLoading }) => isLoading) ||
    Date.now() - lastChange < QUIET_MILLIS;
  while (isBusy()) {
    await new Promise((resume) => setTimeout(resume, 100));
  }
  const errors = Object.entries(shown).flatMap(([name, { error }]) => (error ? [`${name}: ${error}`] : []));
  return [...errors, ...complaints];
};

/** Writes, and returns what each component shows otherwise than the gateway afterwards. */
window.write = async (name, variables) => {
  await writes[name](variables);
  lastChange = Date.now();
  const wrong = await window.settled();
  for (const { name: query, text } of queries) {
    const expected = stable(await fresh(text, variablesOf(query)));
    const seen = stable(shown[query].data);
    if (expected !== seen) {
      wrong.push(`${query} ${difference(seen, expected)}`);
    }
  }
  return wrong;
};

async function fresh(query, variables) {
  const answer = await fetch(`${settings.url}?compared`, {
    method: 'POST',
    headers: { ...settings.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()).data;
}

function stable(data) {
  const sorted = (value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => !VOLATILE.includes(key))
            .sort(([one], [other]) => (one < other ? -1 : 1)),
        )
      : value;
  return JSON.stringify(data ?? null, (_, value) => sorted(value));
}

function difference(seen, expected) {
  let at = 0;
  while (seen[at] === expected[at]) at++;
  const around = (text) => text.slice(Math.max(0, at - 120), at + 60);
  return `shows ${around(seen)} for ${around(expected)}`;
}
