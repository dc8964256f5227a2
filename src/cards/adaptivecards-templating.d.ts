/**
 * The part of the package that we use. Its own declarations pull the TypeScript sources of
 * `adaptivecards` into the type check, which our compiler options refuse.
 */
export class Template {
  constructor(payload: unknown);
  expand(context: { $root: unknown }): unknown;
}
