import type { FilterTexts } from "./filter-texts.ts";

export const filterKo: FilterTexts = {
  title: {
    reverted: (tables) => `필터 되돌림: ${tables}`,
    refused: (tables) => `필터 미적용: ${tables}`,
    expired: (tables) => `필터 만료: ${tables}`,
  },
  tables: (first, more) => (more === 0 ? first : `${first} 외 테이블 ${more}개`),
  why: {
    reverted: "예측과 다르게 동작하여 에이전트가 되돌렸습니다.",
    refused: "에이전트가 적용하지 않았거나 더 이상 적용하지 않습니다.",
    expired: "기한이 지났고 아무도 갱신하지 않았습니다.",
  },
  next: {
    reverted:
      "다음 단계: 규칙은 검토 중이며 아무것도 버리지 않습니다. 로그는 이전처럼 저장되고 과금됩니다. 같은 필터는 다시 시도하지 않으므로, 규칙을 수정하여 테스트하거나 비활성화하세요.",
    refused:
      "다음 단계: 규칙은 검토 중입니다. 사유를 해결한 뒤 다시 활성화하거나, 규칙을 수정하거나 비활성화하세요. 그 뒤 같은 테이블의 다른 규칙이 적용되거나 증명되었다면 검토 중인 규칙에는 증명이 남아 있지 않고 새 드라이런도 없습니다. 규칙을 초안으로 만들고(저장하거나, 비활성화한 뒤 초안으로 다시 사용) 다시 테스트하세요.",
    expired:
      "다음 단계: 규칙은 검토 중이며 아무것도 버리지 않습니다. 로그는 이전처럼 저장되고 과금됩니다. 90일 더 쓰려면 다시 활성화하고, 아니면 비활성화하세요. 그 뒤 같은 테이블의 다른 규칙이 적용되거나 증명되었다면 검토 중인 규칙에는 증명이 남아 있지 않고 새 드라이런도 없습니다. 규칙을 초안으로 만들고(저장하거나, 비활성화한 뒤 초안으로 다시 사용) 다시 테스트하세요.",
  },
  fact: { rules: "규칙", predicted: "예측한 버림 비율", seen: "실제 버림 비율", errors: "오류" },
  agentSays: "에이전트 메시지:",
  more: (count) => `외 ${count}건`,
  open: "Log Doctor에서 열기",
  shortened: "일부만 표시했습니다. 전체를 보려면 여세요.",
};
