import type { PeftConfig } from "../diagnostic/check.ts";

/** Which modules a config adapts, in words. */
export function targetsText({
  targetModules: targets,
  targetParameters,
  excludeModules: exclude,
}: PeftConfig): string {
  const parameters = targetParameters?.length
    ? `; of parameters ${targetParameters.join(", ")}`
    : "";
  const left = exclude?.length
    ? `; not ${typeof exclude === "string" ? `what matches ${exclude}` : exclude.join(", ")}`
    : "";
  return `${modulesText(targets)}${parameters}${left}`;
}

function modulesText(targets: PeftConfig["targetModules"]): string {
  if (targets === null) return "PEFT's default for the model";
  if (targets === "all-linear") return "every linear layer but the output (all-linear)";
  if (typeof targets === "string") return `what matches the pattern ${targets}`;
  return targets.length === 0 ? "none" : targets.toSorted().join(", ");
}
