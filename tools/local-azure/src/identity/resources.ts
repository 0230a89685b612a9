import type { ApiRegistration } from "../options.ts";

/** First-party Azure resources that tokens are issued for; anything else must be a registered API. */
const AZURE_RESOURCES: readonly RegExp[] = [
  /^https:\/\/management\.(core\.windows\.net|azure\.com)\/?$/,
  /^https:\/\/api\.loganalytics\.(io|azure\.com|us|azure\.cn)\/?$/,
  /^https:\/\/monitor\.azure\.com\/?$/,
  /^https:\/\/storage\.azure\.com\/?$/,
  /^https:\/\/[a-z0-9]{3,24}\.blob\.core\.windows\.net\/?$/,
  /^https:\/\/cosmos\.azure\.com\/?$/,
  /^https:\/\/vault\.azure\.net\/?$/,
  /^https:\/\/graph\.microsoft\.com\/?$/,
];

export const AUDIENCES = {
  management: [/^https:\/\/management\.(core\.windows\.net|azure\.com)\/?$/],
  logAnalytics: [/^https:\/\/api\.loganalytics\.(io|azure\.com|us|azure\.cn)\/?$/],
  monitor: [/^https:\/\/monitor\.azure\.com\/?$/],
} as const;

export function isAzureResource(resource: string): boolean {
  return AZURE_RESOURCES.some((pattern) => pattern.test(resource));
}

/** The API that a resource address or the scopes of a person's sign-in name. */
export function apiForResource(apis: readonly ApiRegistration[], resource: string): ApiRegistration | undefined {
  const wanted = resource.replace(/\/$/, "");
  return apis.find((api) => [api.clientId, `api://${api.clientId}`, api.identifierUri].includes(wanted));
}
