import type { PeftConfig } from "../../diagnostic/check.ts";
import { counted } from "./finding-text.ts";
import { listText } from "./value-text.ts";

/** Which modules a config adapts, in words. */
export function targetsText({
  targetModules,
  targetParameters,
  excludeModules: exclude,
}: PeftConfig): string {
  const parameters = targetParameters?.length
    ? `; of parameters ${listText(targetParameters)}`
    : "";
  const pattern = typeof exclude === "string" ? `what matches ${exclude}` : undefined;
  const left = exclude?.length ? `; not ${pattern ?? listText([...exclude])}` : "";
  return `${modulesText(targetModules)}${parameters}${left}`;
}

function modulesText(targets: PeftConfig["targetModules"]): string {
  if (targets === null) return "PEFT's default for the model";
  if (targets === "all-linear") return "every linear layer but the output (all-linear)";
  if (typeof targets === "string") return `what matches the pattern ${targets}`;
  if (targets.length === 0) return "none";
  const sorted = targets.toSorted();
  const endings = [...new Set(sorted.map((name) => name.slice(name.lastIndexOf(".") + 1)))];
  // Full names, layer by layer: what they end in says more than a page of them.
  const isByLayer = endings.length * 4 <= sorted.length && sorted.length > 8;
  if (!isByLayer) return listText(sorted);
  return `${counted(sorted.length, "module")} by name: ${listText(endings.toSorted())}`;
}
