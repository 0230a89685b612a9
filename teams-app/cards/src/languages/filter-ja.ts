import type { FilterTexts } from "./filter-texts.ts";

export const filterJa: FilterTexts = {
  title: {
    reverted: (tables) => `フィルターを取り消しました: ${tables}`,
    refused: (tables) => `フィルターは適用されていません: ${tables}`,
    expired: (tables) => `フィルターの期限切れ: ${tables}`,
  },
  tables: (first, more) => (more === 0 ? first : `${first} ほか ${more} テーブル`),
  why: {
    reverted: "予測どおりに動作しなかったため、エージェントが取り消しました。",
    refused: "エージェントが適用しなかったか、適用をやめました。",
    expired: "期限が過ぎ、更新されませんでした。",
  },
  next: {
    reverted:
      "今後: ルールは確認中で、何も破棄しません。ログは以前と同じように保存され、課金されます。同じフィルターは再び試されません。ルールを変更してテストするか、無効にしてください。",
    refused: "今後: ルールは確認中です。理由を解決して再び有効にするか、ルールを変更または無効にしてください。",
    expired:
      "今後: ルールは確認中で、何も破棄しません。ログは以前と同じように保存され、課金されます。さらに 90 日使うには再び有効にし、そうでなければ無効にしてください。",
  },
  fact: { rules: "ルール", predicted: "予測した破棄の割合", seen: "実際の破棄の割合", errors: "エラー" },
  agentSays: "エージェントのメッセージ:",
  more: (count) => `ほか ${count} 件`,
  open: "Log Doctor で開く",
  shortened: "一部だけを表示しています。すべてを見るには開いてください。",
};
