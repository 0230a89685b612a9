import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { help, parseOptions, type StartOptions } from "./options.ts";
import { type Product, startProduct } from "./product.ts";
import { createProgress, type Progress } from "./progress.ts";
import { printSummary, type TenantSummary } from "./summary.ts";

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
  let product: Product | undefined;
  onInterrupt(async () => {
    progress.step("Stopping ...");
    await product?.stop();
    process.exit(options.once ? 130 : 0);
  });
  try {
    product = await startProduct({ directory: options.data, scale: options.scale, port: options.port }, progress);
    await product.loadAttack();
    await product.loadNoise();
    await product.runRetain();
    await product.runDetect();
    const attacked = await product.summaries();
    await product.runFilter();
    await product.writeCards();
    await printResult(product, options, attacked);
    await product.loadLateRows();
    if (!options.once) await keepRunning(product);
    return 0;
  } catch (cause) {
    progress.step(`\nLog Doctor stopped: ${cause instanceof Error ? cause.message : String(cause)}`);
    progress.step(`The logs of its parts are in ${join(options.data, "logs")}.`);
    return 1;
  } finally {
    await product?.stop();
  }
}

/** Of Detect the run that saw the attack counts; `attacked` has it. Others came since, and had nothing to read. */
async function printResult(
  product: Product,
  { json, once }: StartOptions,
  attacked: readonly TenantSummary[],
): Promise<void> {
  const tenants = (await product.summaries()).map((tenant) => {
    const detect = attacked.find(({ tenantId }) => tenantId === tenant.tenantId)?.jobs.detect;
    return detect === undefined ? tenant : { ...tenant, jobs: { ...tenant.jobs, detect } };
  });
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

/** Never returns: Ctrl-C ends it. */
async function keepRunning(product: Product): Promise<never> {
  const people = peopleOf(product).map((one) => `  ${one.username}  (${one.name}, ${one.role} of ${one.company})`);
  process.stderr.write(
    `\nThe tab: ${product.tabUrl}\nWho may sign in, without a password:\n${people.join("\n")}\nCtrl-C stops everything.\n`,
  );
  for (;;) {
    await sleep(tickMs);
    await product.tick();
  }
}

/** Calls `stop` at the first Ctrl-C; a second one ends the process at once. */
function onInterrupt(stop: () => Promise<void>): void {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      void stop();
    });
  }
}
