import type { AlwaysPresent } from "./shapeTypes.ts";

/** Members of outputs that always come though the models do not say so: service → shape → member → source. */
export const alwaysPresent: Readonly<Record<string, AlwaysPresent>> = {};
