import { AppError } from "./app-error.ts";
import { preflightHeaders } from "./cors.ts";
import { endpoints, routePath } from "./endpoints.ts";
import type { Mountable } from "./mount.ts";
import { plainResponse } from "./respond.ts";
import { shellOf } from "./shell.ts";

/** Preflights, methods that a path does not know, and paths that do not exist. */
export function unmatchedRoutes({ app, deps }: Mountable): void {
  const shell = shellOf(deps);
  app.options("/v1/*", (c) =>
    shell(c, "/v1/*", ({ headers }) =>
      plainResponse(null, 204, { ...headers, ...preflightHeaders(c.req.header("origin"), deps.corsOrigins) }),
    ),
  );
  for (const path of new Set(endpoints.map(routePath))) {
    const known = endpoints.filter((endpoint) => routePath(endpoint) === path);
    const allow = [...new Set(known.map((endpoint) => endpoint.method))].join(", ");
    app.all(path, (c) =>
      shell(c, path, (exchange) => {
        exchange.headers["allow"] = allow;
        throw new AppError("method-not-allowed", `This path knows ${allow}.`);
      }),
    );
  }
  app.notFound((c) =>
    shell(c, c.req.path, () => {
      throw new AppError("not-found", "There is no such path.");
    }),
  );
}
