import { existsSync, readdirSync } from "node:fs";
import { z } from "zod";
import { linesOf, own } from "./values.ts";

/** A request of a set as a row of AppServiceHTTPLogs, which has no body: what stood there stands in the query. */
export interface LabelledRequest {
  readonly set: string;
  readonly label: string;
  /** What a hash of it puts into one of two halves. */
  readonly key: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36";
const usual = { CsMethod: "GET", CsUriStem: "/catalog/search", CsUriQuery: "", ScStatus: 200, UserAgent: AGENT };

/** The requests that the repository has, or a folder with `attacks` and `user_agents` in it. */
export function labelledRequests(folder?: string): LabelledRequest[] {
  const attacks = folder === undefined ? own : `${folder}/attacks`;
  const agents = folder === undefined ? own : `${folder}/user_agents`;
  const files = existsSync(`${attacks}/crs`)
    ? readdirSync(`${attacks}/crs`).filter((name) => name.endsWith(".gz"))
    : [];
  return [
    ...files.flatMap((name) => linesOf(`${attacks}/crs/${name}`).flatMap(ofCoreRules)),
    ...present(`${attacks}/waf-bypass-zones.jsonl.gz`).flatMap(ofZones),
    ...present(`${attacks}/gotestwaf.jsonl.gz`).map(ofGoTest),
    ...present(`${attacks}/csic2010.jsonl.gz`).map(ofCsic),
    ...present(`${agents}/user_agents.jsonl.gz`).map(ofAgents),
  ];
}

function present(file: string): unknown[] {
  return existsSync(file) ? linesOf(file) : [];
}

const Test = z.object({
  id: z.string(),
  family: z.string(),
  polarity: z.string(),
  paranoia: z.number().nullish(),
  carriers: z.array(z.string()),
  stages: z.array(
    z.object({
      method: z.string().nullish(),
      uri: z.string().nullish(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      data: z.unknown().optional(),
    }),
  ),
});

const HEADERS = ["user-agent", "referer", "cookie"];
/** Families that the patterns know; the others are about the protocol. */
const FAMILIES = /^(?:lfi|rfi|rce|php-injection|generic-injection|xss|sqli|java-injection|protocol-attack)$/;

/** Tests at paranoia level 1 whose payload a log can show: in the address, in a header that is logged, or in the body. */
function ofCoreRules(line: unknown): LabelledRequest[] {
  const { id, family, polarity, paranoia, carriers, stages } = Test.parse(line);
  const [stage] = stages;
  if (paranoia !== 1 || stage === undefined || polarity === "other" || !FAMILIES.test(family)) return [];
  // The payload may stand in a header that no log has.
  if (carriers.includes("other-header")) return [];
  const places = carriers.filter((carrier) => carrier === "uri" || HEADERS.includes(carrier));
  const place = carriers.includes("body") ? "body" : places.includes("uri") ? "address" : "headers";
  if (place === "headers" && places.length === 0) return [];
  const headers = new Map(
    Object.entries(stage.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const body =
    place === "body" ? [asQuery(typeof stage.data === "string" ? stage.data : JSON.stringify(stage.data ?? ""))] : [];
  const asked = addressOf(stage.uri ?? "/");
  const row = {
    ...{ ...usual, ...asked, CsMethod: stage.method ?? "GET" },
    CsUriQuery: [asked.CsUriQuery, ...body].filter((part) => part !== "").join("&"),
    ...{
      UserAgent: headers.get("user-agent") ?? "",
      Referer: headers.get("referer") ?? "",
      Cookie: headers.get("cookie") ?? "",
    },
  };
  const label = polarity === "negative" ? "not for one rule" : place;
  return [{ set: `crs ${family}`, label, key: id, row }];
}

/** A form's fields as they are; any other body as the value of one. */
function asQuery(body: string): string {
  return /^[^=&\s<{]{1,60}=/.test(body) ? body : `data=${encoded(body)}`;
}

function encoded(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll("%20", "+");
}

function addressOf(uri: string): { readonly CsUriStem: string; readonly CsUriQuery: string } {
  const [path = "", ...query] = uri.split("?");
  return { CsUriStem: path, CsUriQuery: query.join("?") };
}

const Zones = z.object({
  id: z.string(),
  label: z.string(),
  should_block: z.boolean(),
  zones: z.record(z.string(), z.unknown()),
});
const COLUMNS: Readonly<Record<string, string>> = { COOKIE: "Cookie", "USER-AGENT": "UserAgent", REFERER: "Referer" };

function ofZones(line: unknown): LabelledRequest[] {
  const { id, label, should_block: attack, zones } = Zones.parse(line);
  return Object.entries(zones).flatMap(([zone, given]) => {
    if (typeof given !== "string" || given === "") return [];
    const value = given.replaceAll("%RND%", "k3j9x2a");
    const column = COLUMNS[zone];
    const row =
      zone === "URL"
        ? { ...usual, ...addressOf(value.startsWith("/") ? value : `/${value}`) }
        : zone === "ARGS" || zone === "BODY"
          ? { ...usual, CsUriQuery: zone === "ARGS" ? value : asQuery(value) }
          : column === undefined
            ? undefined
            : { ...usual, [column]: value };
    const place = column === undefined ? "address or body" : "headers";
    const set = attack ? "waf-bypass" : "waf-bypass, harmless";
    return row === undefined ? [] : [{ set, label: attack ? `${label}, ${place}` : place, key: id, row }];
  });
}

const GoTest = z.object({ payload: z.string(), label: z.string(), placeholders: z.array(z.string()) });

function ofGoTest(line: unknown): LabelledRequest {
  const { payload, label, placeholders } = GoTest.parse(line);
  const agent = placeholders.length === 1 && placeholders[0] === "UserAgent";
  const row = agent ? { ...usual, UserAgent: payload } : { ...usual, CsUriQuery: `q=${encoded(payload)}` };
  return { set: "gotestwaf", label: label === "benign" ? label : agent ? "user agents" : "attacks", key: payload, row };
}

const Csic = z.object({
  label: z.string(),
  method: z.string(),
  uri_stem: z.string(),
  query: z.string().nullish(),
  body: z.string().nullish(),
  user_agent: z.string().nullish(),
});

function ofCsic(line: unknown): LabelledRequest {
  const { label, method, uri_stem: CsUriStem, query, body, user_agent: UserAgent } = Csic.parse(line);
  const CsUriQuery = [query ?? "", body ?? ""].filter((part) => part !== "").join("&");
  const row = { ...usual, CsMethod: method, CsUriStem, CsUriQuery, UserAgent: UserAgent ?? "" };
  return { set: "csic2010", label, key: `${CsUriStem}?${CsUriQuery}`, row };
}

const Agent = z.object({ user_agent: z.string(), label: z.string() });

function ofAgents(line: unknown): LabelledRequest {
  const { user_agent: UserAgent, label } = Agent.parse(line);
  return { set: "user_agents", label, key: UserAgent, row: { ...usual, UserAgent } };
}
