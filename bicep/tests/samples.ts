import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { agentTemplate, type Deployed, type Deployment, deploy, providerTemplate } from "../src/index.ts";
import type { Arm, Value } from "../src/value.ts";

const root = new URL("../", import.meta.url);

/** Every Bicep file of this folder. */
export const bicepFiles: readonly string[] = ["agent", "provider", "modules"].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root))
    .filter((file) => file.endsWith(".bicep"))
    .map((file) => fileURLToPath(new URL(`${folder}/${file}`, root))),
);

export const filterRuleId =
  "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/contoso-rules/providers/Microsoft.Insights/dataCollectionRules/transforms";

export const agentParams: Readonly<Record<string, Value>> = {
  workspaceName: "contoso-logs",
  workspaceResourceGroup: "contoso-monitoring",
  providerUrl: "https://provider.example.com",
  providerScope: "api://33333333-3333-4333-8333-333333333333/.default",
  bundleKeys: [
    {
      kty: "OKP",
      crv: "Ed25519",
      kid: "key-1",
      x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
      use: "sig",
      alg: "EdDSA",
    },
  ],
};

/** Everything that can be switched on, is. */
export const agentEverything: Readonly<Record<string, Value>> = {
  ...agentParams,
  allowPurge: true,
  telemetry: true,
  enrolmentCode: "one-time-code",
  filterRuleIds: [filterRuleId],
  packageUri: "https://packages.example.com/1.0.0/released-package.zip",
  archiveImmutabilityDays: 365,
  archiveTiering: { firstTier: "hot", coldAfterDays: 90, archiveAfterDays: 180, deleteAfterDays: 2555 },
};

export const providerParams: Readonly<Record<string, Value>> = {
  region: "KR",
  apiClientId: "33333333-3333-4333-8333-333333333333",
};

export function deployAgent(params: Readonly<Record<string, Value>> = {}): Deployment {
  return deploy(agentTemplate, { ...agentParams, ...params });
}

export function deployProvider(params: Readonly<Record<string, Value>> = {}): Deployment {
  return deploy(providerTemplate, { ...providerParams, ...params });
}

export function ofType(deployment: Deployment, type: string): Deployed[] {
  return deployment.resources.filter((resource) => resource.type === type);
}

/** Value at a path such as `properties.siteConfig`; undefined where there is none. */
export function at(value: Arm | Deployed["body"] | undefined, path: string): Arm | undefined {
  let found: unknown = value;
  for (const key of path.split("."))
    found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  return found as Arm | undefined;
}

/** App settings of the one app of a deployment. */
export function settingsOf(deployment: Deployment): Record<string, string> {
  const [app] = ofType(deployment, "Microsoft.Web/sites");
  const list = at(app?.body, "properties.siteConfig.appSettings");
  const entries = (Array.isArray(list) ? list : []).map((item) => [
    String(at(item, "name")),
    String(at(item, "value")),
  ]);
  return Object.fromEntries(entries);
}
