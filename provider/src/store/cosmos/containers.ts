import type { Group } from "../../documents/kinds.ts";

/** A Cosmos DB container: the infrastructure template creates exactly these. */
export interface ContainerSpec {
  readonly id: string;
  readonly partitionKey: "/tenantId";
  /** -1: documents live for ever unless one carries its own `ttl`. */
  readonly defaultTtl: -1;
}

/** Documents that change in one transaction lie in one container, in the partition of their tenant. */
export const containers = {
  config: { id: "tenant-config", partitionKey: "/tenantId", defaultTtl: -1 },
  activity: { id: "tenant-activity", partitionKey: "/tenantId", defaultTtl: -1 },
} as const satisfies Record<Group, ContainerSpec>;
