import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { loadTexts } from "./i18n.ts";
import { pickLanguage } from "./language.ts";

/** Every text by its path. */
function flat(texts: object, path = ""): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === "string") all.set(path + key, value);
    else for (const [inner, text] of flat(value, `${path}${key}.`)) all.set(inner, text);
  }
  return all;
}

function placeholders(text: string | undefined): string[] {
  return [...(text ?? "").matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").toSorted();
}

const english = flat(await loadTexts("en"));

test.each(["ko", "ja"] as const)("%s has every text, with the same values filled in", async (language) => {
  const texts = flat(await loadTexts(language));

  expect([...texts.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  for (const [key, text] of english) {
    expect(texts.get(key)?.trim(), key).not.toBe("");
    expect(placeholders(texts.get(key)), key).toEqual(placeholders(text));
  }
});

test.each([
  ["ko", /[가-힣]/],
  ["ja", /[ぁ-んァ-ヶ一-龠]/],
] as const)("%s is translated: only names and codes are as in English", async (language, script) => {
  const texts = flat(await loadTexts(language));

  const left = [...texts].filter(([, text]) => !script.test(text.replaceAll(/\{\{\w+\}\}/g, ""))).map(([key]) => key);
  const names = /^(shell\.product|terms\.severity\.P\d|holds\.placedBy|exceptions\.test)$/;
  expect(left.filter((key) => !names.test(key))).toEqual([]);
});

test("the language is the first wanted one that there is", () => {
  expect(pickLanguage(["fr-FR", "ja-JP", "ko"])).toBe("ja");
  expect(pickLanguage(["KO-kr"])).toBe("ko");
  expect(pickLanguage(["fr"])).toBe("en");
  expect(pickLanguage(["constructor"])).toBe("en");
});

test("rules that ship are named in English as their files name them", async () => {
  const { prevent } = await loadTexts("en");

  const rules = new URL("../../../../kql/rules/", import.meta.url);
  const names = (await readdir(rules)).map(async (id) => {
    const rule = await readFile(new URL(`${id}/rule.yaml`, rules), "utf8");
    return [id, /^name: (.+)$/m.exec(rule)?.[1]] as const;
  });
  expect(prevent.shippedRule).toEqual(Object.fromEntries(await Promise.all(names)));
});
