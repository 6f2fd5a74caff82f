import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './main.css';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.js';
import { fetcher } from './fetcher.js';
import { initialHeaders, SharedHeaders } from './headers.js';
import { Memory } from './memory.js';
import { readyOperations } from './ready.js';

const page = createElement(
  GraphiQL,
  {
    fetcher,
    plugins: [readyOperations, explorerPlugin()], // and so not the history, which would remember variables
    storage: new Memory(),
    shouldPersistHeaders: false,
    defaultTabs: examples,
    initialVariables: examples[0].variables, // those of the tab in front are not taken from it
    defaultHeaders: initialHeaders,
    defaultQuery: '',
    defaultEditorToolsVisibility: 'headers',
    schemaDescription: true,
  },
  createElement(GraphiQL.Logo, null, 'Exist Graph'),
  createElement(SharedHeaders),
);

createRoot(document.getElementById('graphiql')).render(page);
