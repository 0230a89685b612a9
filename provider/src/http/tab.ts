import { readFile } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import type { TabConfig } from "@logdoctor/shared-policies";
import { notFound } from "./app-error.ts";
import type { Mountable } from "./mount.ts";
import { plainResponse } from "./respond.ts";
import { shellOf } from "./shell.ts";

export interface TabSettings extends TabConfig {
  /** The built tab; absent where it is served elsewhere. */
  readonly directory: string | undefined;
  /** Origins that may show the tab in a frame. */
  readonly frameAncestors: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".map": "application/json",
};

/** Serves the tab under `/tab`, its settings under `/tab/config.json`; unknown paths get the page itself. */
export function tabRoutes({ app, deps }: Mountable): void {
  const { tab } = deps;
  if (tab === undefined) return;
  const shell = shellOf(deps);
  const { directory, frameAncestors, ...settings } = tab;
  const config = JSON.stringify(settings);
  app.get("/tab/config.json", (c) =>
    shell(c, "/tab/config.json", ({ headers }) =>
      plainResponse(config, 200, { ...headers, "content-type": "application/json" }),
    ),
  );
  if (directory === undefined) return;
  const policy = pagePolicy(tab);
  const root = resolve(directory);
  app.get("/tab", (c) => c.redirect("/tab/", 308));
  app.get("/tab/*", (c) =>
    shell(c, "/tab/*", async ({ headers }) => {
      const { bytes, type, immutable } = await fileOf(root, c.req.path.slice("/tab/".length));
      return new Response(bytes, {
        headers: {
          ...headers,
          "content-type": type,
          "content-security-policy": policy,
          "cache-control": immutable ? "public, max-age=31536000, immutable" : "no-cache",
          "x-content-type-options": "nosniff",
          "referrer-policy": "no-referrer",
        },
      });
    }),
  );
}

function pagePolicy({ authority, apiBase, frameAncestors }: TabSettings): string {
  const api = apiBase === "" ? [] : [new URL(apiBase).origin];
  const connect = ["'self'", new URL(authority).origin, ...api].join(" ");
  // Fluent UI writes its styles into the page at run time.
  return `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src ${connect}; frame-src ${new URL(authority).origin}; object-src 'none'; base-uri 'self'; frame-ancestors 'self' ${frameAncestors.join(" ")}`;
}

interface Served {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly immutable: boolean;
}

async function fileOf(root: string, path: string): Promise<Served> {
  const wanted = insideOf(root, path);
  const type = types[extname(wanted)];
  const exact = type === undefined ? undefined : await bytesOf(wanted);
  // The build names its assets by their content.
  if (exact !== undefined && type !== undefined) return { bytes: exact, type, immutable: path.startsWith("assets/") };
  const page = type === undefined ? await bytesOf(resolve(root, "index.html")) : undefined;
  if (page === undefined) throw notFound("file");
  return { bytes: page, type: "text/html; charset=utf-8", immutable: false };
}

function insideOf(root: string, path: string): string {
  const wanted = resolve(root, `.${sep}${decodePath(path)}`);
  if (wanted !== root && !wanted.startsWith(root + sep)) throw notFound("file");
  return wanted;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw notFound("file");
  }
}

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && "code" in error && ["ENOENT", "EISDIR", "ENOTDIR"].includes(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}
