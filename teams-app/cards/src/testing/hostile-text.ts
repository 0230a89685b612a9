import fc from "fast-check";

const evil = fc.constantFrom(
  "[a](https://evil.example)",
  "<at>x</at>",
  "{{DATE(1)}}",
  "\u202e",
  "\ud800",
  "한글",
  '"',
  "**",
);

/** Texts that mean something to cards or to who reads them, among any others; `parts` pieces at most. */
export function hostileText(parts: number): fc.Arbitrary<string> {
  return fc.array(fc.oneof(evil, fc.string({ unit: "binary" })), { maxLength: parts }).map((all) => all.join(""));
}
