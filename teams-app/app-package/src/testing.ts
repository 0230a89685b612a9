import type { ManifestInput } from "./build-manifest.ts";

/** A valid installation. */
export function anInstallation(over: Partial<ManifestInput> = {}): ManifestInput {
  return {
    appId: "6f0c1d6e-4a1e-4a57-9a0f-3d9f2f7f5a10",
    apiAppId: "44444444-4444-4444-8444-444444444444",
    tabHost: "logdoctor.contoso.com",
    version: "1.2.3",
    developer: {
      name: "Contoso Infrastructure",
      websiteUrl: "https://logdoctor.contoso.com",
      privacyUrl: "https://logdoctor.contoso.com/privacy",
      termsOfUseUrl: "https://logdoctor.contoso.com/terms",
    },
    ...over,
  };
}
