import { playRace, raceGround } from "@logdoctor/provider/testing";
import { type BenchOptions, type BenchResult, judged } from "./result.ts";

const racesOfOneStore = 500;

/** Plays random histories of people, reports, workers and a failing connector; in each the card must end as the incident. */
export async function benchNotifyRaces({ small, runs, note }: BenchOptions): Promise<BenchResult[]> {
  const count = small ? 20 : (runs ?? 10_000);
  let [ground, faults, orphans, requests] = [raceGround(), 0, 0, 0];
  const startedAt = performance.now();
  for (let seed = 1; seed <= count; seed++) {
    if (seed % racesOfOneStore === 0) {
      await ground.documents.close();
      ground = raceGround();
      note(`${seed} of ${count} histories, ${faults} faults`);
    }
    const end = await playRace(ground, seed);
    if (end.fault !== undefined) {
      faults++;
      note(`Seed ${seed}: ${end.fault}`);
    }
    orphans += end.orphans;
    requests += end.requests;
  }
  await ground.documents.close();
  const perSecond = (count * 1000) / (performance.now() - startedAt);
  const wrong: BenchResult = { name: `notify-races wrong cards of ${count}`, value: faults, unit: "histories" };
  return [
    judged(wrong, { of: "value", most: 0 }),
    { name: "notify-races requests to the connector", value: requests, unit: "requests" },
    { name: "notify-races messages left beside the card", value: orphans, unit: "messages" },
    { name: "notify-races speed", value: perSecond, unit: "histories/s" },
  ];
}
