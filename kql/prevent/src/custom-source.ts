import { quoteIdentifier } from "@logdoctor/kql";

/** Names under which custom tables carry a part of a log record, in lower case and without the suffix of their type. */
const NAMES = {
  message: ["message", "logmessage", "msg", "rawdata", "log", "logentry", "text", "body", "description"],
  level: ["level", "loglevel", "severitylevel", "severity", "severitytext", "log_level"],
  service: ["service", "servicename", "service_name", "application", "appname", "app", "approlename", "component"],
  callSite: ["logger", "loggername", "categoryname", "sourcecontext", "operationname", "source"],
  operation: ["operationid", "operation_id", "traceid", "trace_id", "correlationid", "correlation_id", "requestid"],
  environment: ["environment", "env", "aspnetcoreenvironment"],
} as const;

/**
 * How the rows of a custom table become log records, by the names of its columns; undefined where no column holds a message.
 */
export function customNormaliser(columns: readonly string[]): string | undefined {
  const of = (part: keyof typeof NAMES): string | undefined => {
    const found = NAMES[part].flatMap((name) => columns.find((column) => bare(column) === name) ?? [])[0];
    return found === undefined ? undefined : `tostring(${quoteIdentifier(found)})`;
  };
  const message = of("message");
  if (message === undefined) return undefined;
  const level = of("level");
  const named = level === undefined ? `LevelIn(${message})` : levelOf(level, message);
  return [
    `Level = ${named}`,
    `Message = ${message}`,
    `Service = ${of("service") ?? '""'}`,
    `CallSite = ${of("callSite") ?? '""'}`,
    'Category = ""',
    `Operation = ${of("operation") ?? '""'}`,
    `Environment = ${of("environment") ?? '""'}`,
    "ItemCount = 1",
  ].join(", ");
}

function levelOf(level: string, message: string): string {
  return `iff(isempty(LevelOf(${level})), LevelIn(${message}), LevelOf(${level}))`;
}

function bare(column: string): string {
  return column.toLowerCase().replace(/_[sdgbt]$/, "");
}
