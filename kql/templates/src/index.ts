export { createMiner, type Miner, type Template, type TemplateOf } from "./miner.ts";
export { DEFAULT_OPTIONS, type Limits, type MinerOptions } from "./options.ts";
export { MinerState } from "./state.ts";
