export { createApp } from "./app.ts";
export { type ProviderConfig, readConfig } from "./config.ts";
export { type Deps, defaultLimits, type Limits } from "./deps.ts";
export { type RunningProvider, type StartOptions, startProvider } from "./server.ts";
