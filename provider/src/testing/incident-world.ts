import { type DetectionFinding, getIncident, listIncidents, type StoredIncident } from "@logdoctor/shared-policies";
import { aFinding, testTenant } from "@logdoctor/shared-policies/testing";
import type { DocumentStore } from "../documents/document-store.ts";
import { type TestApp, testApp, testPersonObject } from "./test-app.ts";
import type { TestClock } from "./test-clock.ts";
import { testClock } from "./test-clock.ts";

export interface World {
  readonly provider: TestApp & { readonly clock: TestClock };
  readonly store: DocumentStore;
  readonly agent: string;
  readonly responder: string;
}

/** A provider on a store, with an enrolled agent and a responder. */
export async function worldOn(open: (clock: TestClock) => DocumentStore | Promise<DocumentStore>): Promise<World> {
  const clock = testClock();
  const store = await open(clock);
  const provider = { ...(await testApp({ documents: store, now: clock.now })), clock };
  const agent = await provider.enrolled();
  const exp = clock.now().getTime() / 1000 + 400 * 86_400;
  const wishes = { tenantId: testTenant, objectId: testPersonObject, claims: { exp } };
  const responder = await provider.mint.person({ ...wishes, roles: ["LogDoctor.Responder"] });
  return { provider, store, agent, responder };
}

/** The incidents of a tenant, opened last first, with evidence. */
export async function incidentsOf({ provider, responder }: World): Promise<StoredIncident[]> {
  const { items } = (await provider.call(responder, listIncidents)).data;
  const read = items.map(({ id }) => provider.call(responder, getIncident, { params: { id } }));
  return (await Promise.all(read)).map(({ data }) => data);
}

export async function onlyIncident(world: World): Promise<StoredIncident> {
  const [first, ...more] = await incidentsOf(world);
  if (first === undefined || more.length > 0)
    throw new Error(`There are ${first === undefined ? 0 : more.length + 1} incidents`);
  return first;
}

/** A finding of the same source some time after the first one. */
export function laterFinding(n: number, afterMs: number, over: Partial<DetectionFinding> = {}): DetectionFinding {
  const at = new Date(Date.parse("2026-11-09T23:50:00Z") + afterMs).toISOString();
  const base = aFinding();
  const evidence = base.evidence.map((item) => ({ ...item, itemId: `item-${n}`, at }));
  return { ...base, id: `fnd_testing0${n}`, firstSeen: at, lastSeen: at, evidence, ...over };
}
