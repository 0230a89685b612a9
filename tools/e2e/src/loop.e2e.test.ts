import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManagedIdentityCredential } from "@azure/identity";
import { agentActions, allows } from "@logdoctor/bicep";
import {
  ArchiveManifest,
  call,
  getFilterRule,
  getPreventFinding,
  listFilterRules,
  listPreventFindings,
  listRetentionPolicies,
} from "@logdoctor/shared-policies";
import { type Company, createProgress, type Product, startProduct, type TenantSummary } from "@logdoctor/start";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openArchive } from "./archive-reader.ts";
import { launchBrowser } from "./launch-browser.ts";
import { openWorkspace } from "./workspace-reader.ts";

// Some rows of every class, and few enough windows that the whole product runs in seconds.
const scale = 0.004;
/** Only for a machine that is busy with other things; a minute is usual. */
const slowMachineMs = 480_000;

/** Allowed though this run asks for none of it. */
const notUsedHere = [
  // So few rows leave none to purge; `purge` is tested with the agent's own tick.
  "Microsoft.OperationalInsights/workspaces/operations/read",
  "Microsoft.OperationalInsights/workspaces/purge/action",
  // The local Azure has no Microsoft Sentinel, as many workspaces have none.
  "Microsoft.SecurityInsights/alertRules/read",
];

let directory: string;
let product: Product;
let summaries: TenantSummary[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "logdoctor-e2e-"));
  const progress = createProgress({ write: () => true });
  product = await startProduct({ directory, scale, port: 0, seed: "e2e" }, progress);
  await product.loadAttack();
  await product.loadNoise();
  await product.runRetain();
  await product.runDetect();
  summaries = await product.summaries();
}, slowMachineMs);

afterAll(async () => {
  await product?.stop();
  await rm(directory, { recursive: true, force: true });
});

function companyOf(summary: TenantSummary): Company {
  const company = product.companies.find(({ tenant }) => tenant.tenantId === summary.tenantId);
  if (company === undefined) throw new Error(`No company ${summary.tenantId}`);
  return company;
}

function archiveOf(company: Company) {
  const credential = new ManagedIdentityCredential({ clientId: company.identity.clientId });
  return openArchive(product.cloud.azurite.url(company.account), "archive", credential);
}

describe("a first run of Retain for two companies", () => {
  test("succeeds for both, each in its own region", () => {
    const states = summaries.map(({ name, region, jobs }) => [name, region, jobs.retain.status]);

    expect(states).toEqual([
      ["Hanbit Commerce", "koreacentral", "succeeded"],
      ["Sakura Pay", "japaneast", "succeeded"],
    ]);
  });

  test("archives every expired row of class A and no other, and verifies all of them", () => {
    const rows = summaries.flatMap(({ jobs }) => jobs.retain.tables);

    expect(new Set(rows.map((row) => row.class))).toEqual(new Set(["A", "B", "C"]));
    for (const row of rows) {
      expect(row.archived, `${row.table} ${row.class}`).toBe(row.class === "A" ? row.expired : 0);
      expect(row.verified, `${row.table} ${row.class}`).toBe(row.archived);
      expect(row.shrunk, `${row.table} ${row.class}`).toBeLessThanOrEqual(row.expired);
      expect(row.heldBack, `${row.table} ${row.class}`).toEqual([]);
    }
    expect(rows.reduce((sum, row) => sum + row.archived, 0)).toBeGreaterThan(20);
  });

  test("uses every way in which rows can leave", () => {
    for (const { jobs } of summaries) {
      const methods = new Set(jobs.retain.tables.map((row) => row.method));
      expect(methods).toEqual(new Set(["tableRetention", "deleteData", "purge", "archiveOnly"]));
    }
  });

  test("leaves manifests whose files are in Blob storage and hold as many rows as they say", async () => {
    for (const summary of summaries) {
      const archive = archiveOf(companyOf(summary));
      const names = await archive.names();
      const manifests = names.filter((name) => name.endsWith(".manifest.json"));
      let rows = 0;
      for (const name of manifests) {
        const manifest = ArchiveManifest.parse(JSON.parse(await archive.text(name)));
        const [found] = await archive.query(
          manifest.blob.name,
          "SELECT count(*)::INT AS n, count(DISTINCT _ItemId)::INT AS ids FROM rows",
        );
        expect(found, name).toEqual({ n: manifest.rows, ids: manifest.rows });
        expect(manifest.tenantId).toBe(summary.tenantId);
        rows += manifest.rows;
      }
      const tables = summary.jobs.retain.tables;
      expect(rows).toBe(tables.reduce((sum, row) => sum + row.archived, 0));
      expect(manifests.length).toBe(tables.reduce((sum, row) => sum + row.blobs, 0));
      expect(names.filter((name) => name.endsWith(".parquet")).length).toBe(manifests.length);
    }
  });
});

describe("an attack on two sites", () => {
  test("becomes incidents, and the ordinary requests beside it do not", () => {
    for (const { jobs } of summaries) {
      expect(jobs.detect).toMatchObject({ status: "succeeded" });
      const incidents = jobs.detect?.incidents ?? [];
      const patterns = incidents.map(({ patternId }) => patternId);
      expect(patterns).toEqual(
        expect.arrayContaining([
          "sql-injection",
          "cross-site-scripting",
          "path-traversal",
          "jndi-lookup",
          "brute-force",
        ]),
      );
      expect(new Set(incidents.map(({ sourceIP }) => sourceIP))).toEqual(new Set(["203.0.113.66", "198.51.100.23"]));
      expect(new Set(incidents.map(({ status }) => status))).toEqual(new Set(["Open"]));
      expect(jobs.detect?.findings).toBeGreaterThanOrEqual(incidents.length);
    }
  });

  test(
    "is found once: the next run has nothing new",
    async () => {
      const counts = ({ jobs }: TenantSummary): unknown[] | undefined =>
        jobs.detect?.incidents.map(({ id, matchCount }) => `${id} ${matchCount}`).toSorted();
      product.cloud.azure.clock.advance(31 * 60_000);
      await product.tick();
      const after = await product.summaries();

      expect(after.map(({ jobs }) => jobs.detect?.findings)).toEqual([0, 0]);
      expect(after.map(counts)).toEqual(summaries.map(counts));
    },
    slowMachineMs,
  );
});

describe("applications that log too much", () => {
  test("are found out, each by its rule, with what it costs", () => {
    for (const { jobs } of summaries) {
      const { prevent } = jobs;
      expect(prevent).toMatchObject({ status: "succeeded", broken: [], unusedTables: ["Perf"] });
      const found = (rule: string) => prevent?.findings.filter((finding) => finding.rule === rule) ?? [];
      expect(found("debug-in-prod")).toContainEqual(
        expect.objectContaining({ count: 900, service: "cart-api", callSite: "Shop.Carts.CartCache" }),
      );
      expect(found("oversized-entry")).toMatchObject([{ count: 8, change: "truncate" }]);
      expect(found("unused-trace")).toMatchObject([{ count: 160, service: "shop/settlement-batch" }]);
      // Three rows of each of fifty failures; a pair that spans two of the ten-second bins is not seen.
      const [again] = found("duplicate-exceptions");
      expect(again?.count).toBeGreaterThan(90);
      expect(again?.count).toBeLessThanOrEqual(100);
      expect(found("health-check-chatter").map(({ table, count }) => [table, count])).toEqual(
        expect.arrayContaining([
          ["ContainerLogV2", 500],
          ["AppTraces", 400],
        ]),
      );
      expect(found("unused-table")).toMatchObject([{ subject: "Perf", change: "lower-table-plan" }]);
      expect(prevent?.usdPerMonth).toBeGreaterThan(0);
    }
  });
});

describe("the workspaces afterwards", () => {
  const expired = "TimeGenerated < ago(15d)";

  test("no longer have the rows that Delete Data took, and still have the others", async () => {
    for (const company of product.companies) {
      const workspace = openWorkspace(product.cloud.azure.url, company);
      const rows = (query: string) => workspace.count(query);

      expect(await rows(`Syslog | where Facility in ("auth", "authpriv") and ${expired}`)).toBe(0);
      expect(await rows(`AppTraces | where SeverityLevel <= 1 and TimeGenerated < ago(8d)`)).toBe(0);
      expect(await rows(`AppTraces | where SeverityLevel >= 2 and ${expired}`)).toBe(0);
      expect(await rows(`ContainerLogV2 | where LogLevel == "DEBUG" and TimeGenerated < ago(8d)`)).toBe(0);
      expect(await rows(`Syslog | where TimeGenerated > ago(13d)`)).toBeGreaterThan(0);
      expect(await rows(`AuditLogs | where ${expired}`)).toBeGreaterThan(0);
    }
  });

  test("keep whole tables no longer than Azure's bill rewards", async () => {
    for (const company of product.companies) {
      const workspace = openWorkspace(product.cloud.azure.url, company);

      expect(await workspace.retention("SecurityEvent")).toEqual({ retentionInDays: 31, totalRetentionInDays: 31 });
      expect(await workspace.retention("Perf")).toEqual({ retentionInDays: 31, totalRetentionInDays: 31 });
      expect(await workspace.retention("AppRequests")).toEqual({ retentionInDays: 90, totalRetentionInDays: 90 });
      // Mixed tables and the one that is only archived stay as they were.
      expect(await workspace.retention("AppTraces")).toEqual({ retentionInDays: 120, totalRetentionInDays: 120 });
      expect(await workspace.retention("AuditLogs")).toEqual({ retentionInDays: 180, totalRetentionInDays: 180 });
    }
  });
});

describe("a filter of health checks", () => {
  test(
    "is tried, proved, approved and applied, and from then on they are not stored",
    async () => {
      await product.runFilter();
      for (const { jobs } of await product.summaries()) {
        const [rule] = jobs.filter?.rules ?? [];
        expect(rule).toMatchObject({ name: "Health checks", state: "Active", applied: "verified", dropped: 400 });
        const { received = 0, stored = 0, dropped = 0 } = jobs.filter?.traffic ?? {};
        expect(dropped).toBeGreaterThan(100);
        expect(stored + dropped).toBe(received);
        expect(dropped / received).toBeCloseTo(rule?.predictedDropRate ?? 0, 1);
      }
    },
    slowMachineMs,
  );

  test("leaves what it does not name, and a few of what it does, to measure by", async () => {
    for (const company of product.companies) {
      const workspace = openWorkspace(product.cloud.azure.url, company);
      const since = "AppTraces | where ingestion_time() > ago(10m)";
      const checks = await workspace.count(`${since} | where Message startswith "Health check processing"`);
      const others = await workspace.count(`${since} | where Message !startswith "Health check processing"`);
      expect(others).toBeGreaterThan(600);
      expect(checks).toBeLessThan(30);
    }
  });
});

describe("the agents' identities", () => {
  test("used exactly what their roles in Bicep allow", () => {
    const allowed = agentActions({
      allowPurge: true,
      filterRuleIds: [product.companies[0]?.collectionRule ?? ""],
    }).control;
    const used = new Set<string>();
    for (const { identity } of product.companies) {
      for (const action of product.cloud.azure.requests.actions(identity.objectId)) used.add(action);
    }

    expect([...used].filter((action) => !allows(allowed, action))).toEqual([]);
    expect(allowed.filter((action) => ![...used].some((one) => allows([action], one)))).toEqual(notUsedHere);
  });
});

describe("the tab in a browser", () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await openPage();
  });

  afterAll(async () => await browser?.close());

  async function openPage(): Promise<Page> {
    const opened = await (await browser.newContext({ locale: "en-US" })).newPage();
    opened.on("pageerror", (error) => problems.push(error.message));
    opened.on("console", (line) => line.type() === "error" && problems.push(line.text()));
    return opened;
  }

  async function signIn(to: Page, username: string): Promise<void> {
    await to.goto(product.tabUrl);
    await to.getByRole("link", { name: username }).click();
    await to.getByRole("heading", { name: "Overview" }).waitFor();
  }

  function hanbit(): { summary: TenantSummary; company: Company } {
    const [summary] = summaries;
    if (summary === undefined) throw new Error("No summary");
    return { summary, company: companyOf(summary) };
  }

  test("lets an admin sign in and shows what the last run measured", async () => {
    await signIn(page, hanbit().company.admin.username);

    await page.getByText("of the whole bill").first().waitFor();
    await page.getByText("Workspace law-hanbit-prod in koreacentral").waitFor();
    await page.getByText("SecurityEvent").first().waitFor();
    expect(await page.getByText("Succeeded").count()).toBe(1);
  });

  test("shows the run with its verification, as the API reports it", async () => {
    const { tables } = hanbit().summary.jobs.retain;
    await page.goto(`${product.tabUrl}#/retain/runs`);
    const row = page.getByRole("row").filter({ has: page.getByText("Succeeded") });
    await row.waitFor();
    const archived = tables.reduce((sum, table) => sum + table.archived, 0);
    expect(await row.textContent()).toContain(String(archived));

    await row.getByRole("link").click();

    const verified = page.getByText("Every archived row was read back and matched the workspace.");
    await verified.first().waitFor();
    expect(await verified.count()).toBeGreaterThan(0);
    for (const { table } of tables) expect(await page.getByText(table).count(), table).toBeGreaterThan(0);
  });

  test("lets the admin make a policy, which the provider then has", async () => {
    await page.goto(`${product.tabUrl}#/retain/policies/new`);
    await page.getByLabel("Name").fill("Heartbeats");
    await page.getByLabel("Log category").selectOption("Info");
    await page.getByLabel("Tables").fill("Heartbeat");
    await page.getByLabel("Class", { exact: true }).selectOption("C");
    await page.getByRole("button", { name: /Use the usual values/ }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Heartbeats was saved.").waitFor();

    const { data } = await call(product.api(hanbit().company), listRetentionPolicies, { query: { limit: 200 } });

    expect(data.items.find(({ policyName }) => policyName === "Heartbeats")).toMatchObject({
      tables: ["Heartbeat"],
      retentionClass: "C",
      hotRetentionDays: 7,
      archiveEnabled: false,
    });
  });

  test("refuses a predicate that reaches outside, and keeps nothing", async () => {
    await page.goto(`${product.tabUrl}#/retain/policies/new`);
    await page.getByLabel("Name").fill("Leak");
    await page.getByLabel("Tables").fill("Syslog");
    await page
      .getByLabel("Only rows where (KQL)")
      .fill('Computer in ((externaldata (x:string) ["https://example.org"]))');
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/need your attention/).waitFor();

    const { data } = await call(product.api(hanbit().company), listRetentionPolicies, { query: { limit: 200 } });

    expect(data.items.map(({ policyName }) => policyName)).not.toContain("Leak");
  });

  test("shows a reader of the other company its own policies alone, and no way to change them", async () => {
    const other = product.companies.find(({ tenant }) => tenant.key === "jp");
    const reader = await openPage();
    await signIn(reader, other?.reader.username ?? "");
    await reader.goto(`${product.tabUrl}#/retain/policies`);

    await reader.getByText("サーバー認証").waitFor();
    expect(await reader.getByText("Heartbeats").count()).toBe(0);
    expect(await reader.getByRole("link", { name: "New policy" }).count()).toBe(0);
  });

  test("shows a costly log message, and the provider has the answer that was given there", async () => {
    const api = product.api(hanbit().company);
    const { data } = await call(api, listPreventFindings, { query: { limit: 200, ruleId: "debug-in-prod" } });
    const found = data.items.find(({ service }) => service === "cart-api");
    await page.getByRole("link", { name: "Prevent", exact: true }).click();
    await page.getByRole("combobox", { name: "Rule" }).selectOption("Debug logs in production");
    const row = page.getByRole("table", { name: "Findings" }).getByRole("row").filter({ hasText: "cart-api" });
    await row.getByRole("link").first().click();
    await page.getByText("Shop.Carts.CartCache").first().waitFor();
    await page.getByRole("img", { name: /^Rows an hour over/ }).waitFor();

    await page.getByRole("button", { name: "Acknowledge" }).click();
    const dialog = page.getByRole("dialog", { name: "Acknowledge" });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("On it");
    await dialog.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByRole("listitem").getByText("On it").waitFor();

    const { data: after } = await call(api, getPreventFinding, { params: { id: found?.id ?? "" } });
    const actor = expect.objectContaining({ kind: "person", id: hanbit().company.admin.objectId });
    expect(after.transitions.at(-1)).toMatchObject({ step: "acknowledge", reason: "On it", actor });
  });

  test("shows what a filter would drop and what proves that nobody misses it, as the agent reported them", async () => {
    const api = product.api(hanbit().company);
    const [listed] = (await call(api, listFilterRules)).data.items;
    const { data: rule } = await call(api, getFilterRule, { params: { id: listed?.id ?? "" } });
    const { rows = 0, dropped = 0 } = rule.tableDryRun ?? {};
    const [before, after] = [rows, rows - dropped].map((count) => count.toLocaleString("en-US"));
    await page.getByRole("link", { name: "Filter", exact: true }).click();
    await page
      .getByRole("row", { name: /Health checks/ })
      .getByRole("link")
      .click();
    await page.getByRole("heading", { level: 1, name: "Health checks" }).waitFor();

    await page.getByRole("img", { name: `Rows. Before: ${before}, after: ${after}` }).waitFor();
    await page.getByRole("heading", { name: "Coverage certificate" }).waitFor();
    await page.getByText(rule.certificate?.fingerprint.slice(0, 12) ?? "no certificate").waitFor();
    expect(dropped).toBe(400);
    expect(await page.getByText("This certificate is void").count()).toBe(0);
  });

  test("says which rows the filter drops, and which it leaves", async () => {
    await page.getByRole("link", { name: "Why a row is missing" }).click();
    const row = page.getByRole("textbox", { name: "Row as JSON" });
    await row.fill('{"Type":"AppTraces","Message":"Health check processing with combined status Healthy"}');
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByRole("heading", { name: "It is dropped: this row does not reach AppTraces" }).waitFor();
    await page.getByRole("row", { name: "Health checks Drops it" }).waitFor();

    await row.fill('{"Type":"AppTraces","Message":"Payment was refused"}');
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByRole("heading", { name: "It is kept: no rule drops this row of AppTraces" }).waitFor();
  });

  test("reported no error of its own on the way", () => {
    expect(problems.filter((text) => !text.includes("422") && !text.includes("400"))).toEqual([]);
  });
});

describe("the next day", () => {
  const dayMs = 24 * 3_600_000;

  test(
    "archives what arrived late, once, and what has expired since",
    async () => {
      await product.loadLateRows();
      product.cloud.azure.clock.advance(dayMs + 60_000);
      await product.runRetain();
      const next = await product.summaries();

      for (const summary of next) {
        const before = summaries.find(({ tenantId }) => tenantId === summary.tenantId);
        const { tables, runId, status } = summary.jobs.retain;
        expect(status).toBe("succeeded");
        expect(runId).not.toBe(before?.jobs.retain.runId);
        expect(tables.map((row) => row.verified)).toEqual(tables.map((row) => row.archived));
        expect(tables.find((row) => row.table === "AuditLogs")?.archived).toBeGreaterThanOrEqual(6);
        const archive = archiveOf(companyOf(summary));
        const ids: unknown[] = [];
        for (const name of (await archive.names()).filter((one) => one.endsWith(".parquet"))) {
          ids.push(...(await archive.query(name, "SELECT _ItemId AS id FROM rows")).map(({ id }) => id));
        }
        const archived = [before, summary].flatMap((one) => one?.jobs.retain.tables.map((row) => row.archived) ?? []);
        expect(ids.length).toBe(archived.reduce((sum, rows) => sum + rows, 0));
        expect(new Set(ids).size).toBe(ids.length);
      }
    },
    slowMachineMs,
  );
});
