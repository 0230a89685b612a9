import type { SnippetMaker } from "./snippet-subject.ts";

/** @see https://learn.microsoft.com/cli/azure/monitor */
const commandLine: SnippetMaker = {
  platform: "azure",
  library: "Azure CLI",
  language: "bash",
  make: {
    "stop-storing-column": ({ subject, table }) => `
# In the data collection rule, end the transformation of ${table} with this, and check it before it is saved:
transformKql='source | project-away ${/^\w+$/.test(subject) ? subject : `['${subject}']`}'
az monitor data-collection rule show --name "<rule>" --resource-group "<group>" --query dataFlows`,
    "disable-category": ({ subject, resource }) => `
az monitor diagnostic-settings list --resource "${resource}"
# Of the setting that has it, with every other category that is to stay: the list is replaced.
az monitor diagnostic-settings update --resource "${resource}" --name "<setting>" \\
  --logs '[{"category": "${subject}", "enabled": false}]'`,
    "lower-table-plan": ({ table }) => `
# Basic tables are cheaper to write to, are billed by the query, and serve no alert rules.
az monitor log-analytics workspace table update --workspace-name "<workspace>" --resource-group "<group>" \\
  --name ${table} --plan Basic`,
  },
};

export const azureSnippets: readonly SnippetMaker[] = [commandLine];
