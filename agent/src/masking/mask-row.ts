import { maskLogged } from "./mask-text.ts";

const longestCell = 300;
const longestRow = 2000;

/** A row of a log as JSON for a person to recognise it: values masked one by one, long ones cut, empty ones left out. */
export function maskedRow(row: Readonly<Record<string, unknown>>): string {
  const cells = Object.entries(row).flatMap(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value ?? null);
    return text === "" || text === "null" ? [] : [[name, maskedCell(name, text)] as const];
  });
  while (cells.length > 1 && JSON.stringify(Object.fromEntries(cells)).length > longestRow) cells.pop();
  return JSON.stringify(Object.fromEntries(cells));
}

/**
 * Columns that name a person in the tables of Azure Monitor, UserAuthenticatedId, CsUsername, TargetUserName, Caller and
 * their like, or in a table of one's own (https://learn.microsoft.com/azure/azure-monitor/reference/tables-index). A name
 * of a storage account goes too: the sample loses little by it.
 */
const people = [
  /(?:User|Account|Actor|Sender|Owner)(?:(?:Display|Principal)?Name|name|Id|U[Pp][Nn]|AuthenticatedId|AccountId)?(?:_[a-z])?$/,
  /(?:^|[a-z])(?:Surname|GivenName|FullName|FirstName|LastName|Phone|PhoneNumber|Caller|InitiatedBy|(?:Caller|Client)Identity)(?:_[a-z])?$/,
  /^(?:identity|cs_?user_?name|user|user_?name|user_?id|full_?name|phone|e?mail)$/i,
];

/** The name tells what a value is: that of a cookie is nobody's business, whatever it looks like. */
function maskedCell(name: string, text: string): string {
  if (people.some((column) => column.test(name))) return "[account]";
  const masked = maskLogged(`${name}: ${text}`);
  const own = masked.startsWith(`${name}: `) ? masked.slice(name.length + 2) : maskLogged(text);
  return own.slice(0, longestCell);
}
