import { didYouMean, ResourceError } from "../../errors/index.ts";
import type { ValueOptions } from "./valueOptions.ts";

/** A whole number that is not less than `least`, or a `ResourceError`. */
export function countOf(name: string, count: number, least: number): number {
  if (Number.isInteger(count) && count >= least) return count;
  throw new ResourceError(`${name}(${String(count)}): give a whole number that is not less than ${least}.`);
}

const policies: Readonly<Record<"numbers" | "dates", readonly string[]>> = {
  numbers: ["string", "decimal"],
  dates: ["iso", "seconds", "milliseconds"],
};

const names: readonly string[] = ["numbers", "dates", "dateAttributes"] satisfies (keyof ValueOptions)[];

/** Options of values, or a `ResourceError` that says what there is. */
export function checkedOptions(options: ValueOptions): ValueOptions {
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    throw new ResourceError(
      `withOptions: ${name} is no option.${didYouMean(name, names)} There are ${names.join(", ")}.`,
    );
  }
  for (const name of ["numbers", "dates"] as const) {
    const given: unknown = options[name];
    if (given === undefined || policies[name].includes(given as string)) continue;
    if (name === "numbers" && typeof given === "function") continue;
    const known = policies[name].map((policy) => JSON.stringify(policy)).join(", ");
    throw new ResourceError(`withOptions: ${name} is ${known}${name === "numbers" ? ", or a function" : ""}.`);
  }
  return options;
}
