import type { Incident } from "@logdoctor/shared-policies";
import type { SecretBox } from "../secret-box.ts";

export interface DrawnCard {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly subjectId: string;
  readonly revision: number;
}

/** What a card carries so that a click on it can be told from one that was made up: it is for one state of one incident, or of one card of findings, in one conversation. */
export function nonceOf(secrets: SecretBox, drawn: DrawnCard): string {
  return secrets.sign(textOf(drawn));
}

export function isDrawn(secrets: SecretBox, drawn: DrawnCard, nonce: string): boolean {
  return secrets.isSigned(textOf(drawn), nonce);
}

/** How often an incident moved along its lifecycle; findings that join it leave it as it is. */
export function revisionOf({ transitions }: Incident): number {
  return transitions.length;
}

function textOf({ tenantId, conversationId, subjectId, revision }: DrawnCard): string {
  return JSON.stringify(["card", tenantId, conversationId, subjectId, revision]);
}
