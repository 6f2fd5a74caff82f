import { defineConfig } from 'vite';

export default defineConfig({
  base: '/graphiql/',
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
  server: { proxy: { '/graphql': 'http://localhost:8080' } },
});
