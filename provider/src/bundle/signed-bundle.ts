import type { RequestContext } from "../context.ts";
import type { Deps } from "../deps.ts";
import { boundedMap } from "../documents/bounded-map.ts";
import { acceptedExceptions } from "../exceptions/exception-store.ts";
import { filterPoliciesOf } from "../filter-rules/filter-policies-store.ts";
import { holdsOf } from "../holds/hold-store.ts";
import { AppError } from "../http/app-error.ts";
import { patternSettingsOf } from "../patterns/pattern-store.ts";
import { policiesOf } from "../policies/policy-store.ts";
import { ruleSettingsOf, tenantRulesOf } from "../prevent-rules/rule-store.ts";
import { readTenant, type TenantSettings } from "../tenants/tenant-store.ts";
import { type BundleContent, buildBundle, bundleLifeMs } from "./build-bundle.ts";

interface Signed {
  readonly jws: Promise<string>;
  readonly renewAtMs: number;
}

const attempts = 8;
const maxSignedRemembered = 5000;
// Kept by the deps object, so that two apps of one process share nothing.
const caches = new WeakMap<Deps, ReturnType<typeof boundedMap<Signed>>>();

/** The tenant's bundle as compact JWS, signed anew when its version changed or a third of its life is left. */
export async function signedBundle(ctx: RequestContext, tenant: TenantSettings): Promise<string> {
  const cache = cacheOf(ctx.deps);
  const key = `${ctx.tenantId}:${tenant.bundleVersion}`;
  const known = cache.get(key);
  if (known !== undefined && known.renewAtMs > ctx.now.getTime()) return known.jws;
  const content = await consistentContent(ctx);
  const jws = ctx.deps.bundleSigner.sign(buildBundle(content, ctx.now));
  const renewAtMs = ctx.now.getTime() + (bundleLifeMs * 2) / 3;
  cache.set(`${ctx.tenantId}:${content.bundleVersion}`, { jws, renewAtMs });
  return jws;
}

// Two bundles of one version must never differ: the version is read before and after what it stands for.
async function consistentContent({ deps, tenantId }: RequestContext): Promise<BundleContent> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await readTenant(deps.documents, tenantId);
    const policies = await policiesOf(deps.documents, tenantId);
    const holds = await holdsOf(deps.documents, tenantId);
    const patterns = (await patternSettingsOf(deps.documents, tenantId)).map(({ body }) => body.settings);
    const exceptions = await acceptedExceptions(deps.documents, tenantId);
    const ruleSettings = (await ruleSettingsOf(deps.documents, tenantId)).map(({ settings }) => settings);
    const rules = (await tenantRulesOf(deps.documents, tenantId)).map(({ rule }) => rule);
    const filter = await filterPoliciesOf({ deps, tenantId });
    const after = await readTenant(deps.documents, tenantId);
    const { bundleVersion } = after.body;
    const content = { tenantId, bundleVersion, policies, holds, patterns, exceptions, ruleSettings, rules, filter };
    if (before.etag === after.etag) return content;
  }
  throw new AppError("unavailable", "The policies are being changed. Try again.", { retryAfter: 1 });
}

function cacheOf(deps: Deps): ReturnType<typeof boundedMap<Signed>> {
  const cache = caches.get(deps) ?? boundedMap<Signed>(maxSignedRemembered);
  caches.set(deps, cache);
  return cache;
}
