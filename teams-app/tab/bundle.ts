import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";

// Run by `buildTab()`, which says when.
const root = dirname(fileURLToPath(import.meta.url));
await build({
  root,
  base: "/tab/",
  configFile: false,
  mode: "production",
  logLevel: "error",
  plugins: [react()],
  build: { outDir: join(root, "dist"), emptyOutDir: true, target: "es2023", chunkSizeWarningLimit: 1200 },
});
