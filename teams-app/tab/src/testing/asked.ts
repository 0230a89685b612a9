/** A call as the fake provider's answers get it. */
export interface Asked {
  readonly params: Record<string, string>;
  readonly query: unknown;
  readonly body: unknown;
  readonly ifMatch: string | null;
}

/** Who is signed in at the fake provider. */
export const me = { kind: "person" as const, id: "user-1", name: "Kim Haneul" };
