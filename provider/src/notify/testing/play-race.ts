import { type Connector, type ConnectorFault, createConnector } from "@logdoctor/local-azure/connector";
import { aFinding } from "@logdoctor/shared-policies/testing";
import type { Deps } from "../../deps.ts";
import type { DocumentStore } from "../../documents/document-store.ts";
import { AppError } from "../../http/app-error.ts";
import { stepIncident } from "../../incidents/act-on-incident.ts";
import { findIncident } from "../../incidents/incident-store.ts";
import { openEmbeddedStore } from "../../store/embedded/embedded-store.ts";
import { testClock } from "../../testing/test-clock.ts";
import { testNotify } from "../../testing/test-notify.ts";
import { Activity } from "../bot/activity.ts";
import { answerCardAction } from "../bot/answer-card-action.ts";
import { drawCard } from "../bot/draw-card.ts";
import { isFirst } from "../bot/replay-guard.ts";
import { readCard } from "../card-store.ts";
import { conversationKey, writeConversation } from "../conversation-store.ts";
import { connectorHosts } from "../notify-deps.ts";
import { readNotifySettings, writeNotifySettings } from "../notify-settings-store.ts";
import { requestTimeoutMs } from "../outgoing/send-json.ts";
import { startNotifier } from "../outgoing/worker.ts";
import { aClick, buttonOf, found, testBot, testChannel, testService } from "./bot-world.ts";
import { type Interleaver, interleaver, seeded } from "./interleaver.ts";

/** How a race ended. */
export interface RaceEnd {
  /** Why the card and the incident do not agree; undefined where they do. */
  readonly fault: string | undefined;
  /** Messages beside the card: posted, but the answer was lost or the worker died before it could note the id. */
  readonly orphans: number;
  /** That the connector got. */
  readonly requests: number;
  readonly transitions: number;
}

/** A store that many races share; each has a tenant of its own. */
export interface RaceGround {
  readonly documents: DocumentStore;
  readonly clock: ReturnType<typeof testClock>;
  /** Numbers the races. */
  readonly next: () => number;
}

export function raceGround(): RaceGround {
  const clock = testClock();
  let played = 0;
  return { clock, documents: openEmbeddedStore({ file: ":memory:", now: clock.now }), next: () => ++played };
}

const people = ["9c2d4e6f-7a8b-4c3d-9e0f-1a2b3c4d5e6f", "8b1c3d5e-6f7a-4b2c-8d9e-0f1a2b3c4d5e"];
const moves = ["investigate", "block", "falsePositive", "resolve", "reopen", "refresh"] as const;

interface Race extends RaceGround {
  readonly tenantId: string;
  readonly random: () => number;
  readonly order: Interleaver;
  readonly connector: Connector;
  readonly deps: (party: string) => Deps;
}

/**
 * One random history: findings come, two people click, sometimes on cards that are old or twice, a third uses the tab,
 * two workers deliver and may die, the connector refuses, loses answers and messages. Then all becomes quiet, and the card
 * must show the incident as it is.
 */
export async function playRace(ground: RaceGround, seed: number): Promise<RaceEnd> {
  const race = await raceOf(ground, seed);
  const { order, connector } = race;
  connector.onRequest = (request) => faultOf(race, request);
  const parties: Record<string, () => Promise<void>> = { reporter: () => report(race), tab: () => useTab(race) };
  people.forEach((objectId, i) => {
    parties[`person-${i}`] = () => clickAround(race, objectId, `person-${i}`);
  });
  for (const worker of ["worker-1", "worker-2"]) parties[worker] = () => deliverAround(race, worker);
  await order.play(parties);
  connector.onRequest = () => undefined;
  await rest(race);
  return endOf(race);
}

async function raceOf(ground: RaceGround, seed: number): Promise<Race> {
  const random = seeded(seed);
  const number = ground.next();
  const tenantId = `7a1c1f0e-52b4-4c6e-8a51-${number.toString(16).padStart(12, "0")}`;
  const order = interleaver(random, () => {
    // Now and then so much time passes that claims and holds run out.
    ground.clock.advance(random() < 0.03 ? 90_000 : Math.floor(random() * 400));
    if (random() < 0.004) order.kill(random() < 0.5 ? "worker-1" : "worker-2");
  });
  const connector = createConnector();
  let ids = 0;
  const deps = (party: string): Deps =>
    ({
      documents: party === "rest" ? ground.documents : inTurns(ground.documents, order, party),
      now: ground.clock.now,
      randomId: () => `race${number.toString(36)}x${(++ids).toString(36).padStart(10, "0")}`,
      patterns: [],
      notify: testNotify({
        send:
          party === "rest"
            ? connector.fetch
            : (request) => inTime(ground, order, party, () => connector.fetch(request)),
        bot: {
          ...{ appId: testBot, keys: async () => ({ kty: "oct" }), token: async () => "t" },
          ...{ serviceHosts: connectorHosts, tenants: [tenantId] },
        },
      }),
    }) as Partial<Deps> as Deps;
  const installed = ground.clock.now().toISOString();
  const conversation = {
    conversationId: testChannel,
    type: "channel",
    serviceUrl: testService,
    lastSeen: installed,
  } as const;
  const responders = people.map((objectId) => ({ objectId, name: objectId.slice(0, 4) }));
  await ground.documents.commit(tenantId, [writeConversation(conversation)]);
  const { body } = await readNotifySettings(ground.documents, tenantId);
  await ground.documents.commit(tenantId, [writeNotifySettings(undefined, { ...body, responders })]);
  return { ...ground, tenantId, random, order, connector, deps };
}

function inTurns(documents: DocumentStore, order: Interleaver, party: string): DocumentStore {
  return {
    ...documents,
    read: (...given) => order.step(party, () => documents.read(...given)),
    list: (...given) => order.step(party, () => documents.list(...given)),
    commit: (...given) => order.step(party, () => documents.commit(...given)),
    due: (...given) => order.step(party, () => documents.due(...given)),
  };
}

function faultOf({ random, connector }: Race, { method, url }: Request): ConnectorFault | undefined {
  const chance = random();
  if (chance < 0.05) return { status: 429, retryAfter: 3 };
  if (chance < 0.1) return { status: 502 };
  if (chance < 0.15) return { status: 504, applied: true };
  if (chance < 0.18) return { status: 412 };
  // What Teams loses unasked nobody can know of; what it loses is missed by the next update.
  if (chance < 0.2 && method === "PUT") connector.forget(decodeURIComponent(url.split("/").at(-1) ?? ""));
  return undefined;
}

/** A request as it is sent: one that has not begun within its time limit never does. */
function inTime<T>({ clock }: RaceGround, order: Interleaver, party: string, run: () => Promise<T>): Promise<T> {
  const askedAt = clock.now().getTime();
  return order.step(party, () => {
    if (clock.now().getTime() - askedAt > requestTimeoutMs) return Promise.reject(new DOMException("", "TimeoutError"));
    return run();
  });
}

async function report({ deps, random, tenantId }: Race): Promise<void> {
  const count = 1 + Math.floor(random() * 3);
  for (let i = 0; i < count; i++) {
    const id = `fnd_testing${Math.floor(random() * 2)}0`;
    await found(deps("reporter"), [aFinding({ id, matchCount: 1 + i })], tenantId);
  }
}

async function useTab({ deps, random, tenantId, clock }: Race): Promise<void> {
  const actor = { kind: "person", id: "tab" } as const;
  for (let i = 0; i < 3; i++) {
    const { items } = await deps("tab").documents.list(tenantId, "incident", { limit: 5 });
    const incident = items[0];
    const action = moves[Math.floor(random() * 5)];
    if (incident === undefined || action === undefined || action === "refresh") continue;
    const step = { tenantId, id: incident.id, actor, reason: "From the tab.", action, ifMatch: incident.etag };
    await unlessRefused(stepIncident(deps("tab"), { ...step, now: clock.now() }));
  }
}

async function unlessRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function clickAround({ deps, random, tenantId, clock, connector, order }: Race, oid: string, party: string) {
  let seen: unknown;
  for (let i = 0; i < 60 && connector.messages().length === 0; i++) await order.step(party, async () => undefined);
  for (let i = 0; i < 4; i++) {
    await order.step(party, async () => undefined);
    // People also press what they saw before the card changed.
    if (seen === undefined || random() < 0.6) seen = connector.messages().at(-1)?.card ?? seen;
    if (seen === undefined) continue;
    const offered = moves.filter((move) => JSON.stringify(seen).includes(`"move":"${move}"`));
    const data = buttonOf(seen, offered[Math.floor(random() * offered.length)] ?? "refresh");
    const from = { id: "29:x", aadObjectId: oid };
    const conversation = { id: testChannel, tenantId };
    const activity = Activity.parse(
      aClick({ ...data, reason: "From a card." }, { from, conversation, id: `${party} ${i}` }),
    );
    const click = async (): Promise<void> => {
      const first = await isFirst(deps(party).documents, { tenantId, activity }, clock.now());
      const answer = await answerCardAction(deps(party), { tenantId, activity, first }, clock.now());
      if (answer.type === "application/vnd.microsoft.card.adaptive") seen = answer.value;
    };
    await Promise.all([unlessRefused(click()), ...(random() < 0.3 ? [unlessRefused(click())] : [])]);
  }
}

async function deliverAround({ deps, random }: Race, worker: string): Promise<void> {
  const notifier = startNotifier(deps(worker), { pollMs: 0, random, note });
  for (let i = 0; i < 12; i++) await notifier.drain();
}

async function rest({ deps, clock, random, documents, tenantId }: Race): Promise<void> {
  const notifier = startNotifier(deps("rest"), { pollMs: 0, random, note });
  for (let i = 0; i < 40; i++) {
    clock.advance(400_000);
    await notifier.drain();
    const { items } = await documents.list(tenantId, "outbox", { limit: 1, tag: "pending" });
    if (items.length === 0) return;
  }
}

function note(error: unknown): undefined {
  throw error;
}

async function endOf({ documents, tenantId, connector, deps }: Race): Promise<RaceEnd> {
  const { items } = await documents.list(tenantId, "incident", { limit: 5 });
  const ends = { orphans: 0, requests: 0, transitions: 0 };
  if (items.length !== 1) return { ...ends, fault: `${items.length} incidents` };
  const stored = await findIncident(documents, tenantId, items[0]?.id ?? "");
  const incident = stored?.body.incident;
  if (incident === undefined) return { ...ends, fault: "no incident" };
  const channel = `bot ${conversationKey(testChannel)}`;
  const card = await readCard(documents, { tenantId, subjectId: incident.id, channel });
  const shown = connector.messages().find(({ activityId }) => activityId === card?.body.activityId);
  const place = { tenantId, conversationId: testChannel, language: "en" } as const;
  const wanted = JSON.stringify(drawCard(deps("rest").notify, incident, place));
  const { items: owed } = await documents.list(tenantId, "outbox", { limit: 50 });
  const unsent = owed.filter(({ body }) => body.state !== "sent");
  const broken = incident.transitions.some(({ from }, i) => i > 0 && incident.transitions[i - 1]?.to !== from);
  return {
    orphans: connector.messages().length - (shown === undefined ? 0 : 1),
    requests: connector.requests.length,
    transitions: incident.transitions.length,
    fault: faultIn({
      unsent: unsent.map(({ body }) => `${body.state} ${body.lastError}`),
      broken,
      wanted,
      shown: shown?.card,
    }),
  };
}

interface Found {
  readonly unsent: readonly string[];
  readonly broken: boolean;
  readonly wanted: string;
  readonly shown: unknown;
}

function faultIn({ unsent, broken, wanted, shown }: Found): string | undefined {
  if (unsent.length > 0) return `unsent: ${unsent.join(", ")}`;
  if (broken) return "the history has a gap";
  if (shown === undefined) return "there is no card";
  return JSON.stringify(shown) === wanted ? undefined : "the card shows something else";
}
