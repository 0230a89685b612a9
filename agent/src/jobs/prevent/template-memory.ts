import type { Log } from "../../deps.ts";
import { LeaseLost, type StateBlobs, StateConflict } from "../retain/ports.ts";
import type { RuleKit, TemplateMemory } from "./ports.ts";

const memoryName = "prevent/templates.json";

export interface KeptTemplates {
  readonly templates: TemplateMemory;
  /** Makes what was learned durable, in the customer's own storage. Throws `LeaseLost` as the journal does. */
  save(): Promise<void>;
}

/** Opens the templates that earlier runs found. A state that cannot be read any more is left behind, and told of. */
export async function openTemplates(state: StateBlobs, kit: RuleKit, log: Log): Promise<KeptTemplates> {
  const stored = await state.read(memoryName);
  const templates = stored === undefined ? kit.templates(undefined) : known(stored.text, kit, log);
  return {
    templates,
    async save() {
      try {
        await state.write(memoryName, JSON.stringify(templates.state()), stored?.etag);
      } catch (error) {
        if (error instanceof StateConflict) throw new LeaseLost(error.message);
        throw error;
      }
    },
  };
}

function known(text: string, kit: RuleKit, log: Log): TemplateMemory {
  try {
    return kit.templates(JSON.parse(text));
  } catch (error) {
    log("prevent.templates.unreadable", { error: String(error).slice(0, 200) });
    return kit.templates(undefined);
  }
}
