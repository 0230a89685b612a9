import type { DocumentStore } from "../documents/document-store.ts";
import { cosmosStore } from "../store/cosmos/cosmos-store.ts";
import { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
import { cosmosEmulator } from "./cosmos-emulator.ts";
import type { TestClock } from "./test-clock.ts";

type Open = (clock: TestClock) => Promise<DocumentStore>;

async function onEmbedded({ now }: TestClock): Promise<DocumentStore> {
  return openEmbeddedStore({ file: ":memory:", now });
}

async function onCosmos({ now }: TestClock): Promise<DocumentStore> {
  const emulator = await cosmosEmulator();
  const store = cosmosStore({ database: emulator.database, now, close: () => undefined });
  return { ...store, close: () => emulator.close() };
}

/** Both stores, for suites that run on each; who opens one closes it. */
export const bothStores: readonly (readonly [string, Open])[] = [
  ["the embedded store", onEmbedded],
  ["Cosmos DB", onCosmos],
];
