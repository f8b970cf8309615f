import type { ConfigView } from "../../finding/rule.ts";
import { pluralize } from "../terminal/plural.ts";
import { joinNames } from "./value-text.ts";

/** Which modules a config adapts, in words. */
export function describeTargets({
  targetModules,
  targetParameters,
  excludeModules: exclude,
}: ConfigView): string {
  const parameters = targetParameters?.length
    ? `; of parameters ${joinNames(targetParameters)}`
    : "";
  const pattern = typeof exclude === "string" ? `what matches ${exclude}` : undefined;
  const left = exclude?.length ? `; not ${pattern ?? joinNames([...exclude])}` : "";
  return `${describeModules(targetModules)}${parameters}${left}`;
}

function describeModules(targets: ConfigView["targetModules"]): string {
  if (targets === null) return "PEFT's default for the model";
  if (targets === "all-linear") return "every linear layer but the output (all-linear)";
  if (typeof targets === "string") return `what matches the pattern ${targets}`;
  if (targets.length === 0) return "none";
  const sorted = targets.toSorted();
  const endings = [...new Set(sorted.map((name) => name.slice(name.lastIndexOf(".") + 1)))];
  // Full names, layer by layer: their endings tell more than a page of names.
  const isByLayer = endings.length * 4 <= sorted.length && sorted.length > 8;
  if (!isByLayer) return joinNames(sorted);
  return `${pluralize(sorted.length, "module")} by name: ${joinNames(endings.toSorted())}`;
}
