import { z } from "zod";

/** Settings that the provider hands the tab at `/tab/config.json`: where to sign in, and where the API is. */
export const TabConfig = z.object({
  /** OpenID Connect authority, such as `https://login.microsoftonline.com/organizations`. */
  authority: z.url(),
  clientId: z.string().min(1),
  /** Scopes as OpenID Connect writes them, separated by spaces; `openid` is among them. */
  scope: z.string().min(1),
  /** Origin of the API; empty is the origin that the tab came from. */
  apiBase: z.string(),
});
export type TabConfig = z.infer<typeof TabConfig>;
