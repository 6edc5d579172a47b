import { ParamValidationError } from "../../errors/index.ts";
import type { HookStages } from "../../hooks/hooks.ts";

/**
 * Takes members by other names than the model's: `{ fromTime: "from" }`. Where an operation has no member of the model's
 * name, the alias is left to validation.
 */
export function parameterAliases(names: Readonly<Record<string, string>>): HookStages["beforeParameterBuild"] {
  return ({ operation, input }) => {
    for (const [alias, name] of Object.entries(names)) {
      if (input[alias] === undefined || !operation.input?.members.has(name)) continue;
      if (input[name] !== undefined) {
        const message = `is another name of ${name}, which is there too: give one of them`;
        throw new ParamValidationError(operation.name, [{ path: alias, message }]);
      }
      input[name] = input[alias];
      delete input[alias];
    }
  };
}
