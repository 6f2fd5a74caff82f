import { copy } from '@shared/clipboard.js';
import { shown as shownCredential } from '@shared/credentials.js';
import { endpoint } from '@shared/gateway.js';
import { link } from '@shared/share.js';
import { snippets } from '@shared/snippets.js';
import { useEffect, useRef, useState } from 'react';
import { run } from './answers.js';
import { count } from './format.js';
import { Icon } from './Icon.jsx';

/** The operation behind a card: to read, to open in GraphiQL with its variables, to copy as code. */
export function QueryDialog({ shown, credential, onClose }) {
  const dialog = useRef(null);
  useEffect(() => {
    if (shown) dialog.current.showModal();
  }, [shown]);
  return (
    <dialog ref={dialog} onClose={onClose} aria-label="The query" onClick={(event) => event.target === dialog.current && dialog.current.close()}>
      {shown && <Content key={shown.operation.name} {...shown} credential={credential} onClose={() => dialog.current.close()} />}
    </dialog>
  );
}

const GRAPHQL = { id: 'graphql', label: 'GraphQL', of: ({ query, variables }) => (Object.keys(variables).length ? `${query.trim()}\n\n# variables: ${JSON.stringify(variables)}` : query.trim()) };
const KINDS = [GRAPHQL, ...snippets];

function Content({ operation, variables, credential, onClose }) {
  const [kind, setKind] = useState(GRAPHQL);
  const text = kind.of({
    query: operation.query.trim(),
    isMutation: operation.isMutation,
    variables,
    endpoint,
    authorization: shownCredential(credential),
  });
  return (
    <div className="query">
      <div className="card-head">
        <h2>{operation.name}</h2>
        <Price operation={operation} variables={variables} credential={credential} />
        <button type="button" className="round small" onClick={onClose} aria-label="Close"><Icon name="close" /></button>
      </div>
      <p className="muted">{operation.title}</p>
      <div className="segments" role="group" aria-label="Copy as">
        {KINDS.map((one) => (
          <button key={one.id} type="button" aria-pressed={one === kind} onClick={() => setKind(one)}>{one.label}</button>
        ))}
      </div>
      <pre tabIndex={0} aria-label={`The query as ${kind.label}`}><code>{text}</code></pre>
      <div className="actions">
        <Copy text={text} />
        <a className="button" href={link({ query: operation.query, variables })}>
          <Icon name="open" /> Open in GraphiQL
        </a>
      </div>
    </div>
  );
}

function Copy({ text }) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => setIsCopied(false), [text]);
  const copied = async () => {
    await copy(text);
    setIsCopied(true);
  };
  return (
    <button type="button" onClick={copied}>
      <Icon name="copy" /> <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
    </button>
  );
}

/** What it would cost now, which costs nothing to ask. */
function Price({ operation, variables, credential }) {
  const [plan, setPlan] = useState(null);
  useEffect(() => {
    const controller = new AbortController();
    run(operation, variables, credential, { explain: true, signal: controller.signal })
      .then((answer) => setPlan(answer.exist?.plan ?? null))
      .catch(() => setPlan(null));
    return () => controller.abort();
  }, [operation, credential]);
  return <p className="price">{plan ? `${plan.exact ? '' : 'at most '}${count(plan.cost, 'request')} now` : ''}</p>;
}
