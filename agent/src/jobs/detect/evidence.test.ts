import { Ceiling, type DetectionFinding } from "@logdoctor/shared-policies";
import { expect, test } from "vitest";
import { runOnce } from "../../run-once.ts";
import { bootAgent, type FakeWorld, fakeWorld } from "../../testing/fake-world.ts";
import { detectLimits } from "./limits.ts";
import type { LoggedRequest } from "./ports.ts";

const source = "203.0.113.7";

/** A world with one attack, ten minutes ago. */
function attacked(): FakeWorld {
  const world = fakeWorld();
  world.ceiling = Ceiling.parse({ jobsOff: ["retain", "prevent"] });
  const at = world.clock.now().getTime() - 10 * 60_000;
  world.requests.push({ id: "attack", source, path: "/attack", at, ingestedAt: at, visibleAt: at });
  return world;
}

async function findings(world: FakeWorld): Promise<readonly DetectionFinding[]> {
  const { reports } = await runOnce(bootAgent(world, "instance-1", []));
  return reports.find(({ job }) => job === "detect")?.detect?.findings ?? [];
}

function request(of: Partial<LoggedRequest>): LoggedRequest {
  return { itemId: "other", at: "2026-11-01T00:20:00Z", method: "GET", request: "/", status: 200, ...of };
}

test("shows at most five of the source's other requests, masked, and none that matched", async () => {
  const world = attacked();
  const others = Array.from({ length: 7 }, (_, i) => request({ itemId: `other-${i}`, request: `/page/${i}` }));
  const { status: _, ...told } = request({ request: "/account?mail=kim@shop.example&token=abcdefghijkl" });
  const examples = [request({ itemId: "attack", request: "/attack" }), told, ...others];
  world.detection.activity = new Map([[source, { requests: 9, succeeded: 8, distinctPaths: 9, examples }]]);

  const [finding] = await findings(world);
  expect(finding?.activity).toMatchObject({ requests: 9, succeeded: 8, distinctPaths: 9 });
  const shown = finding?.activity?.examples?.map((one) => one.request);
  expect(shown).toEqual(["/account?mail=[email]&token=[secret]", "/page/0", "/page/1", "/page/2", "/page/3"]);
});

test("an indicator that was in force when the source attacked is a verdict, one from later or before is none", async () => {
  const world = attacked();
  const known = {
    value: "203.0.113.0/24",
    verdict: "malicious",
    source: "Feed",
    description: "by kim@shop.example",
  } as const;
  const later = {
    value: source,
    verdict: "benign",
    source: "Feed",
    description: "",
    validFrom: "2026-11-01T00:25:00Z",
  } as const;
  const before = {
    value: source,
    verdict: "benign",
    source: "Feed",
    description: "",
    expiresAt: "2026-11-01T00:00:00Z",
  } as const;
  world.detection.threats = [later, before, known];

  const found = await findings(world);
  const threat = { verdict: "malicious", source: "Feed", description: "by [email]" };
  expect(found.map((finding) => finding.threat)).toEqual(found.map(() => threat));
  expect(found.length).toBeGreaterThan(0);
});

test("findings stand when threat intelligence does not answer", async () => {
  const world = attacked();
  world.detection.threats = [];
  world.detection.failures = [undefined, undefined, "unavailable"];

  const found = await findings(world);
  expect(found.length).toBeGreaterThan(0);
  expect(found.some((finding) => "threat" in finding)).toBe(false);
  expect(world.detection.queries).toBeLessThanOrEqual(detectLimits.queries);
});
