import { defineConfig } from "vite";

export default defineConfig({
  base: "/static/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // A server of Fogline's own is asked for the data while the page is worked on: npm run dev.
  server: { proxy: { "^/(?!static/|src/|node_modules/|@)": { target: "http://127.0.0.1:8765", bypass: (request) => (request.headers.accept?.includes("text/html") ? "/static/index.html" : undefined) } } },
  worker: { format: "es" },
  build: {
    outDir: "../static",
    emptyOutDir: true,
    assetsDir: "assets",
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
});
