import {
  type FilterOutcome,
  type FilterRuleDraft,
  getNotificationSettings,
  listNotifications,
  sendReport,
  updateNotificationSettings,
} from "@logdoctor/shared-policies";
import { testTenant } from "@logdoctor/shared-policies/testing";
import { beforeEach, expect, test } from "vitest";
import { openEmbeddedStore } from "../../store/embedded/embedded-store.ts";
import { filterGround, inAzure, table } from "../../testing/filter-ground.ts";
import { type TestClock, testClock, testPersonObject } from "../../testing/index.ts";
import { type BotWorld, botWorld } from "../testing/bot-world.ts";
import { addShopTeam } from "../testing/shop-team.ts";

const host = "prod-27.koreacentral.logic.azure.com";
const webhookUrl = `https://${host}/workflows/abc/triggers/manual/paths/invoke?sig=secret`;
const reverted = "More rows went than the dry run said: predicted 40.0 %, seen 90.0 %, 0 errors.";

let world: BotWorld & { readonly clock: TestClock };
let admin: string;
let agent: string;
let ground: ReturnType<typeof filterGround>;
/** Whether the process dies before it moves rules. */
let dies: boolean;

beforeEach(async () => {
  dies = false;
  const clock = testClock();
  const store = openEmbeddedStore({ file: ":memory:", now: clock.now });
  const documents: typeof store = {
    ...store,
    commit(tenantId, writes) {
      const dead = dies && writes.some(({ kind }) => kind === "filter-rule");
      return dead ? Promise.reject(new Error("The process died.")) : store.commit(tenantId, writes);
    },
  };
  world = { ...(await botWorld({ now: clock.now, documents })), clock };
  await world.install();
  const exp = clock.now().getTime() / 1000 + 400 * 86_400;
  const roles = ["LogDoctor.Admin"];
  admin = await world.mint.person({ tenantId: testTenant, objectId: testPersonObject, roles, claims: { exp } });
  agent = await world.enrolled();
  ground = filterGround({ provider: world, agent }, admin);
});

const posts = () => world.connector.messages();
const textOf = (n = -1): string => JSON.stringify(posts().at(n)?.card);

async function report(over: Partial<FilterOutcome>) {
  const body = await ground.report(over);
  await world.notifier.drain();
  return body;
}

async function inForce(ruleName: string, over: Partial<FilterRuleDraft> = {}): Promise<string> {
  const { id } = await ground.create({ ...over, ruleName, matchPattern: `${ruleName} check` });
  await ground.move(id, "dryRun");
  await ground.tested(id);
  await ground.move(id, "activate");
  return id;
}

test("a filter that was taken back is told once, with which rule, why, and what follows", async () => {
  const id = await inForce("Health");
  const body = await report(inAzure(id, "reverted", reverted));
  expect(posts().map(({ summary }) => summary)).toEqual([`Filter taken back: ${table}`]);
  for (const part of ["Health", "did not do as predicted", reverted, "Next: the rules are in review"]) {
    expect(textOf()).toContain(part);
  }
  expect(textOf()).toContain(`"url":"https://tab.test/filter/rules/one/${id}"`);
  await world.call(agent, sendReport, { body });
  await report(inAzure(id, "reverted", reverted));
  expect(posts()).toHaveLength(1);
  const { items } = (await world.call(admin, listNotifications)).data;
  expect(items).toMatchObject([{ kind: "opened", state: "sent", filterCardId: expect.stringMatching(/^flc_/) }]);
});

test("rules that were taken back together are told in one card, which leads to all rules", async () => {
  const ids = [await inForce("Health"), await inForce("Ready")];
  const [entry] = inAzure("", "reverted", reverted).tables ?? [];
  if (entry === undefined) throw new Error("There is no entry");
  await report({ tables: [{ ...entry, ruleIds: [], predictedDropRate: 0.4, observedDropRate: 0.9 }] });
  for (const id of ids) expect((await ground.read(id)).state).toBe("Review");
  expect(posts()).toHaveLength(1);
  for (const part of ["Health", "Ready", "40.0 %", "90.0 %"]) expect(textOf()).toContain(part);
  expect(textOf()).toContain('"url":"https://tab.test/filter/rules"');
});

test("what was activated again and taken back again is told again", async () => {
  const id = await inForce("Health");
  await report(inAzure(id, "reverted", reverted));
  await ground.move(id, "disable", "Wrong");
  await ground.move(id, "reuse");
  await ground.move(id, "dryRun");
  await ground.tested(id);
  await ground.move(id, "activate");
  await report(inAzure(id, "reverted", reverted));
  expect(posts()).toHaveLength(2);
});

test("a filter that expired is told once, in a low voice", async () => {
  const expiresAt = new Date(world.clock.now().getTime() + 30 * 60_000).toISOString();
  const id = await inForce("Health", { expiresAt });
  await report(inAzure(id, "verified"));
  expect(posts()).toHaveLength(0);
  world.clock.set(expiresAt);
  await report(inAzure(id, "verified"));
  await report({});
  expect(posts().map(({ summary }) => summary)).toEqual([`Filter expired: ${table}`]);
  expect(textOf()).toContain('"style":"emphasis"');
  expect(textOf()).not.toContain("Your agent says");
});

test("a rule that the agent refuses is told; one that it will try again is not", async () => {
  const id = await inForce("Health");
  const entry = { table, collectionRule: "dcr", state: "refused" as const, ruleIds: [] };
  await report({ tables: [{ ...entry, refusal: "changed-meanwhile", detail: "Somebody wrote too." }] });
  expect(posts()).toHaveLength(0);
  await report({ tables: [{ ...entry, refusal: "loss-not-approved", detail: "pattern:scan would lose rows." }] });
  expect(posts().map(({ summary }) => summary)).toEqual([`Filter not applied: ${table}`]);
  expect((await ground.read(id)).state).toBe("Review");
});

test("each channel is told once, in the tenant's language", async () => {
  const { data } = await world.call(admin, getNotificationSettings);
  const { severities, responders } = data;
  const body = { language: "ko", severities, responders, webhookUrl } as const;
  await world.call(admin, updateNotificationSettings, { ifMatch: data.etag, body });
  const told: string[] = [];
  world.connector.onRequest = (request) => {
    if (new URL(request.url).host !== host) return undefined;
    told.push(request.url);
    return { status: 202 };
  };
  const id = await inForce("Health");
  await report(inAzure(id, "reverted", reverted));
  await report(inAzure(id, "reverted", reverted));
  expect([posts().length, told.length]).toEqual([1, 1]);
  expect(posts()[0]?.summary).toBe(`필터 되돌림: ${table}`);
});

test("the team of the data collection rule is told in its own channel", async () => {
  await addShopTeam(world, admin, { by: "resource", value: "/subscriptions/0/resourceGroups/shop" });
  const id = await inForce("Health");
  const collectionRule = "/subscriptions/0/resourceGroups/shop/providers/Microsoft.Insights/dataCollectionRules/one";
  await report({ tables: [{ table, collectionRule, state: "reverted", detail: reverted, ruleIds: [id] }] });
  expect(posts().map(({ conversationId }) => conversationId)).toEqual(["19:shop"]);
});

test("a process that dies between the report and the rules leaves the news owed, and owed once", async () => {
  const id = await inForce("Health");
  dies = true;
  await expect(ground.report(inAzure(id, "reverted", reverted))).rejects.toThrow();
  dies = false;
  expect((await ground.read(id)).state).toBe("Active");
  world.clock.advance(20 * 60_000);
  await report(inAzure(id, "reverted", reverted));
  expect((await ground.read(id)).state).toBe("Review");
  expect(posts()).toHaveLength(1);
});
