import { awkwardText } from "../awkward.ts";
import type { Random } from "../random.ts";
import type { BuiltRow, RowContext } from "../row-context.ts";
import { resourceId } from "../tenants.ts";

const activities: Readonly<Record<number, string>> = {
  4624: "4624 - An account was successfully logged on.",
  4625: "4625 - An account failed to log on.",
  4648: "4648 - A logon was attempted using explicit credentials.",
  4672: "4672 - Special privileges assigned to new logon.",
  4688: "4688 - A new process has been created.",
  4720: "4720 - A user account was created.",
  1102: "1102 - The audit log was cleared.",
};

const processes = [
  ["C:\\Windows\\System32\\svchost.exe", "svchost.exe -k netsvcs -p"],
  [
    "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
    'powershell.exe -NoProfile -File "C:\\ops\\backup.ps1"',
  ],
  ["C:\\Windows\\System32\\cmd.exe", 'cmd.exe /c "dir C:\\배포\\릴리스"'],
  ["C:\\Program Files\\Git\\bin\\git.exe", "git.exe fetch --prune"],
] as const;

/** Windows security events: logons, failures, processes, and now and then an alarming one. */
export function securityEvent(context: RowContext): BuiltRow {
  const { tenant, random } = context;
  const id = eventId(random);
  const host = `vm-${tenant.key}-dc-${random.int(1, 3)}`;
  const user = `${tenant.key}.user${random.int(1, 40)}`;
  const domain = tenant.key === "kr" ? "HANBIT" : "SAKURA";
  return {
    resource: resourceId(tenant, "Microsoft.Compute/virtualMachines", host),
    fields: {
      Account: `${domain}\\${user}`,
      AccountType: "User",
      Activity: activities[id] ?? "",
      AuthenticationPackageName: random.pick(["NTLM", "Kerberos", "Negotiate"]),
      Channel: "Security",
      Computer: `${host}.${tenant.domain}`,
      EventID: id,
      EventSourceName: "Microsoft-Windows-Security-Auditing",
      IpAddress: id === 4625 ? `203.0.113.${random.int(1, 254)}` : `10.0.4.${random.int(2, 250)}`,
      IpPort: String(random.int(1024, 65_535)),
      KeyLength: random.pick([0, 128]),
      Level: "8",
      LogonType: id === 4688 ? null : random.pick([2, 3, 5, 10]),
      ...processFields(context, id),
      ...(id === 4625 ? { Status: "0xc000006d", SubStatus: "0xc000006a", FailureReason: "%%2313" } : {}),
      TargetAccount: `${domain}\\${user}`,
      TargetDomainName: domain,
      TargetUserName: user,
      Task: 12_544,
      WorkstationName: awkwardText(random, `WS-${random.int(100, 180)}`),
    },
  };
}

function eventId(random: Random): number {
  if (random.chance(0.002)) return random.pick([1102, 4720]);
  return random.pick([4624, 4624, 4624, 4625, 4648, 4672, 4688, 4688]);
}

function processFields({ random }: RowContext, id: number): Record<string, string> {
  if (id !== 4688) return {};
  const [path, command] = random.pick(processes);
  return {
    CommandLine: awkwardText(random, command),
    NewProcessName: path,
    ParentProcessName: "C:\\Windows\\explorer.exe",
  };
}
