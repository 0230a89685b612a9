/**
 * The function of SQL that takes the case off a text which is compared with these constants. Only i, k and s have
 * letters beyond ASCII whose case is theirs in some libraries: without them DuckDB's own lower() does.
 */
export function foldingOf(constants: readonly string[]): "lower" | "kql_fold" | "kql_fold_for_ascii" {
  if (!constants.every((text) => Buffer.byteLength(text) === text.length)) return "kql_fold";
  return constants.some((text) => /[iks]/i.test(text)) ? "kql_fold_for_ascii" : "lower";
}
