/** The parts of Adaptive Cards 1.5 that Log Doctor uses: all that Teams and the Workflows webhook both know. */
export interface AdaptiveCard {
  readonly type: "AdaptiveCard";
  readonly $schema: string;
  readonly version: "1.5";
  readonly lang: string;
  readonly fallbackText: string;
  readonly msteams: { readonly width: "Full" };
  readonly refresh?: { readonly action: ExecuteAction };
  readonly body: readonly CardElement[];
  readonly actions: readonly CardAction[];
}

export type Colour = "default" | "good" | "warning" | "attention";

export interface TextBlock {
  readonly type: "TextBlock";
  /** Markdown: log text must have gone through `markdownText`. */
  readonly text: string;
  readonly wrap: true;
  readonly size?: "small" | "medium" | "large";
  readonly weight?: "bolder";
  readonly color?: Colour;
  readonly isSubtle?: boolean;
  readonly spacing?: "none" | "small" | "medium";
  readonly style?: "heading";
}

/** Its runs are plain text: no client reads Markdown in them. */
export interface RichTextBlock {
  readonly type: "RichTextBlock";
  readonly inlines: readonly {
    readonly type: "TextRun";
    readonly text: string;
    readonly fontType?: "monospace";
    readonly isSubtle?: boolean;
    readonly weight?: "bolder";
  }[];
  readonly spacing?: "none" | "small" | "medium";
}

export interface FactSet {
  readonly type: "FactSet";
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

export interface Container {
  readonly type: "Container";
  readonly style?: "emphasis" | "good" | "attention" | "warning";
  readonly separator?: boolean;
  readonly items: readonly CardElement[];
}

export interface TextInput {
  readonly type: "Input.Text";
  readonly id: string;
  readonly label: string;
  readonly isMultiline: true;
  readonly isRequired: boolean;
  readonly errorMessage: string;
  readonly maxLength: number;
}

export interface ChoiceInput {
  readonly type: "Input.ChoiceSet";
  readonly id: string;
  readonly label: string;
  readonly isMultiSelect: boolean;
  /** What is chosen at first, with commas between. */
  readonly value: string;
  readonly isRequired: boolean;
  readonly errorMessage: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

/** Links among the elements of a body. */
export interface ActionSet {
  readonly type: "ActionSet";
  readonly actions: readonly OpenUrlAction[];
}

export type CardElement = TextBlock | RichTextBlock | FactSet | Container | TextInput | ChoiceInput | ActionSet;

/** What a card sends back when somebody presses a button: claims of the sender, to be checked against what it is about. */
export type CardData = IncidentData | AlertData;

export interface IncidentData {
  /** Always `incident`: routes of bots look at it. */
  readonly action: "incident";
  readonly incidentId: string;
  /** A step of the lifecycle, or `refresh`. */
  readonly move: string;
  /** Steps that the incident had taken when the card was drawn. */
  readonly revision: number;
  /** The server's word that it drew this very card, needed for steps with consequences. */
  readonly nonce: string;
}

export interface AlertData {
  readonly action: "prevent";
  readonly cardId: string;
  /** An answer, or `refresh`. */
  readonly move: string;
  /** Of the card when it was drawn. */
  readonly revision: number;
  readonly nonce: string;
}

export interface OpenUrlAction {
  readonly type: "Action.OpenUrl";
  readonly title: string;
  readonly url: string;
}

export interface ExecuteAction {
  readonly type: "Action.Execute";
  readonly title: string;
  readonly verb: string;
  readonly data: CardData;
  readonly associatedInputs: "auto" | "none";
  readonly style?: "positive" | "destructive";
  /** For clients without Action.Execute. */
  readonly fallback: OpenUrlAction | "drop";
}

export interface ShowCardAction {
  readonly type: "Action.ShowCard";
  readonly title: string;
  readonly style?: "positive" | "destructive";
  readonly card: {
    readonly type: "AdaptiveCard";
    readonly body: readonly CardElement[];
    readonly actions: readonly ExecuteAction[];
  };
}

export type CardAction = OpenUrlAction | ExecuteAction | ShowCardAction;

/** Bytes of a card or message on the wire, UTF-8. */
export function bytesOf(json: unknown): number {
  return new TextEncoder().encode(JSON.stringify(json)).byteLength;
}
