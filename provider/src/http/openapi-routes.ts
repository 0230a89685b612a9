import type { Mountable } from "./mount.ts";
import { openApiDocument } from "./openapi.ts";
import { referencePage, referencePolicy } from "./reference.ts";
import { plainResponse } from "./respond.ts";
import { shellOf } from "./shell.ts";

const version = "0.1.0";

/** `/openapi.json` and `/reference`: the contract for programs and for people. Built once, when first asked for. */
export function openApiRoutes({ app, deps }: Mountable): void {
  const shell = shellOf(deps);
  let document: string | undefined;
  let page: string | undefined;
  app.get("/openapi.json", (c) =>
    shell(c, "/openapi.json", ({ headers }) => {
      document ??= JSON.stringify(openApiDocument(version));
      return plainResponse(document, 200, { ...headers, "content-type": "application/json" });
    }),
  );
  app.get("/reference", (c) =>
    shell(c, "/reference", ({ headers }) => {
      page ??= referencePage(openApiDocument(version), deps.problemBase);
      const type = { "content-type": "text/html; charset=utf-8", "content-security-policy": referencePolicy };
      return plainResponse(page, 200, { ...headers, ...type });
    }),
  );
}
