/** Why a predicate is refused; `offset` in the text that was parsed. Stays inside this folder. */
export class Refusal extends Error {
  readonly code: string;
  readonly offset: number;

  constructor(code: string, message: string, offset: number) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.offset = offset;
  }
}
