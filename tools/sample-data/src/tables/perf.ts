import type { BuiltRow, RowContext } from "../row-context.ts";
import { resourceId } from "../tenants.ts";

const counters = [
  ["Processor", "% Processor Time", "_Total", 35],
  ["Memory", "Available MBytes", "", 6_000],
  ["LogicalDisk", "% Free Space", "C:", 55],
  ["Network Interface", "Bytes Total/sec", "eth0", 120_000],
] as const;

/** Performance counters of virtual machines. */
export function perf(context: RowContext): BuiltRow {
  const { tenant, random } = context;
  const host = `vm-${tenant.key}-app-${random.int(1, 6)}`;
  const [object, counter, instance, median] = random.pick(counters);
  return {
    resource: resourceId(tenant, "Microsoft.Compute/virtualMachines", host),
    fields: {
      Computer: host,
      CounterName: counter,
      CounterPath: `\\\\${host}\\${object}(${instance})\\${counter}`,
      CounterValue:
        object === "Processor" || object === "LogicalDisk" ? median * (0.5 + random.next()) : random.longTail(median),
      InstanceName: instance,
      ObjectName: object,
    },
  };
}
