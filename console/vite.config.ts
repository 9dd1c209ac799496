import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** The build goes into the Python package, which serves it. Nothing is fetched from anywhere else. */
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/tansiq/web/console",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    // What the first page needs comes in one piece: a browser asks an office for six things at a time, not for forty.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
  },
  server: {
    proxy: { "/api": { target: "http://localhost:8000" } },
  },
  test: { include: ["src/**/*.test.ts"] },
});
