import type { Texts } from "../texts.ts";

export const settings: Texts["settings"] = {
  title: "設定",
  lead: "このテナントで実行するジョブと、その間隔です。",
  enabled: "自動で実行する",
  enabledHint: "オフにすると新しい実行は始まりません。実行中のものは最後まで続きます。",
  cadence: "実行間隔",
  cadenceHint: "次の実行から適用されます。",
  everyDays_one: "毎日",
  everyDays_other: "{{count}} 日ごと",
  everyHours_one: "1 時間ごと",
  everyHours_other: "{{count}} 時間ごと",
  everyMinutes_one: "1 分ごと",
  everyMinutes_other: "{{count}} 分ごと",
  save: "保存",
  saved: "設定を保存しました。",
  lastChange: "最終変更: {{who}}、{{when}}",
  neverChanged: "変更されていません。既定の値です。",
  conflictTitle: "その間にほかの人が変更しました",
  conflictBody: "保存されていません。新しい設定を読み込んでから、もう一度変更してください。",
  reload: "新しい設定を読み込む",
  reloaded: "新しい設定を読み込みました。",
};
