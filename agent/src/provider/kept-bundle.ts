import type { PolicyBundle } from "@logdoctor/shared-policies";
import type { Deps } from "../deps.ts";
import { applyBundle } from "./bundle.ts";

const keptName = "bundle/last.jws";

type KeptDeps = Pick<Deps, "state" | "verifyBundle" | "settings" | "clock">;

/** Keeps an accepted bundle as it was signed, for the time in which the provider is away. */
export async function keepBundle({ state }: Pick<Deps, "state">, jws: string): Promise<void> {
  const stored = await state.read(keptName);
  if (stored?.text !== jws) await state.write(keptName, jws, stored?.etag);
}

/** So that Detect, which the provider has switched off, stays off while the provider is away. */
export async function forgetBundle({ state }: Pick<Deps, "state">): Promise<void> {
  await state.remove(keptName);
}

/** The kept bundle if it passes today what it passed when it came: signature, tenant, expiry, not older than the last. */
export async function keptBundle({
  state,
  verifyBundle,
  settings,
  clock,
}: KeptDeps): Promise<PolicyBundle | undefined> {
  const stored = await state.read(keptName);
  if (stored === undefined) return undefined;
  const offered = { jws: stored.text, tenantId: settings.tenantId, now: clock.now() };
  const checked = await applyBundle(offered, { verify: verifyBundle, state });
  return checked.accepted ? checked.bundle : undefined;
}
