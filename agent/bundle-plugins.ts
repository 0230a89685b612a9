import { dirname, join } from "node:path";
import { loadPatterns, SOURCE_TABLES, sourcesOf } from "@logdoctor/kql-detect";
import { loadRules, shippedNormalisers } from "@logdoctor/kql-prevent";
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

/**
 * The patterns and normalisers of `kql/` become part of the code, read and checked here and now, so that the agent neither
 * carries a YAML parser nor looks for files. The queries that a pattern would run alone stay behind.
 */
export const shippedPatterns: Plugin = {
  name: "shipped-patterns",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.\/sentinel\.ts$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: false,
    }));
    onLoad({ filter: /[\\/]kql[\\/]detect[\\/]src[\\/]load-patterns\.ts$/ }, () => {
      const patterns = loadPatterns().map((pattern) => ({ ...pattern, query: "" }));
      return { contents: `const patterns = ${JSON.stringify(patterns)};\nexport const loadPatterns = () => patterns;` };
    });
    onLoad({ filter: /[\\/]kql[\\/]detect[\\/]src[\\/]sources\.ts$/ }, () => {
      const sources = SOURCE_TABLES.flatMap((table) => sourcesOf(table));
      return {
        contents: `const sources = ${JSON.stringify(sources)};
export const SOURCE_TABLES = sources.map(({ table }) => table);
export const sourcesOf = (table) => sources.filter((source) => source.table === table);`,
      };
    });
  },
};

/** The rules and normalisers of Prevent, in the same way. */
export const shippedRules: Plugin = {
  name: "shipped-rules",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]kql[\\/]prevent[\\/]src[\\/]load-rules\.ts$/ }, () => ({
      contents: `const rules = ${JSON.stringify(loadRules())};\nexport const loadRules = () => rules;`,
    }));
    onLoad({ filter: /[\\/]kql[\\/]prevent[\\/]src[\\/]sources\.ts$/ }, () => ({
      contents: `const normalisers = ${JSON.stringify(shippedNormalisers())};\nexport const shippedNormalisers = () => normalisers;`,
    }));
  },
};
