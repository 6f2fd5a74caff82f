import { demo, own } from '@shared/credentials.js';
import { features } from '@shared/gateway.js';
import { useGraphiQL } from '@graphiql/react';
import { useText } from './editors.js';
import { Store } from './store.js';

/** What was chosen in the token field; null as long as the demo chooses by what a tab does. */
const chosen = new Store(null);

const MAY_WRITE = /^\s*mutation\b|\bownedAttributes\b/m;

/** The credential of a document. In the demo, tabs that write come with one that may. */
export function credentialOf(query) {
  if (chosen.value) return chosen.value;
  if (!features.isDemo) return null;
  return MAY_WRITE.test(query) ? demo.writer : demo.reader;
}

/** The headers of a request: those of the headers editor, and the chosen credential unless one is among them. */
export function headersFor(query, typed = {}) {
  const isTyped = Object.keys(typed ?? {}).some((name) => name.toLowerCase() === 'authorization');
  const authorization = credentialOf(query)?.authorization;
  return isTyped || !authorization ? { ...typed } : { ...typed, authorization };
}

/** Changes with the chosen credential. */
export function useCredential(query) {
  chosen.use();
  return credentialOf(query);
}

/** Who asks: a demo user or one's own token, which stays in the memory of this page. */
export function TokenField() {
  const query = useText(useGraphiQL((state) => state.queryEditor));
  const credential = useCredential(query);
  const isOwn = !features.isDemo || credential?.id === 'own';
  const choose = (id) => {
    chosen.value = id === 'own' ? EMPTY : demo[id];
  };
  return (
    <div className="token-field">
      {features.isDemo && (
        <select aria-label="Credential" value={credential.id} onChange={(event) => choose(event.target.value)}>
          <option value="reader">Demo reader</option>
          <option value="writer">Demo writer</option>
          <option value="own">Own token</option>
        </select>
      )}
      {isOwn && (
        <input
          type="password"
          aria-label="Own token"
          autoComplete="off"
          placeholder="Token … or Bearer …"
          onChange={(event) => {
            chosen.value = event.target.value.trim() ? own(event.target.value) : features.isDemo ? EMPTY : null;
          }}
        />
      )}
    </div>
  );
}

/** Own, and not typed yet: no credential is sent. */
const EMPTY = { id: 'own', label: 'Own token', authorization: null, isSecret: true };
