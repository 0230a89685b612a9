import { awkwardDynamic } from "../awkward.ts";
import { appLines } from "../corpus.ts";
import { at } from "../random.ts";
import type { BuiltRow, RowContext } from "../row-context.ts";
import { resourceId } from "../tenants.ts";

/** Output of containers: real lines of open-source applications. */
export function containerLog(context: RowContext): BuiltRow {
  const { tenant, random } = context;
  const lines = appLines();
  const { application, line } = at(lines, context.index % lines.length);
  const level = levelOf(line);
  return {
    resource: resourceId(tenant, "Microsoft.ContainerService/managedClusters", `aks-${tenant.key}`),
    fields: {
      Computer: `aks-pool1-vmss00000${random.int(0, 3)}`,
      ContainerId: random.hex(64),
      ContainerName: application,
      KubernetesMetadata: awkwardDynamic(random, { podLabels: { app: application }, podUid: random.guid() }),
      LogLevel: level,
      LogMessage: awkwardDynamic(random, jsonOrText(line)),
      LogSource: level === "ERROR" || level === "CRITICAL" ? "stderr" : "stdout",
      PodName: `${application}-${random.hex(9)}-${random.hex(5)}`,
      PodNamespace: "apps",
    },
  };
}

const levels = [
  [/\b(critical|fatal|panic)\b/i, "CRITICAL"],
  [/\b(error|err)\b|"s":"E"/i, "ERROR"],
  [/\bwarn(ing)?\b/i, "WARNING"],
  [/\bdebug\b/i, "DEBUG"],
] as const;

function levelOf(line: string): string {
  return levels.find(([pattern]) => pattern.test(line))?.[1] ?? "INFO";
}

/** The agent of a cluster sends a line that is a JSON object as an object. */
function jsonOrText(line: string): string | Record<string, never> {
  if (!line.startsWith("{")) return line;
  try {
    return JSON.parse(line) as Record<string, never>;
  } catch {
    // A line that only looks like JSON stays the text that it is.
    return line;
  }
}
