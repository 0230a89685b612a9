export { BUILT_IN_ROLES, type BuiltInRole } from "./access/built-in-roles.ts";
export type { Grant } from "./access/grants.ts";
export type { QueryDocuments } from "./arm/use-routes.ts";
export { type Azurite, type AzuriteOptions, startAzurite } from "./blob/azurite.ts";
export { type CertificateFiles, ensureCertificates, trustCertificateAuthority } from "./certificates.ts";
export type { Clock } from "./clock.ts";
export { renderCard } from "./connector/render-card.ts";
export type { FaultBook, FaultEffect, FaultRule } from "./http/faults.ts";
export type { RequestEntry, RequestLog } from "./http/request-log.ts";
export type { Identity, Person } from "./identity/principals.ts";
export type { Passage } from "./ingestion/deliver.ts";
export { DOCUMENTED_LIMITS, type Limits } from "./limits.ts";
export { type LocalAzure, startLocalAzure } from "./local-azure.ts";
export {
  type ApiRegistration,
  DEFAULT_BEHAVIOUR,
  type LocalAzureOptions,
  type UnverifiedBehaviour,
} from "./options.ts";
export type { IdentityOptions, PersonOptions, RegisteredIdentity, Tenant, TenantOptions } from "./registry.ts";
export { STANDARD_COLUMNS, TABLE_SCHEMAS, type TableSchema } from "./workspace/schemas.ts";
