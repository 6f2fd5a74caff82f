import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { createElement as h } from 'react';
import { tab } from './examples.js';
import { operations } from '@shared/operations.js';

/** A panel with all ready operations and what each costs; a click opens one in a tab. */
export const readyOperations = { title: 'Ready operations', icon: Icon, content: Content };

function Icon() {
  return h(
    'svg',
    { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, 'aria-hidden': true },
    h('path', { d: 'M4 6h.01M4 12h.01M4 18h.01M8 6h12M8 12h12M8 18h12', strokeLinecap: 'round' }),
  );
}

function Content() {
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, query, variables } = useGraphiQL((state) => ({
    tabs: state.tabs,
    query: state.queryEditor,
    variables: state.variableEditor,
  }));

  function open(operation) {
    const index = tabs.findIndex((it) => it.operationName === operation.name);
    if (index >= 0) return changeTab(index);
    const opened = tab(operation);
    addTab();
    query.setValue(opened.query);
    variables.setValue(opened.variables);
    requestAnimationFrame(showFront);
  }

  return h(
    'section',
    { className: 'ready', 'aria-label': 'Ready operations' },
    h('h2', null, 'Ready operations'),
    h('ul', null, operations.map((it) => h('li', { key: it.name }, h(Entry, { operation: it, open })))),
  );
}

/** The row of tabs may be longer than the window. */
function showFront() {
  document.querySelector('.graphiql-tab-active')?.scrollIntoView({ inline: 'nearest' });
}

function Entry({ operation, open }) {
  return h(
    'button',
    { type: 'button', className: 'graphiql-un-styled', onClick: () => open(operation) },
    h('strong', null, operation.name),
    h('span', null, operation.title),
    h('small', null, `Cost: ${operation.cost}`),
  );
}
