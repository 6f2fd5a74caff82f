import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The folder that the tests of the gateway price and the README speaks of
const operations = resolve(process.env.OPERATIONS ?? '../../../schema/operations');

export default defineConfig({
  base: '/graphiql/',
  resolve: { alias: { '@operations': operations } },
  worker: { format: 'es' },
  build: {
    outDir: process.env.OUT_DIR ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Every asset is a file of its own, so the content security policy needs no exception for it
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
  // npm run dev: the page with live reload, over a gateway that runs beside it
  server: { proxy: { '/graphql': 'http://localhost:8080' }, fs: { allow: ['.', operations] } },
});
