import {
  type AnyEndpoint,
  agentApi,
  appApi,
  detectApi,
  filterApi,
  notifyApi,
  preventApi,
} from "@logdoctor/shared-policies";

/** Every endpoint of the contract. */
export const endpoints: readonly AnyEndpoint[] = [
  ...agentApi,
  ...appApi,
  ...detectApi,
  ...notifyApi,
  ...preventApi,
  ...filterApi,
];

/** The contract's path in the router's form. */
export function routePath(endpoint: AnyEndpoint): string {
  return endpoint.path.replace(/\{(\w+)\}/g, ":$1");
}
