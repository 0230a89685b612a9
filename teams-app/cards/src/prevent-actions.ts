import { FindingAction, findingActionsOf, type Violation } from "@logdoctor/shared-policies";
import type {
  AlertData,
  CardAction,
  CardElement,
  ChoiceInput,
  ExecuteAction,
  OpenUrlAction,
  TextInput,
} from "./card.ts";
import { reasonInput } from "./incident-actions.ts";
import type { PreventTexts } from "./languages/prevent-texts.ts";
import { plainText } from "./plain-text.ts";
import type { PreventContent } from "./prevent-body.ts";

/** Ids of inputs: which findings, and for how long. */
export const findingsInput = "findings";
export const daysInput = "days";

const longestReason = 500;
const ignoreDays = [7, 30, 90] as const;
const shownTemplate = 60;

export interface PreventButtons {
  readonly texts: PreventTexts;
  readonly link: OpenUrlAction;
  readonly nonce: string;
}

/** The answers that fit any of a card's findings, each for those that people choose, and the link. */
export function preventActions(content: PreventContent, shown: number, buttons: PreventButtons): CardAction[] {
  const findings = content.findings.slice(0, shown);
  const moves = FindingAction.options.filter((action) => findings.some((one) => fits(one, action)));
  const all = moves.map((action) => button(content, { action, findings }, buttons));
  return [...all, buttons.link];
}

export function preventRefresh(content: PreventContent, buttons: PreventButtons): ExecuteAction {
  const title = buttons.texts.action.refresh;
  return { ...execute(content, "refresh", buttons), title, associatedInputs: "none" };
}

function fits({ state }: Violation, action: FindingAction): boolean {
  return findingActionsOf(state).includes(action);
}

interface Offer {
  readonly action: FindingAction;
  readonly findings: readonly Violation[];
}

// A required input blocks every button of its card, so each answer with inputs stands in a small card of its own.
function button(content: PreventContent, { action, findings }: Offer, buttons: PreventButtons): CardAction {
  const { texts } = buttons;
  const title = texts.action[action];
  const confirm = execute(content, action, buttons);
  if (action === "acknowledge") return { ...confirm, title, style: "positive", associatedInputs: "none" };
  const body: CardElement[] = [
    which(
      findings.filter((one) => fits(one, action)),
      texts,
    ),
    reason(action, texts),
  ];
  if (action === "ignore") body.push(howLong(texts));
  return {
    ...{ type: "Action.ShowCard", title },
    card: { type: "AdaptiveCard", body, actions: [{ ...confirm, title: texts.send, associatedInputs: "auto" }] },
  };
}

function which(findings: readonly Violation[], texts: PreventTexts): ChoiceInput {
  const choices = findings.map(({ finding }) => ({
    title: plainText(finding.template ?? finding.subject ?? finding.table, shownTemplate) || finding.ruleId,
    value: finding.id,
  }));
  return {
    ...{ type: "Input.ChoiceSet", id: findingsInput, label: texts.which, isMultiSelect: true },
    ...{ isRequired: true, errorMessage: texts.choose, choices },
    value: choices.map(({ value }) => value).join(","),
  };
}

function reason(action: FindingAction, texts: PreventTexts): TextInput {
  return {
    ...{ type: "Input.Text", id: reasonInput, isMultiline: true, maxLength: longestReason },
    ...{ isRequired: action === "ignore", errorMessage: texts.reasonNeeded },
    label: action === "ignore" ? texts.reason : texts.note,
  };
}

function howLong(texts: PreventTexts): ChoiceInput {
  const spans = ignoreDays.map((days) => ({ title: texts.days(days), value: String(days) }));
  return {
    ...{ type: "Input.ChoiceSet", id: daysInput, label: texts.until, isMultiSelect: false },
    ...{ isRequired: true, errorMessage: texts.choose, value: String(ignoreDays[1]) },
    choices: [...spans, { title: texts.forGood, value: "0" }],
  };
}

function execute(
  { cardId, revision }: PreventContent,
  move: string,
  { nonce, link }: PreventButtons,
): Omit<ExecuteAction, "title" | "associatedInputs"> {
  const data: AlertData = { action: "prevent", cardId, move, revision, nonce };
  return { type: "Action.Execute", verb: `prevent.${move}`, data, fallback: link };
}
