import type { Texts } from "../texts.ts";

/** Words that the pages of Detect share. */
export const detect: Texts["detect"] = {
  incidents: "인시던트",
  patterns: "탐지 패턴",
  exceptions: "예외",
  severity: { CRITICAL: "심각", HIGH: "높음", MEDIUM: "중간", LOW: "낮음" },
  status: {
    Detected: "탐지됨",
    Open: "열림",
    Investigating: "조사 중",
    Blocking: "차단 중",
    FalsePositive: "오탐",
    Resolved: "해결됨",
    PatternUpdated: "패턴 보정됨",
  },
  verdict: { falsePositive: "오탐", missedAttack: "놓친 공격", realAttack: "실제 공격" },
  type: {
    IPAnomaly: "비정상 출발지",
    PathScanning: "경로 스캔",
    PayloadAttack: "요청에 담긴 공격",
    AuthAbuse: "로그인 악용",
  },
  agent: "에이전트",
  provider: "Log Doctor 자동 처리",
  person: "담당자",
  field: { sourceIP: "출발지 주소", targetPath: "경로", userAgent: "사용자 에이전트", host: "호스트" },
  operator: { equals: "다음과 같음", startsWith: "다음으로 시작" },
  readOnly: "조회만 할 수 있습니다. 조치하려면 대응자(responder) 또는 관리자(admin) 역할이 필요합니다.",
  severalSources: "여러 출발지",
  more: "더 보기",
  copy: "복사",
  copied: "복사했습니다.",
  notCopied: "이 브라우저에서는 복사할 수 없습니다. 텍스트를 선택해 두었으니 키보드로 복사하세요.",
  reasonLabel: "이유",
  reasonShort: "이유를 3자 이상 입력하세요.",
  reload: "최신 버전으로 계속",
};
