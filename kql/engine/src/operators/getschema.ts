import type { KqlNode } from "@logdoctor/kql/syntax";
import type { Context } from "../compile/context.ts";
import { sqlString } from "../compile/expr.ts";
import type { Relation } from "../compile/relation.ts";
import type { ColumnType } from "../types.ts";
import { boundColumns } from "./operator.ts";

// https://learn.microsoft.com/kusto/query/getschema-operator
const DATA_TYPES: Readonly<Record<ColumnType, string>> = {
  string: "System.String",
  int: "System.Int32",
  long: "System.Int64",
  real: "System.Double",
  bool: "System.SByte",
  datetime: "System.DateTime",
  timespan: "System.TimeSpan",
  guid: "System.Guid",
  dynamic: "System.Object",
  decimal: "System.Data.SqlTypes.SqlDecimal",
};

/** One row per column: ColumnName, ColumnOrdinal, DataType, ColumnType. */
export function getSchema(node: KqlNode, input: Relation, context: Context): Relation {
  const columns = boundColumns(node, context).map((column) => ({ ...column, physical: context.fresh() }));
  const rows = input.columns
    .filter(({ hidden }) => hidden !== true)
    .map(({ name, type }, i) => {
      const values: Record<string, string> = {
        ColumnName: sqlString(name),
        ColumnOrdinal: `CAST(${i} AS ${columns[1]?.type === "int" ? "INTEGER" : "BIGINT"})`,
        DataType: sqlString(DATA_TYPES[type]),
        ColumnType: sqlString(type),
      };
      return `(${columns.map((column) => values[column.name] ?? "NULL").join(", ")})`;
    });
  return {
    columns,
    sql: `SELECT * FROM (VALUES ${rows.join(", ")}) AS v(${columns.map(({ physical }) => physical).join(", ")})`,
  };
}
