import type { Engine, EngineOptions } from "./types.ts";

/** An empty database in memory; close it when done. */
export async function createEngine(_options: EngineOptions = {}): Promise<Engine> {
  throw new Error("createEngine is not built yet");
}
