import { valueText } from "../config/shape.ts";
import type { Diagnostic, Path } from "../diagnostic/diagnostic.ts";
import type { LayerCount } from "./count.ts";
import { finding } from "./finding.ts";

/** What it takes to resolve a selection: how many layers there are, if known, and where it stands. */
export interface Resolving {
  readonly count: LayerCount | undefined;
  readonly findings: Diagnostic[];
  readonly path: Path;
}

/** True if a selection has no other keys than these; else each other one is a finding. */
export function hasOnly(
  choice: Readonly<Record<string, unknown>>,
  names: readonly string[],
  call: string,
  { findings, path }: Resolving,
): boolean {
  const others = Object.keys(choice).filter((name) => name !== "kind" && !names.includes(name));
  for (const name of others) {
    const message = `${valueText(name)} is not known to ${call}.`;
    const hint = `Write only ${names.join(" and ")}.`;
    findings.push(finding("layers-invalid", [...path, name], message, hint));
  }
  return others.length === 0;
}
