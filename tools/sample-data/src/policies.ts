import type { RetentionPolicyInput } from "@logdoctor/shared-policies";
import type { SampleTenantKey } from "./tenants.ts";

const archived = { hotRetentionDays: 14, archiveEnabled: true, isActive: true } as const;
const dropped = { archiveEnabled: false, archiveRetentionDays: 0, isActive: true } as const;

type Names = readonly [
  security: string,
  audit: string,
  signIn: string,
  hosts: string,
  critical: string,
  warnings: string,
  debug: string,
  perf: string,
  web: string,
  requests: string,
  containers: string,
];

const names: Readonly<Record<SampleTenantKey, Names>> = {
  kr: [
    "보안 이벤트",
    "디렉터리 감사",
    "로그인 기록",
    "서버 인증",
    "치명적 오류",
    "오류와 경고",
    "디버그와 정보",
    "성능 카운터",
    "웹 접근 로그",
    "요청 로그",
    "컨테이너 디버그",
  ],
  jp: [
    "セキュリティイベント",
    "ディレクトリ監査",
    "サインイン",
    "サーバー認証",
    "重大なエラー",
    "エラーと警告",
    "デバッグと情報",
    "パフォーマンス",
    "Web アクセス",
    "リクエスト",
    "コンテナーのデバッグ",
  ],
};

/**
 * Retention policies that go with a tenant's sample rows: all three classes, and every way in which rows can leave
 * (table retention, Delete Data, purge of one small table, archive only).
 */
export function samplePolicies(tenant: SampleTenantKey): RetentionPolicyInput[] {
  return [...classA(tenant), ...classB(tenant), ...classC(tenant)];
}

function classA(tenant: SampleTenantKey): RetentionPolicyInput[] {
  const [security, audit, signIn, hosts, critical] = names[tenant];
  const base = {
    ...archived,
    retentionClass: "A",
    archiveRetentionDays: tenant === "jp" ? 1095 : 365,
    shrinkMethod: "auto",
  } as const;
  return [
    { ...base, policyName: security, logCategory: "Security", tables: ["SecurityEvent"] },
    { ...base, policyName: audit, logCategory: "Audit", tables: ["AuditLogs"], shrinkMethod: "archiveOnly" },
    { ...base, policyName: signIn, logCategory: "Security", tables: ["SigninLogs"] },
    {
      ...base,
      policyName: hosts,
      logCategory: "Security",
      tables: ["Syslog"],
      predicate: 'Facility in ("auth", "authpriv")',
    },
    {
      ...base,
      policyName: critical,
      logCategory: "Error",
      severity: "Critical",
      tables: ["AppTraces", "AppExceptions"],
      predicate: "SeverityLevel >= 4",
    },
  ];
}

function classB(tenant: SampleTenantKey): RetentionPolicyInput[] {
  const [, , , , , warnings, , perf] = names[tenant];
  const base = { ...dropped, hotRetentionDays: 14, retentionClass: "B", shrinkMethod: "auto" } as const;
  return [
    {
      ...base,
      policyName: warnings,
      logCategory: "Error",
      severity: "P2",
      tables: ["AppTraces", "AppExceptions"],
      predicate: "SeverityLevel >= 2 and SeverityLevel <= 3",
    },
    { ...base, policyName: perf, logCategory: "Performance", tables: ["Perf"] },
  ];
}

function classC(tenant: SampleTenantKey): RetentionPolicyInput[] {
  const [, , , , , , debug, , web, requests, containers] = names[tenant];
  const base = { ...dropped, hotRetentionDays: 7, retentionClass: "C", shrinkMethod: "auto" } as const;
  return [
    { ...base, policyName: debug, logCategory: "Debug", tables: ["AppTraces"], predicate: "SeverityLevel <= 1" },
    { ...base, policyName: web, logCategory: "Info", tables: ["AppServiceHTTPLogs", "AGWAccessLogs"] },
    { ...base, policyName: requests, logCategory: "Info", tables: ["AppRequests"] },
    {
      ...base,
      policyName: containers,
      logCategory: "Debug",
      tables: ["ContainerLogV2"],
      predicate: 'LogLevel == "DEBUG"',
      shrinkMethod: "purge",
    },
  ];
}
