import { z } from "zod";

/** What the provider tells the tab at start, as `config.json` beside `index.html`. None of it is secret. */
export const TabConfig = z.object({
  /** OpenID Connect issuer, for example `https://login.microsoftonline.com/<tenant>/v2.0`. */
  authority: z.url(),
  clientId: z.string().min(1),
  /** Scopes to ask for, parted by spaces; `openid` among them. */
  scope: z.string().min(1),
  /** Base of the API: absolute, or a path on the tab's own origin ("" for its root). */
  apiBase: z.string(),
});
export type TabConfig = z.infer<typeof TabConfig>;

/** Reads `config.json`. Throws when it is missing or does not have the shape of `TabConfig`. */
export async function loadConfig(fetchFrom: typeof fetch, url: string): Promise<TabConfig> {
  const response = await fetchFrom(url, { cache: "no-store" });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return TabConfig.parse(await response.json());
}
