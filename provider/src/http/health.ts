import { AppError } from "./app-error.ts";
import type { Mountable } from "./mount.ts";
import { plainResponse } from "./respond.ts";
import { shellOf } from "./shell.ts";

const json = { "content-type": "application/json" };

/** `/healthz`: the process answers. `/readyz`: the store answers too. */
export function healthRoutes({ app, deps }: Mountable): void {
  const shell = shellOf(deps);
  app.get("/healthz", (c) =>
    shell(c, "/healthz", ({ headers }) => plainResponse('{"status":"ok"}', 200, { ...headers, ...json })),
  );
  app.get("/readyz", (c) =>
    shell(c, "/readyz", async ({ headers }) => {
      try {
        await deps.documents.ready();
      } catch (error) {
        throw new AppError("unavailable", "The store does not answer.", { cause: error, retryAfter: 5 });
      }
      return plainResponse('{"status":"ready"}', 200, { ...headers, ...json });
    }),
  );
}
