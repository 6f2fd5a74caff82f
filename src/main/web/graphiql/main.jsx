import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './main.css';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { TokenField } from './credential.jsx';
import { session } from './examples.js';
import { fetcher } from './fetcher.js';
import { initialHeaders, SharedHeaders } from './headers.jsx';
import { readyOperations } from './ready.jsx';
import { Status } from './status.jsx';
import { PageStorage, remembered } from './storage.js';
import { CopyAs, Price } from './toolbar.jsx';

const opened = session(remembered());
const front = opened.tabs[opened.active];

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={[readyOperations, explorerPlugin()]} // and so not the history, which would remember variables
    storage={new PageStorage(opened)}
    shouldPersistHeaders={false}
    initialQuery={front.query}
    initialVariables={front.variables} // those of the tab in front are not taken from it
    defaultHeaders={initialHeaders}
    defaultQuery=""
    defaultEditorToolsVisibility="variables"
    schemaDescription
  >
    <GraphiQL.Logo>
      <a href="./" className="home">Exist Graph</a>
      <TokenField />
    </GraphiQL.Logo>
    <GraphiQL.Toolbar>
      {({ prettify, merge, copy }) => (
        <>
          <Price />
          {prettify}
          {merge}
          {copy}
          <CopyAs />
        </>
      )}
    </GraphiQL.Toolbar>
    <GraphiQL.Footer>
      <Status />
    </GraphiQL.Footer>
    <SharedHeaders />
  </GraphiQL>,
);
