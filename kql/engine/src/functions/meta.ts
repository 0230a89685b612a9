import { dynamicConstant, type Expr, expr, sqlString } from "../compile/expr.ts";
import { columnExpr, findColumn } from "../compile/relation.ts";
import { arg, argOf, arity, type Call, decision, type FunctionTable } from "./function.ts";

export const META: FunctionTable = {
  column_ifexists: columnIfExists,
  columnifexists: columnIfExists,
  column_names_of: columnNames,
  assert: assertion,
  rand,
  new_guid: (call) => {
    arity(call, 0);
    return expr("guid", "CAST(uuid() AS VARCHAR)", false);
  },
};

function columnIfExists(call: Call): Expr {
  arity(call, 2);
  const name = argOf(call, 0, "string").literal;
  if (typeof name !== "string") throw call.refuse("the name must be a constant");
  const relation = call.scope.relation;
  const column = relation === undefined ? undefined : findColumn(relation, name);
  return column === undefined ? arg(call, 1) : columnExpr(column);
}

// https://learn.microsoft.com/kusto/query/column-names-of-function
function columnNames(call: Call): Expr {
  arity(call, 1);
  const columns = call.nodes[0]?.columns;
  if (columns === undefined) throw call.refuse("the columns are not known");
  return dynamicConstant(columns.map(({ name }) => name));
}

// https://learn.microsoft.com/kusto/query/assert-function: a false condition ends the query.
function assertion(call: Call): Expr {
  arity(call, 2);
  const condition = decision(call, 0);
  const message = argOf(call, 1, "string").literal;
  if (typeof message !== "string") throw call.refuse("the message must be a constant");
  const text = `kql:Runtime:assert() failed: ${message.replaceAll(/["\n]/g, " ")}`;
  return expr(
    "bool",
    `CASE WHEN ${condition.truth ?? condition.sql} THEN true ELSE error(${sqlString(text)}) END`,
    false,
  );
}

/** Any number will do: from 0 to 1, or a whole one below the argument. */
function rand(call: Call): Expr {
  arity(call, 0, 1);
  if (call.args.length === 0) return expr("real", "random()", false);
  const size = argOf(call, 0, "int", "long").literal;
  if (typeof size !== "bigint" || size < 1n) throw call.refuse("the number of values must be a positive constant");
  return expr(call.type, `floor(random() * ${size})`, false);
}
