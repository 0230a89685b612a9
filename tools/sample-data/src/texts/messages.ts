import type { SampleTenantKey } from "../tenants.ts";

/** Texts of an application's own log by severity; `{name}` marks are filled per row. */
export interface Messages {
  readonly debug: readonly string[];
  readonly info: readonly string[];
  readonly warning: readonly string[];
  readonly error: readonly string[];
  readonly critical: readonly string[];
}

const english: Messages = {
  debug: [
    "Cache miss for key {key}, loading from the database",
    "SELECT completed in {ms} ms, {count} rows",
    "Token for {user} refreshed, valid for {count} s",
    "Entering handler {handler} with correlation {key}",
  ],
  info: [
    "Order {order} accepted for {user}",
    "Request finished in {ms} ms with status 200",
    "Batch {key} wrote {count} items",
  ],
  warning: ["Retrying call to {service}: attempt {attempt} of 3", "Response from {service} took {ms} ms, limit 800 ms"],
  error: [
    "Call to {service} failed with status 502 after {attempt} attempts",
    "Could not parse message {key}: unexpected end of input",
  ],
  critical: [
    "Connection pool of {service} exhausted: {count} waiting",
    "Ledger out of balance by {count} after batch {key}",
  ],
};

const korean: Messages = {
  debug: [
    "캐시에 없음: 키 {key}, 데이터베이스에서 읽음",
    "{handler} 처리 시작, 상관 ID {key}",
    "장바구니 {order} 다시 계산: {count}개 품목",
  ],
  info: [
    "주문 {order} 접수 완료 (고객 {user})",
    "배송 {key} 출발: 택배사 {service}",
    "포인트 {count}점 적립, 고객 {user}",
  ],
  warning: [
    "결제 승인 지연: {service} 응답 {ms} ms",
    "재고 부족 임박: 상품 {key}, 남은 수량 {count}",
    "{service} 호출 재시도 {attempt}/3",
  ],
  error: ["결제 승인 실패: 주문 {order}, {service} 응답 코드 502", "배송지 주소를 해석할 수 없음: 주문 {order}"],
  critical: [
    "결제 서비스 중단: {service} 연결 풀 고갈, 대기 {count}건",
    "주문 원장 불일치: 차이 {count}원, 배치 {key} 💥",
  ],
};

const japanese: Messages = {
  debug: [
    "キャッシュなし: キー {key}、データベースから読み込み",
    "{handler} の処理を開始、相関 ID {key}",
    "残高照会 {count} 件、{ms} ms",
  ],
  info: [
    "決済 {order} を承認しました（利用者 {user}）",
    "送金 {key} の受付が完了しました",
    "本人確認が完了しました: {user}",
  ],
  warning: [
    "{service} の応答が遅延しています: {ms} ms",
    "{service} への再試行 {attempt}/3",
    "残高不足のため保留: 決済 {order}",
  ],
  error: [
    "決済 {order} の承認に失敗しました: {service} が 502 を返しました",
    "振込データ {key} を解析できません: 文字コード不正",
  ],
  critical: [
    "決済基盤停止: {service} の接続プールが枯渇、待機 {count} 件",
    "元帳不一致: 差額 {count} 円、バッチ {key} ⚠️",
  ],
};

export const localMessages: Readonly<Record<SampleTenantKey, Messages>> = { kr: korean, jp: japanese };
export const englishMessages: Messages = english;
