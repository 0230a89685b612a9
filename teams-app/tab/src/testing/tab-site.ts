import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join, normalize } from "node:path";
import type { FakeApi } from "./fake-api.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Korean and Japanese glyphs for a machine that has none; the product itself uses the fonts of the system. */
const fonts = ["kr", "jp"] as const;
const require = createRequire(import.meta.url);
const fontFolder = (name: string): string =>
  dirname(require.resolve(`@fontsource-variable/noto-sans-${name}/index.css`));

/** The built tab under `/tab/` with its configuration, and the API beside it, as the provider serves them. */
export function createTabSite(dist: string, authority: () => string, api: FakeApi) {
  return async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (path.startsWith("/v1/")) return await api.fetch(request);
    if (path === "/tab/config.json") {
      return Response.json({ authority: authority(), clientId: "tab", scope: "openid api", apiBase: "" });
    }
    if (path === "/tab/") return await page(dist, authority());
    if (path.startsWith("/tab/")) return await file(dist, path.slice("/tab/".length));
    const font = fonts.find((name) => path.startsWith(`/fonts/${name}/`));
    return font === undefined ? notFound() : await fontFile(font, path.slice(`/fonts/${font}/`.length));
  };
}

/** The page under the policy that the provider may set: no script from elsewhere, nothing inline but styles. */
async function page(dist: string, authority: string): Promise<Response> {
  const html = await readFile(join(dist, "index.html"), "utf8");
  const links = fonts.map((name) => `<link rel="stylesheet" href="/fonts/${name}/index.css">`).join("");
  const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ${authority}; base-uri 'self'; object-src 'none'`;
  return new Response(html.replace("</head>", `${links}</head>`), {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}

/** The fonts under the names that the tab's theme asks for. */
async function fontFile(font: (typeof fonts)[number], name: string): Promise<Response> {
  const response = await file(fontFolder(font), name);
  if (!name.endsWith(".css")) return response;
  return new Response((await response.text()).replaceAll(" Variable'", "'"), response);
}

async function file(folder: string, name: string): Promise<Response> {
  const path = normalize(join(folder, name));
  if (!path.startsWith(folder)) return notFound();
  try {
    const content = await readFile(path);
    return new Response(new Uint8Array(content), {
      headers: {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        // As the provider says of the tab's files, whose names change with their content.
        "cache-control": "public, max-age=31536000, immutable",
      },
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return notFound();
    throw cause;
  }
}

function notFound(): Response {
  return new Response("not found", { status: 404 });
}
