import type { DetectionSeverity, DetectionType, IncidentStatus, Verdict } from "@logdoctor/shared-policies";

/** The words of the cards in one language. */
export interface CardTexts {
  readonly severity: Readonly<Record<DetectionSeverity, string>>;
  readonly type: Readonly<Record<DetectionType, string>>;
  readonly status: Readonly<Record<IncidentStatus, string>>;
  readonly verdict: Readonly<Record<Verdict, string>>;
  /** Of an attack and where it comes from. */
  readonly title: (type: string, source: string) => string;
  readonly severalSources: string;
  readonly fact: {
    readonly state: string;
    readonly pattern: string;
    readonly source: string;
    readonly account: string;
    readonly host: string;
    readonly firstSeen: string;
    readonly lastSeen: string;
    readonly requests: string;
    readonly harmless: string;
    readonly verdict: string;
    readonly reopened: string;
  };
  readonly requests: (matched: number, succeeded: number) => string;
  readonly path: string;
  readonly evidence: string;
  readonly because: string;
  /** Who took the last step, when, and why. */
  readonly lastStep: (who: string, when: string) => string;
  readonly agent: string;
  readonly provider: string;
  readonly action: {
    readonly open: string;
    readonly investigate: string;
    readonly block: string;
    readonly falsePositive: string;
    readonly resolve: string;
    readonly reopen: string;
    readonly refresh: string;
  };
  readonly reason: string;
  readonly reasonNeeded: string;
  readonly send: string;
  /** On cards without buttons: that they show how it was when they were sent. */
  readonly snapshot: string;
  readonly shortened: string;
  /** Answer to a click of somebody who may not act. */
  readonly notAllowed: string;
  /** Answer to a click on the card of an incident that was deleted. */
  readonly gone: string;
  /** A card by which somebody tries out whether cards arrive. */
  readonly test: {
    readonly title: string;
    readonly body: string;
    readonly sentBy: (who: string) => string;
  };
}
