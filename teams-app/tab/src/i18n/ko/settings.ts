import type { Texts } from "../texts.ts";

export const settings: Texts["settings"] = {
  title: "설정",
  lead: "이 테넌트에서 실행할 작업과 실행 주기입니다.",
  enabled: "자동 실행",
  enabledHint: "끄면 새 실행을 시작하지 않습니다. 진행 중인 실행은 끝까지 계속됩니다.",
  cadence: "실행 주기",
  cadenceHint: "다음 실행부터 적용됩니다.",
  everyDays_one: "매일",
  everyDays_other: "{{count}}일마다",
  everyHours_one: "매시간",
  everyHours_other: "{{count}}시간마다",
  everyMinutes_one: "매분",
  everyMinutes_other: "{{count}}분마다",
  save: "저장",
  saved: "설정을 저장했습니다.",
  lastChange: "마지막 변경: {{who}}, {{when}}",
  neverChanged: "변경한 적이 없습니다. 기본값입니다.",
  conflictTitle: "그 사이에 다른 사람이 변경했습니다",
  conflictBody: "저장되지 않았습니다. 최신 설정을 불러온 뒤 다시 변경하세요.",
  reload: "최신 설정 불러오기",
  reloaded: "최신 설정을 불러왔습니다.",
};
