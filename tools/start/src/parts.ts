// The parts of Log Doctor as `npm start` sets them up, for programs that put them together in another way.
export { grantRetain } from "./cloud/companies.ts";
export { apiClientId, apiResource } from "./cloud/registration.ts";
export { agentSettings, containers } from "./local-agent.ts";
export { startLocalProvider } from "./provider.ts";
export { adminApi } from "./set-up-company.ts";
