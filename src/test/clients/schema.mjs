// Saves the schema as introspection returns it, for tools that want one file.
import { mkdir, writeFile } from 'node:fs/promises';
import { url } from './gateway.mjs';

const answer = await fetch(`${url}/schema`);
await mkdir('relay/__generated__', { recursive: true });
await writeFile('relay/schema.graphql', await answer.text());
