import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared-policies,kql,provider,agent,teams-app,bicep,tools}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    // Of two cores vitest would by itself use one.
    maxWorkers: "100%",
  },
});
