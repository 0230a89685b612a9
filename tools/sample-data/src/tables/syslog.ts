import { authLines } from "../corpus.ts";
import { at } from "../random.ts";
import type { BuiltRow, RowContext } from "../row-context.ts";
import { resourceId } from "../tenants.ts";

const privileged = new Set(["sudo", "su", "useradd", "groupadd", "chpasswd"]);

/** Authentication log of a Linux host, from a real one under attack. */
export function syslog(context: RowContext): BuiltRow {
  const { tenant, random } = context;
  const lines = authLines();
  const line = at(lines, context.index % lines.length);
  const host = `vm-${tenant.key}-bastion-${random.int(1, 2)}`;
  return {
    resource: resourceId(tenant, "Microsoft.Compute/virtualMachines", host),
    fields: {
      CollectorHostName: host,
      Computer: host,
      EventTime: context.time,
      Facility: facilityOf(line.process),
      HostIP: "10.0.2.4",
      HostName: host,
      ProcessID: line.pid === 0 ? null : line.pid,
      ProcessName: line.process,
      SeverityLevel: severityOf(line.message),
      SyslogMessage: line.message,
    },
  };
}

function facilityOf(process: string): string {
  if (process === "CRON") return "cron";
  if (process.startsWith("systemd")) return "daemon";
  return privileged.has(process) ? "authpriv" : "auth";
}

function severityOf(message: string): string {
  if (/maximum authentication attempts|Too many authentication failures/.test(message)) return "err";
  if (/fail|invalid|does not exist/i.test(message)) return "warning";
  return /session (opened|closed)/.test(message) ? "info" : "notice";
}
