export { type SampleAttack, sampleAttack } from "./attack.ts";
export {
  generateSampleData,
  lateRows,
  type SampleOptions,
  type SampleTable,
  sampleRows,
  sampleTables,
} from "./generate.ts";
export { type NoisyTable, sampleNoise } from "./noise.ts";
export { samplePolicies } from "./policies.ts";
export { isSampleTable, type SampleTableName } from "./tables/sample-tables.ts";
export { type SampleTenant, type SampleTenantKey, sampleTenants } from "./tenants.ts";
export { sampleQueries, sampleUse } from "./use.ts";
