import { test } from "vitest";
import { historiesPerFile, playHistories } from "../../testing/play-histories.ts";

test(
  "over random histories of faults nothing is lost, archived twice, or removed against the rules",
  () => playHistories(historiesPerFile),
  300_000,
);
