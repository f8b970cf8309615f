import type { Fingerprint, ReleaseAnswer } from "./release-oracle.ts";

/** How an answer differs from that of the followed release; undefined if it does not. */
export function differenceFrom(answer: ReleaseAnswer, wanted: ReleaseAnswer): string | undefined {
  if (answer.stage !== wanted.stage) {
    return `${answer.stage} (${answer.error ?? "no error"}), now ${wanted.stage} (${wanted.error ?? "no error"})`;
  }
  const [own, other] = [answer.print, wanted.print];
  if (own === undefined || other === undefined) return undefined;
  const parts = ["trained", "base_changes", "dropout", "budget"] as const;
  const part = parts.find((name) => JSON.stringify(own[name]) !== JSON.stringify(other[name]));
  if (part !== undefined) return part;
  if (!startsAlike(own, other)) return `start ${JSON.stringify([own.start, other.start])}`;
  const isNear = own.output.every(
    (value, index) => Math.abs(value - (other.output[index] ?? 0)) < 1e-4,
  );
  return isNear ? undefined : `output ${JSON.stringify([own.output, other.output])}`;
}

/** Random values of the same spread, zeros where there are zeros. */
function startsAlike({ start: own }: Fingerprint, { start: other }: Fingerprint): boolean {
  const kinds = Object.keys({ ...own, ...other });
  return kinds.every((kind) => {
    const [a = -1, b = -1] = [own[kind], other[kind]];
    return a === b || (a > 0 && b > 0 && a / b > 0.7 && a / b < 1.4);
  });
}
