import { copy } from '@shared/clipboard.js';
import { shown } from '@shared/credentials.js';
import { endpoint, send } from '@shared/gateway.js';
import { link } from '@shared/share.js';
import { snippets } from '@shared/snippets.js';
import { ToolbarButton, ToolbarMenu, UnStyledButton, useGraphiQL } from '@graphiql/react';
import { parse } from 'graphql';
import { useEffect, useState } from 'react';
import { headersFor, useCredential } from './credential.jsx';
import { parsed, useText } from './editors.js';
import { lastAnswer, named } from './fetcher.js';

const TYPING_MILLIS = 400;

/** The operation in front, as it is typed. */
function useOperation() {
  const { query, variables, headers, operationName } = useGraphiQL((state) => ({
    query: state.queryEditor,
    variables: state.variableEditor,
    headers: state.headerEditor,
    operationName: state.operationName,
  }));
  return { query: useText(query), variables: useText(variables), headers: useText(headers), operationName };
}

/** What the operation would cost now, beside Run: the gateway plans it and sends nothing. */
export function Price() {
  const { query, variables, headers, operationName } = useOperation();
  const credential = useCredential(query);
  const answer = lastAnswer.use();
  const [plan, setPlan] = useState(null);

  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const priced = await explain({ query, variables, headers, operationName }, controller.signal).catch(() => null);
      if (!controller.signal.aborted) setPlan(priced);
    }, TYPING_MILLIS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query, variables, headers, operationName, credential?.authorization, answer?.arrived]);

  return (
    <output className="price" data-allowed={plan?.allowed ?? true} aria-label="Price" title={plan?.allowed === false ? plan.reason ?? 'It would be refused now' : 'What it costs now; asking costs nothing'}>
      {plan ? `${plan.exact ? '' : '≤ '}${plan.cost} ${plan.cost === 1 ? 'request' : 'requests'}, ${plan.remaining ?? '–'} left` : ''}
    </output>
  );
}

/** The plan of an operation; null where the document, its variables or its headers are not whole yet. */
async function explain({ query, variables, headers, operationName }, signal) {
  const [given, typed] = [parsed(variables), parsed(headers)];
  if (!given || !typed || !isDocument(query)) return null;
  const operation = named({ query, variables: given, operationName });
  const answer = await send(operation, { ...headersFor(query, typed), 'x-exist-explain': 'true' }, signal);
  return answer.extensions?.exist?.plan ?? null;
}

function isDocument(query) {
  try {
    return parse(query).definitions.length > 0;
  } catch {
    return false;
  }
}

/** Copies the operation as a program, or as a link without the credential. */
export function CopyAs() {
  const { query, variables } = useOperation();
  const credential = useCredential(query);
  const given = { query: query.trim(), variables: parsed(variables) ?? {}, endpoint, authorization: shown(credential) };
  const isMutation = /^\s*mutation\b/m.test(query);
  return (
    <>
      <ToolbarMenu button={<UnStyledButton type="button" className="graphiql-toolbar-button" aria-label="Copy as code" title="Copy as code"><CodeIcon /></UnStyledButton>}>
        {snippets.map((kind) => (
          <ToolbarMenu.Item key={kind.id} onSelect={() => copy(kind.of({ ...given, isMutation }))}>
            Copy as {kind.label}
          </ToolbarMenu.Item>
        ))}
      </ToolbarMenu>
      <ToolbarButton label="Copy a link to the operation and its variables, without the credential" onClick={() => copy(link({ query, variables: parsed(variables) ?? {} }))}>
        <LinkIcon />
      </ToolbarButton>
    </>
  );
}

function CodeIcon() {
  return <Line d="M9 8l-4 4 4 4M15 8l4 4-4 4" />;
}

function LinkIcon() {
  return <Line d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1" />;
}

function Line({ d }) {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.75} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
