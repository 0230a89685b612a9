import type { AnyEndpoint } from "@logdoctor/shared-policies";
import { AppError } from "./app-error.ts";
import { preflightHeaders } from "./cors.ts";
import { endpoints } from "./endpoints.ts";
import { headerOf } from "./header-of.ts";
import type { Mountable } from "./mount.ts";
import { plainResponse } from "./respond.ts";
import { shellOf } from "./shell.ts";

const patterns = endpoints.map((endpoint) => ({ endpoint, pattern: patternOf(endpoint) }));

/** Preflights, methods that a path does not know, and paths that do not exist. */
export function unmatchedRoutes({ app, deps }: Mountable): void {
  const shell = shellOf(deps);
  app.options("/v1/*", (c) =>
    shell(c, "/v1/*", ({ headers }) =>
      plainResponse(null, 204, { ...headers, ...preflightHeaders(headerOf(c, "origin"), deps.corsOrigins) }),
    ),
  );
  app.notFound((c) =>
    shell(c, c.req.path, (exchange) => {
      const known = patterns.filter(({ pattern }) => pattern.test(c.req.path));
      if (known.length === 0) throw new AppError("not-found", "There is no such path.");
      const allow = [...new Set(known.map(({ endpoint }) => endpoint.method))].join(", ");
      exchange.headers["allow"] = allow;
      throw new AppError("method-not-allowed", `This path knows ${allow}.`);
    }),
  );
}

function patternOf({ path }: AnyEndpoint): RegExp {
  return new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
}
