import { valueText } from "../config/shape.ts";
import type { Diagnostic, Path } from "../diagnostic/diagnostic.ts";
import type { LayerCount } from "./count.ts";
import { finding } from "./finding.ts";
import type { SelectionCode } from "./rules.ts";

/** What it takes to resolve a selection: how many layers there are, if known, and where it stands. */
export interface Resolving {
  readonly count: LayerCount | undefined;
  readonly findings: Diagnostic[];
  readonly path: Path;
}

/** Notes what is wrong with the selection, or with what stands in it under a key. */
export function note(
  { findings, path }: Resolving,
  code: SelectionCode,
  message: string,
  hint: string,
  ...key: Path
): undefined {
  findings.push(finding(code, [...path, ...key], message, hint));
}

/** Notes each key of a selection that is not among these. */
export function noteOthers(
  choice: Readonly<Record<string, unknown>>,
  names: readonly string[],
  call: string,
  resolving: Resolving,
): void {
  for (const name of Object.keys(choice)) {
    if (name === "kind" || names.includes(name)) continue;
    const message = `${valueText(name)} is not known to ${call}.`;
    note(resolving, "layers-invalid", message, `Write only ${names.join(" and ")}.`, name);
  }
}

/** The numbers that layers have, for a hint. */
export const numbersText = (resolving: Resolving): string => `0 to ${lastText(resolving)}`;

/** The number of the last layer, for a hint. */
export const lastText = ({ count }: Resolving): string =>
  count === undefined ? "totalLayers - 1" : `${count.total - 1}`;
