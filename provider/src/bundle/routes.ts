import type { Mountable } from "../http/mount.ts";
import { plainResponse } from "../http/respond.ts";
import { shellOf } from "../http/shell.ts";

const bundleKeysPath = "/.well-known/logdoctor-bundle-keys.json";

/** The public keys that bundles are signed with. Open: an agent's installer pins them. */
export function bundleRoutes({ app, deps }: Mountable): void {
  const shell = shellOf(deps);
  const body = JSON.stringify(deps.bundleSigner.publicKeys);
  app.get(bundleKeysPath, (c) =>
    shell(c, bundleKeysPath, ({ headers }) =>
      plainResponse(body, 200, {
        ...headers,
        "content-type": "application/jwk-set+json",
        "cache-control": "max-age=300",
      }),
    ),
  );
}
