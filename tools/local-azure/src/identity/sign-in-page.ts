import { html } from "hono/html";
import type { Person } from "./principals.ts";

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
ul{list-style:none;padding:0}a{display:block;padding:.75rem 1rem;margin:.5rem 0;border:1px solid #666;border-radius:.5rem;color:inherit;text-decoration:none}
a:hover,a:focus-visible{outline:3px solid #0f6cbd;background:#eef6ff}small{color:#444}
@media (prefers-color-scheme:dark){body{background:#1b1b1b;color:#f5f5f5}small{color:#ccc}a:hover,a:focus-visible{background:#113}}`;

/** Lists the local people as links that come back with their `login_hint`; works without script and by keyboard. */
export function chooserPage(url: URL, people: readonly Person[]): Response {
  const links = people.map((person) => {
    const target = new URL(url);
    target.searchParams.set("login_hint", person.username);
    const detail = `${person.username}, tenant ${person.tenantId}, roles: ${person.roles.join(", ") || "none"}`;
    return html`<li><a href="${target.pathname + target.search}"><strong>${person.name}</strong><br><small>${detail}</small></a></li>`;
  });
  const content = people.length === 0 ? html`<p>No person is configured for this tenant.</p>` : html`<ul>${links}</ul>`;
  return page(
    "Who are you today?",
    html`<p>This is the local sign-in page. There is no password: choose a person.</p>${content}`,
    200,
  );
}

/** Says why nobody can be sent back to the application. */
export function refusalPage(message: string, status = 400): Response {
  return page("Sign-in", html`<p>${message}</p>`, status);
}

function page(title: string, content: ReturnType<typeof html>, status: number): Response {
  const text = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
  return new Response(String(text), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    },
  });
}
