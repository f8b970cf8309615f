import type { Diagnostic, Path } from "../finding/diagnostic.ts";
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

/** The numbers that layers have, for a hint. */
export const numbersText = ({ count }: Resolving): string =>
  `0 to ${count === undefined ? "totalLayers - 1" : count.total - 1}`;
