import { dirname } from "node:path";
import type { Plugin } from "esbuild";

/** zod's index brings its messages in 50 languages, a quarter of the start; the agent's logs are in English. */
export const oneLocale: Plugin = {
  name: "one-locale",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: 'export { default as en } from "./en.js";',
      resolveDir: dirname(path),
    }));
  },
};

/**
 * `jsonwebtoken` signs the assertions of credentials that hold a certificate. A managed identity never does, but its
 * class imports theirs; so the package, and `semver` with it, is evaluated by the first signature.
 */
export const lazySignature: Plugin = {
  name: "lazy-signature",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^jsonwebtoken$/ }, ({ namespace, importer }) =>
      namespace === "lazy-signature" ? undefined : { path: importer, namespace: "lazy-signature" },
    );
    onLoad({ filter: /.*/, namespace: "lazy-signature" }, ({ path }) => ({
      contents: 'export default { sign: (...of) => require("jsonwebtoken").sign(...of) };',
      resolveDir: dirname(path),
    }));
  },
};
