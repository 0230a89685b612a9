import type { Texts } from "../texts.ts";

/** Words that the pages of Detect share. */
export const detect: Texts["detect"] = {
  incidents: "インシデント",
  patterns: "検知パターン",
  exceptions: "例外",
  severity: { CRITICAL: "重大", HIGH: "高", MEDIUM: "中", LOW: "低" },
  status: {
    Detected: "検知済み",
    Open: "未対応",
    Investigating: "調査中",
    Blocking: "遮断中",
    FalsePositive: "誤検知",
    Resolved: "解決済み",
    PatternUpdated: "パターン修正済み",
  },
  verdict: { falsePositive: "誤検知", missedAttack: "見逃した攻撃", realAttack: "実際の攻撃" },
  type: {
    IPAnomaly: "異常な送信元",
    PathScanning: "パス探索",
    PayloadAttack: "リクエスト内の攻撃",
    AuthAbuse: "サインインの悪用",
  },
  agent: "エージェント",
  provider: "Log Doctor による自動処理",
  person: "担当者",
  field: {
    sourceIP: "送信元アドレス",
    targetPath: "パス",
    userAgent: "ユーザー エージェント",
    host: "ホスト",
  },
  operator: { equals: "次と一致", startsWith: "次で始まる" },
  readOnly: "閲覧のみ可能です。対応するには対応者 (responder) または管理者 (admin) の役割が必要です。",
  severalSources: "複数の送信元",
  more: "さらに表示",
  copy: "コピー",
  copied: "コピーしました。",
  notCopied: "このブラウザーではコピーできません。テキストを選択したので、キーボードでコピーしてください。",
  reasonLabel: "理由",
  reasonShort: "理由を 3 文字以上で入力してください。",
  reload: "新しい版で続ける",
};
