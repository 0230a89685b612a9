import type { AdaptiveCard } from "@logdoctor/cards";
import type { Activity } from "./activity.ts";

/** The body of the answer to an invoke; the HTTP status is 200 whatever it says. */
export type InvokeAnswer =
  | { readonly statusCode: 200; readonly type: "application/vnd.microsoft.card.adaptive"; readonly value: AdaptiveCard }
  | { readonly statusCode: 200; readonly type: "application/vnd.microsoft.activity.message"; readonly value: string }
  | {
      readonly statusCode: 400;
      readonly type: "application/vnd.microsoft.error";
      readonly value: { readonly code: string; readonly message: string };
    };

export interface Click {
  readonly tenantId: string;
  readonly activity: Activity;
  /** Whether this click was not answered before. */
  readonly first: boolean;
}

export function cardAnswer(value: AdaptiveCard): InvokeAnswer {
  return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value };
}

export function messageAnswer(value: string): InvokeAnswer {
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

export function badRequest(code: string, text: string): InvokeAnswer {
  return { statusCode: 400, type: "application/vnd.microsoft.error", value: { code, message: text } };
}
