// Builds a page for each client that shows all ready operations at once. The second argument has what they are run
// with: variables by the name of the operation.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { headers, url } from './gateway.mjs';

const folder = 'schema/operations';
const operations = [];
for (const file of await readdir(folder)) {
  const text = await readFile(`${folder}/${file}`, 'utf8');
  const [, kind, name] = text.match(/^(query|mutation) (\w+)/m);
  // The price over the version of the API that the demo speaks
  if (/^# cost: .*\(v1\)/m.test(text)) {
    operations.push({ kind, name, text });
  }
}
const settings = { url, headers, operations, variables: JSON.parse(process.argv[3]) };
await writeFile('pages/settings.js', `export default ${JSON.stringify(settings)};\n`);
await mkdir('site', { recursive: true });
for (const page of ['apollo', 'urql']) {
  await build({
    entryPoints: [`pages/${page}.jsx`],
    outfile: `site/${page}.js`,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    // Clients warn in development alone
    define: { 'process.env.NODE_ENV': '"development"', 'globalThis.__DEV__': 'true' },
    logLevel: 'warning',
  });
  const body = `<div id="root"></div><script type="module" src="${page}.js"></script>`;
  const icon = '<link rel="icon" href="data:,">';
  await writeFile(`site/${page}.html`, `<!doctype html><meta charset="utf-8">${icon}${body}\n`);
}
