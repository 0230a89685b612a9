import { describe, expect, test } from "vitest";
import { createMiner } from "./index.ts";

/** The masked form of one message, without any knowledge of others. */
function masked(message: string): string {
  return createMiner().templateOf(message).template;
}

describe("what varies by its look is a wildcard", () => {
  test.each([
    ["Received block blk_-1608999687919862906 of size 91178", "Received block blk_<*> of size <*>"],
    ["took 12.5 ms, 4 KB left", "took <*>, <*> left"],
    ["took 15ms", "took <*>"],
    ["progress 45%", "progress <*>"],
    ["offset -17 of +3", "offset <*> of <*>"],
    ["error 0x8007000E in module", "error <*> in module"],
    ["request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 done", "request <*> done"],
    ["commit a94a8fe5ccb19ba61c4c0873d391e987982fbbd3 pushed", "commit <*> pushed"],
    ["from 10.251.73.220:50010 to [fe80::1%eth0]:443", "from <*> to [<*>]:<*>"],
    ["link 00:1b:44:11:3a:b7 is up", "link <*> is up"],
    ["GET https://example.com/a?b=c&d=e answered", "GET <*> answered"],
    ["proxy.example.co.kr:8080 refused", "<*> refused"],
    ["mail to ada.lovelace@example.org bounced", "mail to <*> bounced"],
    ["reading /var/log/syslog now", "reading <*> now"],
    ["reading C:\\Logs\\today.log now", "reading <*> now"],
    ["at 2026-06-01T12:00:00.123Z or Thu Jun 09 06:07:05 2005", "at <*> or <*>"],
    ["com.example.Task@1f32e575 failed", "com.example.Task@<*> failed"],
    ["com.example.Task@bcdfea failed", "com.example.Task@<*> failed"],
    ["started sshd[411] and LOCAL(0)", "started sshd[<*>] and LOCAL(<*>)"],
    ["ids 1, 2, 3, 4", "ids <*>"],
    ["ids 1 2 3", "ids <*>"],
    ["ids 1, 2 3", "ids <*>, <*> <*>"],
    ["at 1,234 of 5, 6", "at <*> of <*>, <*>"],
    ["bound to 10.0.0.1 80", "bound to <*> <*>"],
    ["nodes n1 (ok), n2 (ok), n3 (ok), done", "nodes n<*> (ok), done"],
    ['rows [{"id":1,"to":"a"},{"id":22,"to":"a"},{"id":3,"to":"a"}]', 'rows [{"id":<*>,"to":"a"},{"id":<*>,"to":"a"}]'],
    ["compiled src/app/main.ts and HKLM\\Software\\Vendor", "compiled <*> and <*>"],
    ["reading D:\\data now", "reading <*> now"],
    ["registers deadbeef ffffffff", "registers <*> <*>"],
    ["ready=true, open=no", "ready=<*>, open=<*>"],
    ["connection from host ()", "connection from host (<*>)"],
    ['user= tty=, ids=[] name="" done', 'user=<*> tty=<*>, ids=[<*>] name="<*>" done'],
  ])("%s", (message, key) => {
    expect(masked(message)).toBe(key);
  });
});

test.each([
  "Cannot open socket: connection refused!",
  "ajp_init() can't find child in scoreboard",
  "IPv6 is enabled, UTF-8 and SHA256 are known",
  "org.apache.hadoop.mapred.Task is deprecated",
  "state changed from RUNNING to DONE",
  "read/write and seq/ack",
  "note: a bad face",
  "",
])("%j has nothing that varies", (message) => {
  expect(masked(message)).toBe(message);
});

describe("other languages and forms", () => {
  test.each([
    ["주문 1234번의 결제가 실패했습니다: 한도 초과", "주문 <*>번의 결제가 실패했습니다: 한도 초과"],
    ["注文1234の在庫が不足しています", "注文<*>の在庫が不足しています"],
    ["ポート８０８０で待機中", "ポート<*>で待機中"],
    ['{"level":"info","ms":17,"ok":true}', '{"level":"info","ms":<*>,"ok":<*>}'],
    ['{\n  "id": 5\n}', '{ "id": <*> }'],
  ])("%j", (message, key) => {
    expect(masked(message)).toBe(key);
  });
});

describe("of a stack trace, the first line and the exception", () => {
  const frames = "\n\tat com.example.Job.run(Job.java:17)\n\tat java.base/java.lang.Thread.run(Thread.java:840)";
  test.each([
    [`Job 5 failed\njava.io.IOException: disk 3 is full${frames}`, "Job <*> failed java.io.IOException"],
    [`java.io.IOException: disk 3 is full${frames}`, "java.io.IOException: disk <*> is full"],
    [`Job 5 failed${frames}`, "Job <*> failed"],
    [`Job 5 failed${frames}\nCaused by: a.b.CException: x`, "Job <*> failed a.b.CException"],
    [
      'Traceback (most recent call last):\n  File "app.py", line 3, in <module>\nValueError: no 7',
      "Traceback (most recent call last): ValueError",
    ],
    ["TypeError: x is undefined\n    at main (file:///app/main.js:3:5)", "TypeError: x is undefined"],
  ])("%j", (message, key) => {
    expect(masked(message)).toBe(key);
  });
});

test("a megabyte without a space is read up to the limit", () => {
  expect(masked("x".repeat(1_000_000))).toBe("x".repeat(16_384));
  expect(masked(`start ${"<*> a".repeat(200_000)}`).length).toBeLessThan(16_384);
});
