/** ISO/IEC 7812-1, annex B: the check digit of payment cards. `digits` are digits only. */
export function isLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Whether the first seven of thirteen digits can begin a Korean resident registration number: a date of birth and 1-8. */
export function hasResidentDate(digits: string): boolean {
  const [, month = "", day = "", kind = ""] = /^\d{2}(\d{2})(\d{2})([1-8])/.exec(digits) ?? [];
  return kind !== "" && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

const residentWeights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

/** The check digit of a Korean resident (or foreigner) registration number. Numbers given since October 2020 have none. */
export function isResidentNumber(digits: string): boolean {
  if (digits.length !== 13 || !hasResidentDate(digits)) return false;
  const sum = weighted(digits, residentWeights);
  const foreigner = Number(digits[6]) >= 5 ? 2 : 0;
  return Number(digits[12]) === (11 - (sum % 11) + foreigner) % 10;
}

const myNumberWeights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** The check digit of a Japanese individual number ("My Number"): ordinance 85 of 2014 of the ministry, article 5. */
export function isMyNumber(digits: string): boolean {
  if (digits.length !== 12) return false;
  const rest = weighted(digits, myNumberWeights) % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}
