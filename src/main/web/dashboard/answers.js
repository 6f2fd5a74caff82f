import { send } from '@shared/gateway.js';
import { useCallback, useEffect, useRef, useState } from 'react';

/** How a user meets an error: by its kind, not by its code. */
const KINDS = {
  UNAUTHENTICATED: 'signed-out',
  RATE_LIMITED: 'limited',
  FORBIDDEN: 'forbidden',
  NETWORK: 'unreachable',
};

/** The worst of an answer's errors as `{kind, code, message, retryAfter}`; null without errors. */
export function trouble(answer) {
  const errors = answer?.errors ?? [];
  const known = errors.find(({ extensions }) => KINDS[extensions?.code]) ?? errors[0];
  if (!known) return null;
  const { code, retryable, retryAfterSeconds } = known.extensions ?? {};
  return {
    code,
    kind: KINDS[code] ?? (retryable ? 'down' : 'refused'),
    message: known.message,
    retryAfter: retryAfterSeconds,
  };
}

/** Runs an operation once, with the credential; `refresh` asks for what Exist has now. */
export async function run(operation, variables, credential, { refresh = false, explain = false, signal } = {}) {
  const headers = {
    ...(credential && { authorization: credential.authorization }),
    ...(refresh && { 'cache-control': 'no-cache' }),
    ...(explain && { 'x-exist-explain': 'true' }),
  };
  const answer = await send({ query: operation.query, operationName: operation.name, variables }, headers, signal);
  return { ...answer, exist: answer.extensions?.exist ?? null, arrived: Date.now() };
}

/**
 * The answer of an operation, run again when operation, variables or credential change. While it runs, and when it
 * fails, the data of the answer before stays, marked as kept; another credential never sees it.
 */
export function useAnswer(operation, variables, credential, { skip = false, has = Boolean, onAnswer } = {}) {
  const key = JSON.stringify([operation.name, variables, credential?.authorization ?? null]);
  const [state, setState] = useState({ key: null, answer: null, data: null, isLoading: !skip });
  const latest = useRef(0);

  const load = useCallback(
    async ({ refresh = false } = {}) => {
      const turn = ++latest.current;
      setState((before) => ({ ...(before.key === key ? before : empty(key)), isLoading: true }));
      const answer = await run(operation, variables, credential, { refresh });
      if (turn !== latest.current) return;
      setState((before) => settled(before, key, answer, has));
      onAnswer?.(operation, answer);
    },
    [key], // eslint-disable-line -- the key stands for all of them
  );

  useEffect(() => {
    if (!skip) load();
    return () => {
      latest.current++;
    };
  }, [load, skip]);

  const update = useCallback((change) => setState((now) => ({ ...now, data: change(now.data) })), []);
  const mine = state.key === key ? state : { ...empty(key), isLoading: !skip };
  return { ...mine, trouble: trouble(mine.answer), reload: load, update };
}

function empty(key) {
  return { key, answer: null, data: null, isKept: false, isLoading: false };
}

/** `has` says whether data has what the caller shows: an answer without it replaces none that has it. */
function settled(before, key, answer, has) {
  const isKept = before.data !== null && !has(answer.data);
  return { key, answer, data: isKept ? before.data : answer.data, isKept, isLoading: false };
}
