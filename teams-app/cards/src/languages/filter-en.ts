import type { FilterTexts } from "./filter-texts.ts";

export const filterEn: FilterTexts = {
  title: {
    reverted: (tables) => `Filter taken back: ${tables}`,
    refused: (tables) => `Filter not applied: ${tables}`,
    expired: (tables) => `Filter expired: ${tables}`,
  },
  tables: (first, more) => (more === 0 ? first : `${first} and ${more} more ${more === 1 ? "table" : "tables"}`),
  why: {
    reverted: "it did not do as predicted, and your agent took it back.",
    refused: "your agent did not apply it, or does not apply it any more.",
    expired: "its time is over, and nobody renewed it.",
  },
  next: {
    reverted:
      "Next: the rules are in review and drop nothing; the rows are stored and charged as before. The same filter is not tried again: change a rule and test it, or disable it.",
    refused:
      "Next: the rules are in review. Put right what the reason says and activate them again, or change or disable them. Where other rules of the table were applied or proved since, a rule in review has no proof any more and gets no new dry run: make it a draft (save it, or disable it and use it as a draft) and test it again.",
    expired:
      "Next: the rules are in review and drop nothing; the rows are stored and charged as before. Activate them again for another 90 days, or disable them. Where other rules of the table were applied or proved since, a rule in review has no proof any more and gets no new dry run: make it a draft (save it, or disable it and use it as a draft) and test it again.",
  },
  fact: { rules: "Rules", predicted: "Predicted to go", seen: "Went", errors: "Errors" },
  agentSays: "Your agent says:",
  more: (count) => `and ${count} more`,
  open: "Open in Log Doctor",
  shortened: "Shortened; open it to see all.",
};
