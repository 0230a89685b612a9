/**
 * The one shape in which every rule sees the rows of every table. `Level` is Trace, Debug, Info, Warning, Error, Critical or
 * empty; `Bytes` is the billed size of the row; `Operation` is what ties the rows of one request together.
 */
export const LOG_RECORDS = {
  TimeGenerated: "datetime",
  Ingested: "datetime",
  Level: "string",
  Message: "string",
  Resource: "string",
  Service: "string",
  CallSite: "string",
  Category: "string",
  Operation: "string",
  Environment: "string",
  Bytes: "long",
  IsBillable: "bool",
  ItemCount: "long",
  ItemId: "string",
} as const;

/** Every value of the column `Level`. */
export const LEVELS = ["Trace", "Debug", "Info", "Warning", "Error", "Critical", ""] as const;
