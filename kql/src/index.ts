export { checkTransform } from "./language/check-transform.ts";
export { type GuardOptions, guardQuery } from "./language/guard-query.ts";
export { parsePredicate } from "./language/parse-predicate.ts";
export { predicateToKql } from "./language/predicate-to-kql.ts";
export { quoteIdentifier, quoteString } from "./language/quote.ts";
export type { TableSchemas } from "./language/syntax.ts";
export type {
  ColumnType,
  DeleteFilter,
  Diagnostic,
  FilterOperator,
  FilterScalar,
  Position,
  PredicateResult,
} from "./language/types.ts";
