const WORDS: Readonly<Record<string, readonly string[]>> = {
  Trace: ["trace", "trc", "finest", "silly"],
  Debug: ["debug", "dbg", "verbose", "fine", "finer"],
  Info: ["info", "information", "informational", "notice", "normal"],
  Warning: ["warn", "warning", "wrn"],
  Error: ["error", "err", "severe"],
  Critical: ["critical", "crit", "fatal", "ftl", "alert", "emerg", "emergency", "panic"],
};

/** How much of a message may stand before its level. */
const PREFIX = 120;

/**
 * KQL functions that normalisers call: `LevelOf(word)` for a word or an Application Insights severity, `LevelIn(text)` for a
 * message that begins with a time, a level and the like, `LevelOfStatus(status)` for an HTTP status.
 */
export function levelFunctions(): string {
  const cases = Object.entries(WORDS).map(([level, words]) => `word in~ (${words.map(quoted).join(", ")}), "${level}"`);
  const numbers = ["Debug", "Info", "Warning", "Error", "Critical"].map((level, i) => `word == "${i}", "${level}"`);
  // Only whole words in capitals, or after a sign that loggers put before a level: "no error found" has no level.
  const capitals = Object.values(WORDS).flat().join("|").toUpperCase();
  const marked = Object.values(WORDS).flat().join("|");
  return [
    `let LevelOf = (word:string) { case(${[...cases, ...numbers].join(", ")}, "") };`,
    `let LevelIn = (text:string) { LevelOf(coalesce(extract(@'(?:^|[^A-Za-z])(${capitals})(?:[^A-Za-z]|$)', 1, substring(text, 0, ${PREFIX})), extract(@'(?i)(?:^|[\\[(<|])(${marked})[\\])>|:]', 1, substring(text, 0, ${PREFIX})), extract(@'(?i)"?(?:level|severity|loglevel)"?\\s*[:=]\\s*"?(${marked})\\b', 1, substring(text, 0, 500)))) };`,
    'let LevelOfStatus = (status:int) { case(status >= 500, "Error", status >= 400, "Warning", "Info") };',
  ].join("\n");
}

function quoted(word: string): string {
  return `"${word}"`;
}
