import type { ColumnType } from "@logdoctor/kql";
import type { ColumnRef } from "./ast.ts";

export type Columns = Readonly<Record<string, ColumnType>>;

/** What a rule without columns looks at, by what its values are: the first of these that the table has. */
const CANDIDATES = {
  keyword: `Message OuterMessage SyslogMessage LogMessage LogEntry Log RenderedDescription ResultDescription RawData
    DetailedMessage Url CsUriStem RequestUri csUriStem Uri requestUri_s Name`,
  path: `Url CsUriStem RequestUri csUriStem Uri requestUri_s`,
  address: `ClientIP CIp ClientIp cIP CallerIpAddress CallerIPAddress SourceIP SourceIp IPAddress clientIP_s clientIp_s
    HostIP RemoteIP`,
  source: `AppRoleInstance Computer HostName Host PodName ContainerName RoleInstance InstanceId Source SourceName
    ContainerAppName AppName`,
  category: `Category PodNamespace Namespace Facility Properties.CategoryName EventName ContainerAppName Level`,
  level: `SeverityLevel LevelId EventID EventId HttpStatus ScStatus ResponseCode`,
  trace: `OperationId FunctionInvocationId CorrelationId TransactionId ActivityId ClientRequestId`,
  rowText: `Message SyslogMessage LogMessage LogEntry Log RenderedDescription ResultDescription RawData Url CsUriStem
    CsUriQuery csUriStem csUriQuery RequestUri RequestQuery CIp cIP ClientIp Computer AppRoleInstance PodName ContainerId`,
} as const;

export type Target = keyof typeof CANDIDATES;

const READS: Partial<Record<ColumnType, ColumnRef["reads"]>> = {
  string: "text",
  dynamic: "dynamic",
  int: "integer",
  long: "integer",
};

/** Reads `Properties.CategoryName`; undefined where the table has no such column, "type" where its type is never compared. */
export function columnRef(text: string, columns: Columns): ColumnRef | "type" | undefined {
  const whole = Object.hasOwn(columns, text);
  const [name = "", ...path] = whole ? [text] : text.split(".");
  const type = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (type === undefined || path.includes("")) return undefined;
  const reads = READS[type];
  return reads === undefined || (path.length > 0 && reads !== "dynamic") ? "type" : { column: name, path, reads };
}

/** The columns of a table for a target, best first. */
export function candidates(target: Target, columns: Columns): ColumnRef[] {
  return CANDIDATES[target].split(/\s+/).flatMap((text) => {
    const found = columnRef(text, columns);
    return found === undefined || found === "type" ? [] : [found];
  });
}

export function candidateNames(target: Target): string {
  return CANDIDATES[target].split(/\s+/).slice(0, 6).join(", ");
}
