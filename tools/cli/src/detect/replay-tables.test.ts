import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logdoctor-replay-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Row = Readonly<Record<string, unknown>>;

async function replay(table: string, rows: readonly Row[] | string) {
  const file = join(folder, "rows.jsonl");
  await writeFile(file, typeof rows === "string" ? rows : rows.map((row) => JSON.stringify(row)).join("\n"));
  let out = "";
  let err = "";
  const code = await main(["detect", "replay", "--table", table, "--rows", file, "--json"], {
    out: (part) => {
      out += part;
    },
    err: (part) => {
      err += part;
    },
    now: () => new Date("2026-06-01T12:00:00Z"),
    credential: () => Promise.reject(new Error("No credential is needed")),
  });
  return { code, out, err };
}

const attack = "q=1%27%20union%20select%20password%20from%20users--%20";
const at = "2026-06-01T11:50:00.1234567Z";

/** One attack as each table has it, with columns beside that have nothing to do with it. */
const attacks: readonly (readonly [name: string, table: string, row: Row])[] = [
  [
    "App Service",
    "AppServiceHTTPLogs",
    {
      CIp: "203.0.113.7",
      CsMethod: "GET",
      CsHost: "shop.example",
      CsUriStem: "/",
      CsUriQuery: attack,
      ScStatus: 200,
      ScBytes: "",
      TimeTaken: "12.5",
      UserAgent: "Mozilla/5.0+(X11)",
      Cookie: null,
      _BilledSize: "913",
    },
  ],
  [
    "Application Gateway",
    "AGWAccessLogs",
    {
      ClientIp: "203.0.113.7:52344",
      HttpMethod: "GET",
      RequestUri: "/",
      RequestQuery: attack,
      OriginalRequestUriWithArgs: null,
      HttpStatus: "200",
      UserAgent: "curl/8",
      Host: "10.0.0.4",
      OriginalHost: "shop.example",
      ServerStatus: "-",
    },
  ],
  [
    "Application Gateway, whole address",
    "AGWAccessLogs",
    { ClientIp: "203.0.113.7", RequestUri: "/", OriginalRequestUriWithArgs: `/?${attack}`, HttpStatus: 403 },
  ],
  [
    "its firewall",
    "AGWFirewallLogs",
    {
      ClientIp: "203.0.113.7",
      RequestUri: `/?${attack}`,
      Action: "Blocked",
      Hostname: "shop.example",
      RuleId: 942100,
      ParanoiaLevel: 1,
    },
  ],
  [
    "diagnostics of Application Gateway",
    "AzureDiagnostics",
    {
      Category: "ApplicationGatewayAccessLog",
      ResourceProvider: "MICROSOFT.NETWORK",
      clientIP_s: "203.0.113.7",
      requestUri_s: "/",
      requestQuery_s: attack,
      httpStatus_d: 200.0,
      httpMethod_s: "GET",
      host_s: "shop.example",
      timeTaken_d: 0.013,
    },
  ],
  [
    "diagnostics of its firewall",
    "AzureDiagnostics",
    {
      Category: "ApplicationGatewayFirewallLog",
      clientIp_s: "203.0.113.7",
      requestUri_s: `\\/?${attack}`,
      action_s: "Matched",
      hostname_s: "shop.example",
      details_data_s: "x",
    },
  ],
  [
    "diagnostics of Front Door",
    "AzureDiagnostics",
    {
      Category: "FrontDoorAccessLog",
      clientIp_s: "203.0.113.7",
      socketIp_s: "198.51.100.9",
      requestUri_s: `https://shop.example:443/?${attack}`,
      httpStatusCode_s: "200",
      userAgent_s: "Mozilla/5.0 (X11)",
      referer_s: "",
      hostName_s: "shop.example",
    },
  ],
  [
    "diagnostics of its firewall",
    "AzureDiagnostics",
    {
      Category: "FrontDoorWebApplicationFirewallLog",
      clientIP_s: "203.0.113.7",
      requestUri_s: `https://shop.example:443/?${attack}`,
      action_s: "Block",
      ruleName_s: "SQLI-942100",
      details_matches_s: '[{"matchVariableName":"QueryParamValue:q"}]',
    },
  ],
  [
    "Application Insights",
    "AppRequests",
    {
      ClientIP: "203.0.113.7",
      Url: `https://shop.example/?${attack}`,
      Name: "GET /",
      OperationName: "GET /",
      ResultCode: 200,
      DurationMs: "3.1",
      Properties: { a: 1 },
      Success: "True",
      ItemCount: 1,
    },
  ],
  [
    "Application Insights, no address of a page",
    "AppRequests",
    { ClientIP: "203.0.113.7", Url: null, Name: `GET /?${attack}`, ResultCode: "500" },
  ],
  [
    "IIS",
    "W3CIISLog",
    {
      cIP: "203.0.113.7",
      csMethod: "GET",
      csUriStem: "/",
      csUriQuery: attack,
      csUserName: "-",
      csUserAgent: "Mozilla/5.0+(X11)",
      csCookie: "-",
      csReferer: "-",
      scStatus: 200,
      sPort: "443",
    },
  ],
];

test.each(attacks)("%s: an attack in %s is found with its row", async (_, table, row) => {
  const harmless = { ...row, ...Object.fromEntries(Object.entries(row).map(([key, value]) => [key, quiet(value)])) };
  const { code, out, err } = await replay(table, [
    { TimeGenerated: at, ...row },
    { TimeGenerated: at, _ItemId: "", ...harmless },
  ]);

  expect([code, err]).toEqual([0, ""]);
  const found = JSON.parse(out).findings.filter(({ pattern }: { pattern: string }) => pattern === "sql-injection");
  expect(found).toEqual([
    expect.objectContaining({ severity: "CRITICAL", source: "203.0.113.7", itemIds: ["row-1"], firstSeen: at }),
  ]);
  expect(found[0].score).toBeGreaterThanOrEqual(5);
});

function quiet(value: unknown): unknown {
  return typeof value === "string" ? value.replace(attack, "q=shoes") : value;
}

const pages = [
  ["userAgent_s", "sqlmap/1.8"],
  ["referer_s", "https://a.example/?x=<script>alert(1)</script>"],
] as const;

test.each(pages)("what stands in %s of Front Door is seen", async (column, text) => {
  const row = {
    TimeGenerated: at,
    Category: "FrontDoorAccessLog",
    clientIp_s: "203.0.113.7",
    requestUri_s: "https://shop.example:443/",
  };
  const { out } = await replay("AzureDiagnostics", [{ ...row, [column]: text }]);

  expect(JSON.parse(out).findings).toHaveLength(1);
});

test("sign-ins as exports have them are counted by account and by source", async () => {
  const rows = Array.from({ length: 24 }, (_, i) => ({
    "TimeGenerated [UTC]": `6/1/2026, 11:${String(10 + i)}:00.123 AM`,
    UserPrincipalName: `person${i}@customer.example`,
    IPAddress: "203.0.113.7:50123",
    ResultType: i % 2 === 0 ? 50126 : "50126",
    AppDisplayName: "Azure Portal",
    CreatedDateTime: "soon",
    LocationDetails: '{"city":"Seoul"}',
    DeviceDetail: null,
  }));
  const { code, out } = await replay("SigninLogs", rows);

  expect(code).toBe(0);
  expect(JSON.parse(out).findings).toEqual([
    expect.objectContaining({ pattern: "signin-password-spray", source: "203.0.113.7", itemCount: 24 }),
  ]);
});

const times = [
  ["2026-06-01T11:50:00Z", "2026-06-01T11:50:00.0000000Z"],
  ["2026-06-01 11:50:00.5", "2026-06-01T11:50:00.5000000Z"],
  ["2026-06-01T20:50:00.123456789+09:00", "2026-06-01T11:50:00.1234567Z"],
  ["6/1/2026, 11:50:00.000 PM", "2026-06-01T23:50:00.0000000Z"],
  ["", "2026-06-01T12:00:00.0000000Z"],
  [undefined, "2026-06-01T12:00:00.0000000Z"],
] as const;

test("times are read as exports write them, and a row without one has just arrived", async () => {
  const rows = times.map(([TimeGenerated], i) => ({
    TimeGenerated,
    CIp: `203.0.113.${i}`,
    CsUriStem: "/",
    CsUriQuery: attack,
  }));
  const { findings } = JSON.parse((await replay("AppServiceHTTPLogs", rows)).out);

  const seen = times.map(
    (_, i) => findings.find(({ source }: { source: string }) => source === `203.0.113.${i}`)?.firstSeen,
  );
  expect(seen).toEqual(times.map(([, instant]) => instant));
});

test.each([
  [
    "a time that is none",
    '{"TimeGenerated":"yesterday"}',
    "rows.jsonl:1 does not fit AppServiceHTTPLogs: TimeGenerated is no time",
  ],
  ["a day that there is not", '{"TimeGenerated":"2026-02-30T00:00:00Z"}', "TimeGenerated is a time that there is not"],
  [
    "a zone that there is not",
    '{"CIp":"::1"}\n{"TimeGenerated":"2026-06-01T11:50:00+25:00"}',
    'rows.jsonl:2 does not fit AppServiceHTTPLogs: TimeGenerated is a time that there is not: "2026-06-01T11:50:00+25:00"',
  ],
  [
    "a number that is none",
    '{"CIp":"::1"}\n{"ScStatus":"OK"}',
    'rows.jsonl:2 does not fit AppServiceHTTPLogs: ScStatus is no number: "OK"',
  ],
  ["a broken status", '{"ScStatus":200.5}', "ScStatus is no whole number: 200.5"],
  ["a row of another table", '{"Computer":"a","Message":"b"}', "rows.jsonl:1 is no row of AppServiceHTTPLogs"],
  ["an array", '[{"CIp":"1.1.1.1"}]', "rows.jsonl:1 is no JSON object"],
  ["no JSON", "CIp,CsUriStem", "rows.jsonl:1 is no JSON object"],
])("%s is refused with its place", async (_, text, message) => {
  const { code, out, err } = await replay("AppServiceHTTPLogs", text);

  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(message);
  // Said once: whoever loads the rows adds nothing to a message that names the line.
  expect(err.split("does not fit").length).toBeLessThan(3);
});

test("a byte order mark, empty lines and Windows line ends are no rows", async () => {
  const row = JSON.stringify({ CIp: "203.0.113.7", CsUriStem: "/", CsUriQuery: attack, ScStatus: 200 });
  const { code, out } = await replay("AppServiceHTTPLogs", `\uFEFF${row}\r\n\r\n${row}\r\n`);

  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ scanned: 2 });
  expect(JSON.parse(out).findings[0].itemIds.toSorted()).toEqual(["row-1", "row-3"]);
});

test("an empty file has no findings", async () => {
  expect(JSON.parse((await replay("SigninLogs", "")).out)).toMatchObject({ findings: [], scanned: 0 });
});
