import { Fragment, type ReactNode } from "react";

/** A name of many words without a space, such as a table's, which may break between them: AppService|HTTP|Logs. */
export function BreakableName({ name }: { readonly name: string }): ReactNode {
  let at = 0;
  return wordsOf(name).map((word) => {
    const start = at;
    at += word.length;
    return (
      <Fragment key={start}>
        {start === 0 ? null : <wbr />}
        {word}
      </Fragment>
    );
  });
}

/** Parts before a capital that begins a word, and behind an underline. */
export function wordsOf(name: string): string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=_)(?=[^_])/);
}
