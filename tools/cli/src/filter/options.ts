import { InvalidArgumentError } from "commander";

/** A share from 0 to 1 of the command line. */
export function shareOption(text: string): number {
  const share = Number(text);
  if (text.trim() === "" || !(share >= 0 && share < 1))
    throw new InvalidArgumentError("A share from 0 to below 1, such as 0.01.");
  return share;
}

/** `id=number`, gathered. */
export function observedOption(text: string, before: Readonly<Record<string, number>>): Record<string, number> {
  const [, id, number] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (id === undefined || number === undefined)
    throw new InvalidArgumentError("The id of a rule and its rows a minute, such as sample-api=1200.");
  return { ...before, [id]: Number(number) };
}
