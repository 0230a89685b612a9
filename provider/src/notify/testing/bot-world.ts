import { type Connector, createConnector } from "@logdoctor/local-azure/connector";
import type { DetectionFinding } from "@logdoctor/shared-policies";
import { aDetectOutcome, aRunReport, testTenant } from "@logdoctor/shared-policies/testing";
import { createLocalJWKSet } from "jose";
import type { Deps } from "../../deps.ts";
import { findIncident } from "../../incidents/incident-store.ts";
import { takeFindings } from "../../incidents/take-findings.ts";
import { type TestApp, testApp, testPersonObject } from "../../testing/index.ts";
import { testNotify } from "../../testing/test-notify.ts";
import { connectorHosts } from "../notify-deps.ts";
import { readNotifySettings, writeNotifySettings } from "../notify-settings-store.ts";
import { type Notifier, startNotifier } from "../outgoing/worker.ts";

export const testBot = "0a6c1f52-7d3e-4d0b-9b7a-3f5e8c2d1a90";
export const testService = "https://smba.trafficmanager.net/kr/";
export const testChannel = "19:incidents@thread.tacv2";

export interface BotWorld extends TestApp {
  readonly connector: Connector;
  readonly notifier: Notifier;
  /** Reports findings as an agent does; they open incidents. */
  readonly found: (...findings: DetectionFinding[]) => Promise<string[]>;
  /** Installs the bot in a channel, and names the test person as responder. */
  readonly install: (tenantId?: string) => Promise<void>;
  readonly send: (activity: object, over?: Sent) => Promise<Response>;
  /** Claims that a good token of the Bot Framework has. */
  readonly claims: (over?: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly token?: string;
}

/** A provider with a bot, whose messages go to a connector in this process. */
export async function botWorld(over: Partial<Deps> = {}, tenants: readonly string[] = [testTenant]): Promise<BotWorld> {
  const connector = createConnector();
  const bot = {
    appId: testBot,
    keys: createLocalJWKSet(await connector.jwks()),
    token: async () => "bot-token",
    serviceHosts: connectorHosts,
    tenants,
  };
  const app = await testApp({ notify: testNotify({ bot, send: connector.fetch }), ...over });
  const note = (error: unknown): never => {
    throw error;
  };
  const notifier = startNotifier(app.deps, { pollMs: 0, random: () => 0.5, note });
  const claims: BotWorld["claims"] = (changed = {}) => claimsAt(app.deps.now(), changed);
  const send: BotWorld["send"] = async (activity, sent = {}) => {
    const token = sent.token ?? (await connector.token(sent.claims ?? claims()));
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const body = JSON.stringify(activity);
    return app.fetch(new Request("http://provider.test/api/messages", { method: "POST", headers, body }));
  };
  const install = async (tenantId: string = testTenant): Promise<void> => {
    const answer = await send(anActivity({ type: "installationUpdate", action: "add", id: "install" }, tenantId));
    if (!answer.ok) throw new Error(await answer.text());
    const { body, etag } = await readNotifySettings(app.deps.documents, tenantId);
    const responders = [{ objectId: testPersonObject, name: "Kim" }];
    await app.deps.documents.commit(tenantId, [writeNotifySettings(etag, { ...body, responders })]);
  };
  return { ...app, connector, notifier, install, send, claims, found: (...findings) => found(app.deps, findings) };
}

function claimsAt(now: Date, over: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const at = Math.floor(now.getTime() / 1000);
  const good = { iss: "https://api.botframework.com", aud: testBot, serviceurl: testService };
  return { ...good, nbf: at - 60, exp: at + 3600, ...over };
}

/** Puts findings into incidents without a run around them. The ids of the incidents that they opened or joined. */
export async function found(
  deps: Deps,
  findings: DetectionFinding[],
  tenantId: string = testTenant,
): Promise<string[]> {
  const report = aRunReport({
    job: "detect",
    runId: `run_${deps.randomId()}` as never,
    detect: aDetectOutcome(findings),
  });
  const agent = { agentId: "agt_testing00", objectId: "object", enrolledAt: "", agentVersion: "0.1.0" };
  const principal = { kind: "agent", tenantId, objectId: "object", name: "agent", roles: ["agent"] } as const;
  const changed: string[] = [];
  for (let attempt = 0; attempt < 20; attempt++) {
    const ctx = { deps, principal, tenantId, now: deps.now(), agent } as never;
    const { writes, complete } = await takeFindings(ctx, report);
    const { committed } = await deps.documents.commit(tenantId, writes);
    if (committed) changed.push(...writes.flatMap((write) => (write.kind === "incident" ? [write.id] : [])));
    if (committed && complete) return changed;
  }
  throw new Error("The findings could not be stored");
}

/** An activity as Teams sends it to the bot, from a person in a channel. */
export function anActivity(over: Readonly<Record<string, unknown>> = {}, tenantId: string = testTenant): object {
  return {
    ...{ type: "message", channelId: "msteams", id: "1", serviceUrl: testService },
    from: { id: "29:person", aadObjectId: testPersonObject, name: "Anybody" },
    recipient: { id: `28:${testBot}` },
    conversation: { id: testChannel, conversationType: "channel", tenantId },
    channelData: { tenant: { id: tenantId }, team: { id: "19:team@thread.tacv2" }, channel: { id: testChannel } },
    ...over,
  };
}

let clicks = 0;

/** A click on a button of a card: its data with what the person typed. */
export function aClick(data: unknown, over: Readonly<Record<string, unknown>> = {}): object {
  const value = { action: { type: "Action.Execute", verb: "incident", data }, trigger: "manual" };
  return anActivity({ type: "invoke", name: "adaptiveCard/action", id: `click-${++clicks}`, value, ...over });
}

/** Data of the button of a card that makes a step; those behind a reason included. */
export function buttonOf(card: unknown, move: string): Record<string, unknown> {
  const found = /\{"action":"incident"[^}]*\}/g;
  const all = [...JSON.stringify(card).matchAll(found)].map(([text]) => JSON.parse(text) as Record<string, unknown>);
  const data = all.find((one) => one["move"] === move);
  if (data === undefined) throw new Error(`The card has no button ${move}`);
  return data;
}

export async function incidentIn({ deps }: Pick<TestApp, "deps">, id: string) {
  const stored = await findIncident(deps.documents, testTenant, id);
  if (stored === undefined) throw new Error("There is no such incident");
  return stored.body.incident;
}
