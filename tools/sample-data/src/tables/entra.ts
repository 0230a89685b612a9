import { awkwardDynamic, awkwardLong, awkwardText } from "../awkward.ts";
import type { Random } from "../random.ts";
import type { BuiltRow, RowContext } from "../row-context.ts";
import type { SampleTenant } from "../tenants.ts";

const results = [
  ["0", ""],
  ["0", ""],
  ["0", ""],
  ["0", ""],
  ["50126", "Invalid username or password or Invalid on-premise username or password."],
  ["50053", "The account is locked, you've tried to sign in too many times with an incorrect user ID or password."],
  ["50074", "Strong Authentication is required."],
] as const;

/** Microsoft Entra sign-ins. */
export function signinLog(context: RowContext): BuiltRow {
  const { tenant, random } = context;
  const [code, description] = random.pick(results);
  const person = personOf(tenant, random);
  const home = random.chance(0.95);
  return {
    resource: directory(tenant),
    fields: {
      AADTenantId: tenant.tenantId,
      AppDisplayName: random.pick(["Azure Portal", "Microsoft Teams", "Office 365 Exchange Online"]),
      AppId: random.guid(),
      AuthenticationDetails: JSON.stringify([{ authenticationMethod: "Password", succeeded: code === "0" }]),
      AuthenticationRequirement: random.pick(["singleFactorAuthentication", "multiFactorAuthentication"]),
      Category: "SignInLogs",
      ClientAppUsed: "Browser",
      ConditionalAccessPolicies: awkwardDynamic(random, []),
      ConditionalAccessStatus: "notApplied",
      CorrelationId: random.guid(),
      CreatedDateTime: context.time,
      DeviceDetail: awkwardDynamic(random, { operatingSystem: "Windows 11", browser: "Edge 131.0" }),
      DurationMs: awkwardLong(random, 0),
      FlaggedForReview: false,
      Id: random.guid(),
      Identity: awkwardText(random, person.name),
      IPAddress: `${home ? "198.51.100" : "203.0.113"}.${random.int(1, 254)}`,
      IsInteractive: true,
      IsRisky: home ? null : true,
      Level: "4",
      Location: home ? tenant.country : "RU",
      LocationDetails: {
        city: tenant.country === "KR" ? "Seoul" : "Tokyo",
        countryOrRegion: tenant.country,
        geoCoordinates: { latitude: 37.5665, longitude: 126.978 },
      },
      OperationName: "Sign-in activity",
      ResultDescription: description,
      ResultType: code,
      Status: { errorCode: Number(code), failureReason: description },
      UserDisplayName: person.name,
      UserPrincipalName: person.principal,
      UserType: "Member",
    },
  };
}

const operations = [
  ["Update user", "UserManagement"],
  ["Add member to role", "RoleManagement"],
  ["Add owner to application", "ApplicationManagement"],
  ["Reset password (by admin)", "UserManagement"],
  ["Consent to application", "ApplicationManagement"],
] as const;

/** Microsoft Entra audit entries. */
export function auditLog(context: RowContext): BuiltRow {
  const { tenant, random } = context;
  const [operation, category] = random.pick(operations);
  const actor = personOf(tenant, random);
  const target = personOf(tenant, random);
  const changed = [{ displayName: "Department", oldValue: '[""]', newValue: `["${target.name}"]` }];
  return {
    resource: directory(tenant),
    fields: {
      AADOperationType: "Update",
      AADTenantId: tenant.tenantId,
      ActivityDateTime: context.time,
      ActivityDisplayName: operation,
      AdditionalDetails: awkwardDynamic(random, [{ key: "User-Agent", value: "Mozilla/5.0" }]),
      Category: category,
      CorrelationId: random.guid(),
      DurationMs: awkwardLong(random, random.longTail(40)),
      Id: `Directory_${random.hex(8)}_${context.index}`,
      Identity: awkwardText(random, actor.name),
      InitiatedBy: { user: { displayName: actor.name, userPrincipalName: actor.principal, ipAddress: "198.51.100.7" } },
      Level: "4",
      LoggedByService: "Core Directory",
      OperationName: operation,
      Result: random.chance(0.95) ? "success" : "failure",
      TargetResources: awkwardDynamic(random, [{ id: random.guid(), type: "User", modifiedProperties: changed }]),
    },
  };
}

function directory(tenant: SampleTenant): string {
  return `/tenants/${tenant.tenantId}/providers/microsoft.aadiam`;
}

function personOf(tenant: SampleTenant, random: Random): { name: string; principal: string } {
  const index = random.int(0, tenant.people.length - 1);
  return { name: tenant.people[index] ?? "", principal: `user${index + 1}@${tenant.domain}` };
}
