import type { PreventWorkspace } from "../jobs/prevent/ports.ts";

/** A workspace without tables. */
export const emptyPrevention: PreventWorkspace = {
  tables: () => Promise.resolve([]),
  scan: () => Promise.resolve([]),
  billedGb: () => Promise.resolve(new Map()),
  use: () => Promise.resolve({ texts: [] }),
};
