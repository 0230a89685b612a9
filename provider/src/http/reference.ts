import { hash } from "node:crypto";
import { ErrorCode, problemTable, problemType } from "@logdoctor/shared-policies";
import { endpoints } from "./endpoints.ts";

const style = `
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1a19;background:#fff}
h2{margin-top:2.5rem;border-top:1px solid #8a8886;padding-top:1.5rem}h2 code{font-size:1rem;font-weight:600}
pre{background:#f3f2f1;padding:1rem;overflow:auto;font-size:.85rem}nav li{margin:.15rem 0}
a{color:#0b5394}a:focus-visible,summary:focus-visible{outline:3px solid #0b5394}table{border-collapse:collapse}
th,td{border:1px solid #8a8886;padding:.3rem .6rem;text-align:left}
@media(prefers-color-scheme:dark){body{color:#f3f2f1;background:#1b1a19}pre{background:#323130}a{color:#9cc7f5}}`;

/** Lets the page show its own style and nothing else: no script, no other origin. */
export const referencePolicy = `default-src 'none'; style-src 'sha256-${hash("sha256", style, "base64")}'; base-uri 'none'; frame-ancestors 'none'`;

interface Operation {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
}
type Content = Readonly<Record<string, { readonly schema: unknown }>>;

/** A page that people can read, made from the OpenAPI document. */
export function referencePage(document: Record<string, unknown>, problemBase: string): string {
  const paths = document["paths"] as Record<string, Record<string, Operation>>;
  const links = endpoints.map(
    ({ id, method, path, summary }) =>
      `<li><a href="#${id}"><code>${method} ${escapeHtml(path)}</code></a> ${escapeHtml(summary)}</li>`,
  );
  const sections = endpoints.map((endpoint) => {
    const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()];
    return operation === undefined ? "" : sectionOf(endpoint, operation);
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Log Doctor API</title><style>${style}</style></head>
<body><header><h1>Log Doctor API</h1><p>The same as a program reads it: <a href="/openapi.json">openapi.json</a>.</p></header>
<nav aria-label="Endpoints"><ul>${links.join("\n")}</ul></nav><main>${sections.join("\n")}${problemsSection(problemBase)}</main></body></html>`;
}

function sectionOf(
  { id, method, path, summary, roles }: (typeof endpoints)[number],
  { requestBody, responses, parameters = [] }: Operation,
): string {
  const body = requestBody?.content["application/json"]?.schema;
  const rows = Object.entries(responses).map(
    ([status, { description }]) => `<tr><td>${status}</td><td>${escapeHtml(description)}</td></tr>`,
  );
  const success = Object.values(responses).find((response) => response.content?.["application/json"] !== undefined);
  const given = parameters.map(
    (p) => `<li><code>${escapeHtml(p.name)}</code> in ${p.in}${p.required ? ", required" : ""}</li>`,
  );
  return `<section aria-labelledby="${id}"><h2 id="${id}"><code>${method} ${escapeHtml(path)}</code></h2>
<p>${escapeHtml(summary)}. Roles: ${roles.join(", ")}.</p>${given.length > 0 ? `<ul>${given.join("")}</ul>` : ""}
${schemaBlock("Request body", body)}${schemaBlock("Answer", success?.content?.["application/json"]?.schema)}
<table><thead><tr><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join("")}</tbody></table></section>`;
}

function schemaBlock(title: string, schema: unknown): string {
  if (schema === undefined) return "";
  return `<details><summary>${title}</summary><pre tabindex="0">${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function problemsSection(problemBase: string): string {
  const rows = ErrorCode.options.map((code) => {
    const { status, title } = problemTable[code];
    const page = escapeHtml(problemType(problemBase, code));
    return `<tr><td><a href="${page}">${code}</a></td><td>${status}</td><td>${escapeHtml(title)}</td></tr>`;
  });
  return `<section aria-labelledby="problems"><h2 id="problems">Problems</h2><table><thead><tr><th scope="col">Code</th>
<th scope="col">Status</th><th scope="col">Title</th></tr></thead><tbody>${rows.join("\n")}</tbody></table></section>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
