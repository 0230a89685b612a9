import { z } from "zod";
import template from "../manifest.template.json" with { type: "json" };

const HttpsUrl = z.url({ protocol: /^https$/ });
/** A host name with an optional port, without scheme or path. */
const Host = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/, "a host name without scheme or path");

/** What differs from one installation to the next. */
const ManifestParts = z.strictObject({
  /** GUID of the Teams app; keep it for good, as it is how Teams knows an update. */
  appId: z.guid(),
  /** Entra app id of the tab's API. Not that of a bot: those must differ. */
  apiAppId: z.guid(),
  /** Client id of the bot that posts incident cards; without it the app is the tab alone. */
  botAppId: z.guid().optional(),
  /** Host that serves the tab under `/tab/` and the API. */
  tabHost: Host,
  /** Version of the package; it must rise with every update. */
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: HttpsUrl,
    privacyUrl: HttpsUrl,
    termsOfUseUrl: HttpsUrl,
  }),
});
/** A bot that shared the API's registration could be shown people's tokens for the tab. */
export const ManifestInput = ManifestParts.refine(({ apiAppId, botAppId }) => apiAppId !== botAppId, {
  path: ["botAppId"],
  message: "the bot needs a registration of its own",
});
export type ManifestInput = z.infer<typeof ManifestInput>;

export type Manifest = ReturnType<typeof manifestOf>;

/**
 * The app manifest of one installation. The Application ID URI carries the tab's own host, as Teams refuses single
 * sign-on otherwise. Throws a `ZodError` that names every wrong input.
 * @see https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-manifest
 */
export function buildManifest(input: ManifestInput): Manifest {
  return manifestOf(ManifestInput.parse(input));
}

function manifestOf({ appId, apiAppId, botAppId, tabHost, version, developer }: ManifestInput) {
  const tab = `https://${tabHost}/tab/`;
  return {
    ...template,
    version,
    id: appId,
    developer,
    staticTabs: [
      {
        entityId: "dashboard",
        name: "Dashboard",
        contentUrl: tab,
        websiteUrl: tab,
        scopes: ["personal", "team", "groupChat"],
      },
      { entityId: "about", scopes: ["personal"] },
    ],
    ...(botAppId === undefined ? {} : { bots: [botOf(botAppId)] }),
    validDomains: [tabHost],
    webApplicationInfo: { id: apiAppId, resource: `api://${tabHost}/${apiAppId}` },
  };
}

/** Cards are posted to channels and group chats, and acted on there. */
function botOf(botId: string) {
  return { botId, scopes: ["team", "groupChat"], isNotificationOnly: false, supportsFiles: false };
}
