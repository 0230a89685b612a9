import type { en } from "./en/index.ts";

type Shape<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Shape<T[Key]> };

/** Every text of the tab; a language that lacks one does not compile. */
export type Texts = Shape<typeof en>;
