import type { KillPoint } from "./play-kill.ts";
import type { Write } from "./write-proxy.ts";

function first(matches: (write: Write) => boolean): (write: Write) => boolean {
  let found = false;
  return (write) => {
    if (found || !matches(write)) return false;
    found = true;
    return true;
  };
}

const isFile = ({ path }: Write): boolean => path.endsWith(".parquet");
const isDelete = ({ path }: Write): boolean => path.endsWith("/deleteData");
const isRetention = ({ method }: Write): boolean => method === "PATCH";

/** The three moments after which the agent knows least of what it has done; `everyPoint` has the others. */
export function stepPoints(): KillPoint[] {
  return [
    { name: "a file uploaded, not read back", when: "after", at: first(isFile) },
    { name: "rows deleted, the agent not told", when: "after", at: first(isDelete) },
    { name: "retention lowered, the agent not told", when: "after", at: first(isRetention) },
  ];
}

/** Two points for every one of so many writes. */
export function everyPoint(writes: number): KillPoint[] {
  return Array.from({ length: writes }, (_, i) => i + 1).flatMap((number) =>
    (["before", "after"] as const).map((when) => ({
      name: `${when} write ${number}`,
      when,
      at: (write: Write) => write.number === number,
    })),
  );
}
