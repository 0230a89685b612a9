/** This process is dead: nothing it calls has any effect from here on. */
export class Killed extends Error {
  constructor() {
    super("killed");
    this.name = "Killed";
  }
}

export type Fault =
  /** The process dies before or after the call takes effect. */
  | { at: number; kind: "kill"; when: "before" | "after" }
  /** The call fails before or after it takes effect. */
  | { at: number; kind: "fail"; when: "before" | "after" }
  /** What the call stores or answers is cut short or altered. */
  | { at: number; kind: "corrupt" }
  /** Something else happens first: late rows come, another instance runs, someone edits a rule. */
  | { at: number; kind: "meanwhile"; what: "late-row" | "other-instance" | "hold" | "edit" };

/** One process: counts its calls to the outside and makes the planned ones go wrong. */
export interface Process {
  call<T>(effect: () => T | Promise<T>, options?: CallOptions<T>): Promise<T>;
  readonly calls: () => number;
}

export interface CallOptions<T> {
  readonly corrupt?: (result: T) => T;
  readonly error?: () => Error;
  /** Things may happen before this call; not between the last check and a removal, where nothing can. */
  readonly interruptible?: boolean;
}

export function processWith(faults: readonly Fault[], meanwhile: (what: string) => Promise<void>): Process {
  let calls = 0;
  let dead = false;
  const waiting: string[] = [];
  return {
    calls: () => calls,
    async call(effect, options = {}) {
      if (dead) throw new Killed();
      calls += 1;
      const fault = faults.find((one) => one.at === calls);
      if (fault?.kind === "meanwhile") waiting.push(fault.what);
      if (options.interruptible === true) for (const what of waiting.splice(0)) await meanwhile(what);
      if (fault === undefined || fault.kind === "meanwhile") return effect();
      if (fault.kind === "corrupt") return (options.corrupt ?? ((result) => result))(await effect());
      if (fault.when === "after") await effect();
      if (fault.kind === "fail") throw options.error?.() ?? new Error("the connection was reset");
      dead = true;
      throw new Killed();
    },
  };
}
