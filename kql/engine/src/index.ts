export { createEngine } from "./engine.ts";
export { KqlError, type KqlErrorCode } from "./errors.ts";
export { isoFromTicks, ticksFromIso } from "./ticks.ts";
export { runTransform, type TransformRun } from "./transform.ts";
export type {
  Column,
  ColumnType,
  DeleteFilter,
  Engine,
  EngineOptions,
  QueryOptions,
  QueryResult,
} from "./types.ts";
