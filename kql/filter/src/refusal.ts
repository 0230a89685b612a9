export type FilterRefusalCode =
  | "too-long"
  | "conflict"
  | "duplicate"
  | "wrong-stream"
  | "unsupported-table"
  | "unknown-column"
  | "column-type"
  | "bad-value"
  | "no-rate"
  | "sampling-action"
  | "existing-invalid"
  | "existing-reserved"
  | "existing-without-source"
  | "existing-changes-column"
  | "invalid-row";

/** Why rules cannot become a transformation, or a row not be judged. `ruleId` names the rule at fault where there is one. */
export class FilterRefusal extends Error {
  readonly code: FilterRefusalCode;
  readonly ruleId: string | undefined;

  constructor(code: FilterRefusalCode, message: string, ruleId?: string) {
    super(message);
    this.name = "FilterRefusal";
    this.code = code;
    this.ruleId = ruleId;
  }
}
