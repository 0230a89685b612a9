/** A message, and the log statement that wrote it. */
export interface LabelledMessage {
  readonly text: string;
  readonly statement: string;
}

/** What applications of several kinds write; what stands in braces varies. */
const STATEMENTS = [
  "Request starting HTTP/1.1 GET {url} - -",
  "Request finished HTTP/1.1 GET {url} - {status} - application/json {ms}ms",
  "Executed DbCommand ({number}ms) [Parameters=[@p0='?' (DbType = Guid)], CommandType='Text', CommandTimeout='30']",
  "Health check database with status Healthy completed after {ms}ms with message '(null)'",
  "User {name} signed in from {ip}",
  "User {name} signed out after {number} minutes",
  "Order {uuid} of customer {number} accepted, total {money} EUR",
  "Order {uuid} of customer {number} rejected: card declined",
  "Payment gateway answered {status} in {number} ms, attempt {digit} of 5",
  "Cache miss for key cart:{uuid}",
  "Cache hit for key cart:{uuid}",
  "Connection to {host}:{port} lost, retrying in {number} ms",
  "Connection to {host}:{port} established",
  "Uploaded {path} ({size} bytes) to container invoices",
  "Could not open {path}: permission denied",
  "Thread pool exhausted: active={number} queued={number} rejected={digit}",
  "java.lang.IllegalStateException: session {hex} is closed\n\tat com.example.Session.read(Session.java:{number})\n\tat com.example.Main.main(Main.java:12)",
  "Task com.example.jobs.Cleaner@{hex} finished, removed {number} rows",
  "Consumer group billing rebalanced, generation {number}, {digit} members",
  "Lag of partition {digit} is {number} records",
  "GC pause (young) {ms}ms, heap {number}M->{number}M",
  "Sending mail to {mail} with subject 'Your invoice'",
  "Token for {mail} expires at {instant}",
  "Feature new-checkout enabled for tenant {name}",
  "Feature new-checkout disabled for tenant {name}",
  "Scaling out from {digit} to {digit} instances",
  '{"level":"info","event":"page_view","session":"{hex}","ms":{number}}',
  '{"level":"error","event":"timeout","session":"{hex}","host":"{host}"}',
  "level=warn msg=throttled client={ip} route={route} rate={number}",
  "[worker-{digit}] job {uuid} started",
  "[worker-{digit}] job {uuid} done in {number} ms",
  "Slow query ({number} ms) on table {table}",
  "사용자 {korean} 로그인 성공, 주소 {ip}",
  "주문 {number}번의 결제가 실패했습니다: 한도 초과",
  "ユーザー{kanji}がログインしました ({ip})",
  "注文{number}の在庫が不足しています",
  "Shutting down",
  "Configuration loaded from environment",
] as const;

const NAMES = "ada alan barbara claude donald edsger frances grace john ken leslie linus margaret niklaus tim".split(
  " ",
);
const KOREAN = "홍길동 김철수 이영희 박민수 최지우 정하늘 강산들 윤서연".split(" ");
const KANJI = "田中 鈴木 佐藤 高橋 伊藤 渡辺 山本 中村".split(" ");

type Random = () => number;

/** What stands for each kind of variable part. */
const SLOTS: Readonly<Record<string, (random: Random) => string>> = {
  name: (random) => pick(NAMES, random),
  korean: (random) => pick(KOREAN, random),
  kanji: (random) => pick(KANJI, random),
  table: (random) => pick(["orders", "customers", "invoices", "carts", "audit", "sessions", "prices"], random),
  route: (random) => pick(["/cart", "/orders", "/login", "/search", "/health", "/"], random),
  status: (random) => pick(["200", "204", "404", "500", "502"], random),
  digit: (random) => String(below(10, random)),
  number: (random) => String(below(5_000, random)),
  size: (random) => String(below(10_000_000, random)),
  port: (random) => String(1024 + below(60_000, random)),
  ms: (random) => `${below(900, random)}.${below(10_000, random)}`,
  money: (random) => `${below(900, random)}.${10 + below(90, random)}`,
  ip: (random) => `10.${below(256, random)}.${below(256, random)}.${below(256, random)}`,
  hex: (random) => (0x10000000 + below(0x7fffffff, random)).toString(16),
  uuid: (random) => `${hex(8, random)}-${hex(4, random)}-4${hex(3, random)}-a${hex(3, random)}-${hex(12, random)}`,
  host: (random) => `db-${below(20, random)}.example.net`,
  mail: (random) => `${pick(NAMES, random)}@example.com`,
  url: (random) =>
    `https://shop.example.com/items/${below(500, random)}?q=${pick(NAMES, random)}&page=${below(9, random)}`,
  path: (random) => `/var/data/${pick(NAMES, random)}/${below(5_000, random)}.pdf`,
  instant: (random) =>
    `2026-06-0${1 + below(9, random)}T0${below(10, random)}:${10 + below(50, random)}:00.${below(1_000, random)}Z`,
};

/** Messages of the statements above, as many as asked for, the same in every run. Some statements write far more than others. */
export function appMessages(count: number): LabelledMessage[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, () => {
    const statement = pick(STATEMENTS, () => random() * random());
    return { statement, text: statement.replace(/\{([a-z]+)\}/g, (all, slot: string) => SLOTS[slot]?.(random) ?? all) };
  });
}

function hex(digits: number, random: Random): string {
  return Array.from({ length: digits }, () => below(16, random).toString(16)).join("");
}

function below(end: number, random: Random): number {
  return Math.floor(random() * end);
}

function pick(from: readonly string[], random: Random): string {
  return from[below(from.length, random)] ?? "";
}

/** A linear congruential generator: the numbers between 0 and 1 that follow from a seed. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x100000000;
  };
}
