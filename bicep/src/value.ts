/** What is known only at Azure, by the expression that asks for it. */
export interface Unknown {
  readonly unknown: string;
}

/** A resource or module by its symbol. Whatever is not in `known` is {@link Unknown}. */
export interface Reference {
  readonly reference: string;
  readonly known: () => Readonly<Record<string, Value>>;
}

export type Value = null | boolean | number | string | Value[] | { [key: string]: Value } | Unknown | Reference;

export function isUnknown(value: Value): value is Unknown {
  return isRecord(value) && Object.hasOwn(value, "unknown") && typeof value["unknown"] === "string";
}

export function isReference(value: Value): value is Reference {
  return isRecord(value) && Object.hasOwn(value, "reference");
}

export function isRecord(value: Value | undefined): value is { [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export type Arm = null | boolean | number | string | Arm[] | { [key: string]: Arm };

/** The value as a template holds it: what is unknown becomes an expression in brackets. */
export function toArm(value: Value): Arm {
  if (isUnknown(value)) return `[${value.unknown}]`;
  if (isReference(value)) return `[${value.reference}]`;
  if (Array.isArray(value)) return value.map(toArm);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toArm(item)]));
  return value;
}

/** Whether no part of the value is unknown. */
export function isKnown(value: Value): boolean {
  if (isUnknown(value) || isReference(value)) return false;
  if (Array.isArray(value)) return value.every(isKnown);
  return isRecord(value) ? Object.values(value).every(isKnown) : true;
}

/** The function's answer, worked out at the first call only. */
export function once<T>(work: () => T): () => T {
  let kept: { answer: T } | undefined;
  return () => {
    kept ??= { answer: work() };
    return kept.answer;
  };
}
