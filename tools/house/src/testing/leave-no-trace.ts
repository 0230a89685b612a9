import { getCACertificates } from "node:tls";
import { afterAll, expect } from "vitest";

// Runs before every file that shares its process with others: one that changes what all of a process shares would decide how
// those after it end. Such a file belongs to the project "alone" or "azure" in `vitest.config.ts`.
const before = shared();
afterAll(() => expect(shared(), "What this file left to the ones after it; see vitest.config.ts").toEqual(before));

function shared(): object {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST"));
  return {
    environment: Object.fromEntries(environment),
    directory: process.cwd(),
    authorities: getCACertificates("default").length,
    clock: [Date, setTimeout, performance.now],
    network: fetch,
  };
}
