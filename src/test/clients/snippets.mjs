// Takes the snippets out of schema/clients.md, as they stand there but for the address and the credential.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { headers, url } from './gateway.mjs';

const text = await readFile('schema/clients.md', 'utf8');
await mkdir('snippets', { recursive: true });
for (const [, name, snippet] of text.matchAll(/^```\w+ ([\w.-]+)\n(.*?)^```$/gms)) {
  const own = snippet
    .replaceAll('http://localhost:8080/graphql', url)
    .replaceAll('Token demo', headers.authorization);
  await writeFile(`snippets/${name}`, own);
}
execFileSync('node', ['schema-json.js'], { cwd: 'snippets' });
// The other version of GraphQL.js has a folder of its own, for tools look below the one that they are started in
await cp('schema', 'graphql-17/schema', { recursive: true });
await cp('codegen.yml', 'graphql-17/codegen.yml');
await cp('snippets/codegen-url.yml', 'graphql-17/codegen-url.yml');
