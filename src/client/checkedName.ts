/**
 * What an argument must be that names one of `Names`. TypeScript says "did you mean" of properties, not of arguments;
 * so that a misspelt argument's error shows the name that was meant, its parameter is of the type of that name alone:
 * `paginate("lstObjectsV2")` is told that its argument is not assignable to a parameter of type `"listObjectsV2"`.
 */
export type CheckedName<Name extends string, Names extends string> = Name extends Names
  ? Name
  : [Near<Name, Names, [1, 2]>] extends [never]
    ? Names
    : [Near<Name, Names, [1]>] extends [never]
      ? Near<Name, Names, [1, 2]>
      : Near<Name, Names, [1]>;

/** The names that are so many edits away at most, letter case aside. */
type Near<Misspelt extends string, Name extends string, Edits extends readonly number[]> = Name extends string
  ? true extends IsNear<Lowercase<Misspelt>, Lowercase<Name>, Edits>
    ? Name
    : never
  : never;

/** Whether so many letters at most have to be replaced, added or left out to make one of the other. */
type IsNear<One extends string, Other extends string, Edits extends readonly number[]> = One extends Other
  ? true
  : One extends `${infer Letter}${infer Rest}`
    ? Other extends `${Letter}${infer OtherRest}`
      ? IsNear<Rest, OtherRest, Edits>
      : Edits extends readonly [number, ...infer Fewer extends number[]]
        ? IsNear<Rest, Other, Fewer> | IsNear<One, Tail<Other>, Fewer> | IsNear<Rest, Tail<Other>, Fewer>
        : false
    : Edits extends readonly [number, ...infer Fewer extends number[]]
      ? IsNear<One, Tail<Other>, Fewer>
      : false;

type Tail<Text extends string> = Text extends `${string}${infer Rest}` ? Rest : "";
