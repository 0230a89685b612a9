import { setTimeout as sleep } from "node:timers/promises";
import { help, parseOptions, type StartOptions } from "./options.ts";
import { type Product, startProduct } from "./product.ts";
import { createProgress, type Progress } from "./progress.ts";
import { printSummary } from "./summary.ts";

const tickMs = 5 * 60_000;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const parsed = parseOptions(args);
  if ("problem" in parsed) {
    process.stderr.write(`${parsed.problem}\n`);
    return 2;
  }
  if ("help" in parsed) {
    process.stdout.write(help);
    return 0;
  }
  return await start(parsed.options, createProgress(process.stderr));
}

async function start(options: StartOptions, progress: Progress): Promise<number> {
  const ended = interrupted();
  try {
    const product = await startProduct({ directory: options.data, scale: options.scale, port: options.port }, progress);
    try {
      await product.runRetain();
      await printResult(product, options);
      await product.loadLateRows();
      if (!options.once) await keepRunning(product, { progress, ended });
      return 0;
    } finally {
      await product.stop();
    }
  } catch (cause) {
    process.stderr.write(
      `\nLog Doctor stopped: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`,
    );
    return 1;
  }
}

async function printResult(product: Product, { json, once }: StartOptions): Promise<void> {
  const tenants = await product.summaries();
  if (json) {
    const tab = once ? {} : { tab: { url: product.tabUrl, people: peopleOf(product) } };
    process.stdout.write(`${JSON.stringify({ tenants, ...tab })}\n`);
    return;
  }
  const at = new Date(product.cloud.azure.clock.nowMs());
  for (const tenant of tenants) process.stdout.write(`\n${printSummary(tenant, at).join("\n")}\n`);
}

function peopleOf(product: Product): { name: string; username: string; company: string; role: string }[] {
  return product.companies.flatMap(({ tenant, admin, reader }) =>
    [admin, reader].map(({ name, username }, i) => ({
      name,
      username,
      company: tenant.name,
      role: i === 0 ? "admin" : "reader",
    })),
  );
}

async function keepRunning(product: Product, of: { progress: Progress; ended: AbortSignal }): Promise<void> {
  const people = peopleOf(product).map((one) => `  ${one.username}  (${one.name}, ${one.role} of ${one.company})`);
  process.stderr.write(
    `\nThe tab: ${product.tabUrl}\nWho may sign in, without a password:\n${people.join("\n")}\nCtrl-C stops everything.\n`,
  );
  while (!of.ended.aborted) {
    await sleep(tickMs, undefined, { signal: of.ended }).catch(() => undefined);
    if (!of.ended.aborted) await product.runRetain();
  }
  of.progress.step("Stopping ...");
}

/** Aborted at the first Ctrl-C; a second one ends the process at once. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
    });
  }
  return controller.signal;
}
