import type { RowContext } from "../row-context.ts";
import { englishMessages, localMessages, type Messages } from "./messages.ts";

const services = ["payment-gateway", "inventory", "ledger", "notification", "auth", "bank-transfer"] as const;
const handlers = ["CheckoutHandler", "RefundHandler", "TransferHandler", "LoginHandler"] as const;

/** A message of one severity: two of three in the tenant's own language. */
export function message(context: RowContext, severity: keyof Messages): string {
  const { random, tenant } = context;
  const language = random.chance(0.67) ? localMessages[tenant.key] : englishMessages;
  const values: Record<string, string> = {
    key: random.hex(12),
    order: String(100_000 + context.index),
    user: random.pick(tenant.people),
    service: random.pick(services),
    handler: random.pick(handlers),
    ms: String(Math.round(random.longTail(120))),
    count: String(random.int(1, 900)),
    attempt: String(random.int(1, 3)),
  };
  return random.pick(language[severity]).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
