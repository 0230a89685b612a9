import { describe, expect, test } from "vitest";
import { createFormat } from "./format.ts";

const now = new Date("2026-11-20T02:00:00Z");

describe.each([
  ["en", "$1,234", "15.6%", "4.2 GB", "14 days", "in 3 hours"],
  ["ko", "$1,234", "15.6%", "4.2GB", "14일", "3시간 후"],
  ["ja", "$1,234", "15.6%", "4.2 GB", "14 日", "3 時間後"],
])("%s", (language, ...expected) => {
  const format = createFormat(language, "Asia/Seoul");

  test("money, shares, sizes and times", () => {
    const shown = [
      format.money(1234.4),
      format.percent(0.1557),
      format.gigabytes(4.2),
      format.days(14),
      format.fromNow("2026-11-20T05:00:00Z", now),
    ];
    expect(shown.map((text) => text.replace(/\s/g, " "))).toEqual(expected);
  });
});

test("bytes take the largest unit that leaves at least one", () => {
  const { bytes } = createFormat("en");

  expect([0, 999, 1000, 9_400_000, 5e15].map(bytes)).toEqual(["0 bytes", "999 bytes", "1 kB", "9.4 MB", "5,000 TB"]);
});

test("small amounts keep their cents", () => {
  expect(createFormat("en").money(3.1)).toBe("$3.10");
});

test("instants are shown in the viewer's time zone", () => {
  expect(createFormat("en", "Asia/Tokyo").instant("2026-11-20T23:30:00Z")).toMatch(/^Nov 21, 2026, 8:30\sAM$/);
});
