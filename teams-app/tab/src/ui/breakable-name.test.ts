import { expect, test } from "vitest";
import { wordsOf } from "./breakable-name.tsx";

test.each([
  ["AppServiceHTTPLogs", ["App", "Service", "HTTP", "Logs"]],
  ["ContainerLogV2", ["Container", "Log", "V2"]],
  ["AGWAccessLogs", ["AGW", "Access", "Logs"]],
  ["My_App_CL", ["My_", "App_", "CL"]],
  ["Perf", ["Perf"]],
  ["로그_CL", ["로그_", "CL"]],
])("%s may break between its words", (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});
