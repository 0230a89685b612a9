import { expect, test } from "vitest";
import { aPreventFinding } from "../testing/index.ts";
import { RecommendedChange } from "./finding.ts";
import { isCodeChange, snippetsFor } from "./snippets.ts";

const codeChanges = RecommendedChange.options.filter(isCodeChange);

test.each(codeChanges)("%s has a snippet for every logging library", (change) => {
  const libraries = snippetsFor(aPreventFinding({ change })).map(({ library }) => library);
  expect(libraries).toEqual(["ILogger", "Serilog", "Logback", "Log4j 2", "pino", "winston", "logging"]);
});

test("changes of settings have one for the command line alone", () => {
  for (const change of RecommendedChange.options.filter((one) => !isCodeChange(one))) {
    const snippets = snippetsFor(aPreventFinding({ change, subject: "StorageRead" }));
    expect(snippets.map(({ platform, language }) => [platform, language])).toEqual([["azure", "bash"]]);
  }
});

test("a snippet names the finding's own logger and numbers", () => {
  const finding = aPreventFinding({ change: "rate-limit", callSite: "shop.orders.Cart", threshold: 600 });
  const [python] = snippetsFor(finding).filter(({ platform }) => platform === "python");
  expect(python?.code).toContain('logging.getLogger("shop.orders.Cart").addFilter(RateLimit(10))');
});

test("JavaScript parses", () => {
  for (const change of codeChanges) {
    for (const { language, code } of snippetsFor(aPreventFinding({ change }))) {
      if (language !== "javascript") continue;
      expect(() => new Function(`return async () => {${code}}`), code).not.toThrow();
    }
  }
});

test("XML is well formed as far as its tags go", () => {
  for (const change of codeChanges) {
    for (const { language, code } of snippetsFor(aPreventFinding({ change }))) {
      if (language !== "xml") continue;
      const bare = code.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, "");
      const open: string[] = [];
      for (const [, end, name = "", alone] of bare.matchAll(/<(\/?)([\w.]+)(?:\s[^>]*?)?(\/?)>/g)) {
        if (end === "/") expect(open.pop(), code).toBe(name);
        else if (alone !== "/") open.push(name);
      }
      expect(open, code).toEqual([]);
    }
  }
});

test("what logs hold cannot become code", () => {
  const evil = '"); System.exit(1); //\n"';
  for (const change of RecommendedChange.options) {
    const finding = aPreventFinding({ change, callSite: evil, subject: evil, resource: `/x" ; rm -rf / #` });
    for (const { code } of snippetsFor(finding)) expect(code).not.toMatch(/System\.exit|rm -rf/);
  }
});
