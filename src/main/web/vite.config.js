import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The folder that the tests of the gateway price and the README speaks of
const operations = resolve(process.env.OPERATIONS ?? '../../../schema/operations');

// The page is the mode: vite build --mode dashboard, vite build --mode graphiql
export default defineConfig(({ mode }) => ({
  root: mode,
  // Addresses relative to the page and its modules, so that it works behind any path prefix
  base: './',
  publicDir: false,
  resolve: { alias: { '@operations': operations, '@shared': resolve('shared') } },
  worker: { format: 'es' },
  build: {
    outDir: resolve(process.env.OUT_DIR ?? 'dist', mode),
    emptyOutDir: true,
    target: 'es2022',
    // Every asset is a file of its own, so the content security policy needs no exception for it
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
  // npm run dev: the page with live reload, over a gateway that runs beside it
  server: { proxy: { '/graphql': 'http://localhost:8080' }, fs: { allow: ['.', operations] } },
}));
