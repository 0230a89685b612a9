import { type Incident, type IncidentAction, pathOf } from "@logdoctor/shared-policies";
import type { CardAction, ExecuteAction, IncidentData, OpenUrlAction, TextInput } from "./card.ts";
import type { CardTexts } from "./languages/texts.ts";

/** Id of the input that a reason comes in. */
export const reasonInput = "reason";
const longestReason = 500;

/** Steps that a card offers; what an accepted exception brings about is not one of them. */
const offered = ["investigate", "block", "falsePositive", "resolve", "reopen"] as const satisfies IncidentAction[];
export type OfferedMove = (typeof offered)[number];

const styles: Partial<Record<OfferedMove, "positive" | "destructive">> = {
  investigate: "positive",
  block: "destructive",
  resolve: "positive",
};

export interface Buttons {
  readonly texts: CardTexts;
  readonly link: OpenUrlAction;
  readonly nonce: string;
}

/** Steps of the lifecycle that an incident can take now, as a card offers them. */
export function movesOf({ status }: Pick<Incident, "status">): OfferedMove[] {
  return offered.filter((move) => pathOf(status, move) !== undefined);
}

/** Whether a step needs a person's reason. */
export function needsReason(move: OfferedMove): boolean {
  return move !== "investigate";
}

/**
 * The buttons of an incident in its state. A required input blocks every button of its card, so each reason stands in a
 * small card of its own.
 */
export function incidentActions(incident: Incident, buttons: Buttons): CardAction[] {
  const moves = movesOf(incident).map((move) => button(incident, move, buttons));
  return [...moves, buttons.link];
}

export function refreshAction(incident: Incident, buttons: Buttons): ExecuteAction {
  const title = buttons.texts.action.refresh;
  return { ...execute(incident, "refresh", buttons), title, associatedInputs: "none" };
}

function button(incident: Incident, move: OfferedMove, buttons: Buttons): CardAction {
  const { texts } = buttons;
  const title = texts.action[move];
  const style = styles[move];
  const styled = style === undefined ? {} : { style };
  const action = { ...execute(incident, move, buttons), ...styled };
  if (!needsReason(move)) return { ...action, title, associatedInputs: "none" };
  const input: TextInput = {
    type: "Input.Text",
    id: reasonInput,
    label: texts.reason,
    isMultiline: true,
    isRequired: true,
    errorMessage: texts.reasonNeeded,
    maxLength: longestReason,
  };
  const confirm: ExecuteAction = { ...action, title: texts.send, associatedInputs: "auto" };
  return {
    ...{ type: "Action.ShowCard", title, ...styled },
    card: { type: "AdaptiveCard", body: [input], actions: [confirm] },
  };
}

function execute(
  incident: Incident,
  move: string,
  { nonce, link }: Buttons,
): Omit<ExecuteAction, "title" | "associatedInputs"> {
  const data: IncidentData = {
    ...{ action: "incident", incidentId: incident.id, move, nonce },
    revision: incident.transitions.length,
  };
  return { type: "Action.Execute", verb: `incident.${move}`, data, fallback: link };
}
