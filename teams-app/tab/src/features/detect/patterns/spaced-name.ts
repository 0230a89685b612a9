/** The name of a tactic as people write it: `InitialAccess` is Initial Access. */
export function spacedName(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
}
