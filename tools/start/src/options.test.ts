import { expect, test } from "vitest";
import { parseOptions } from "./options.ts";

test("without options everything runs until it is stopped", () => {
  const parsed = parseOptions([]);

  expect(parsed).toMatchObject({ options: { once: false, json: false, scale: undefined, port: 8700 } });
  expect("options" in parsed && parsed.options.data.endsWith(".logdoctor")).toBe(true);
});

test("options are read", () => {
  const parsed = parseOptions(["--once", "--json", "--scale", "0.1", "--port", "0", "--data", "/tmp/x"]);

  expect(parsed).toEqual({ options: { once: true, json: true, scale: 0.1, port: 0, data: "/tmp/x" } });
});

test.each([
  [["--scale", "0"], "--scale takes a number above 0"],
  [["--scale", "many"], "--scale takes a number above 0"],
  [["--scale", ""], "--scale takes a number above 0"],
  [["--scale", "5000"], "--scale takes a number above 0"],
  [["--port", "70000"], "--port takes a number"],
  [["--port", "1.5"], "--port takes a number"],
  [["--speed", "9"], "--speed"],
  [["extra"], "extra"],
])("%j is refused with the reason", (args, reason) => {
  const parsed = parseOptions(args);

  expect("problem" in parsed && parsed.problem).toContain(reason);
});

test("help names every option", () => {
  const parsed = parseOptions(["--help"]);

  for (const option of ["--once", "--json", "--scale", "--port", "--data"]) {
    expect("help" in parsed && parsed.help).toContain(option);
  }
});
