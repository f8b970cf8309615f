import type { Fingerprint, ReleaseAnswer } from "./release-oracle.ts";

/** In what an answer differs from that of the followed release. */
export function differencesFrom(answer: ReleaseAnswer, wanted: ReleaseAnswer): readonly string[] {
  if (answer.stage !== wanted.stage) return [answer.stage === "trains" ? "acceptance" : "refusal"];
  const [own, other] = [answer.print, wanted.print];
  if (own === undefined || other === undefined) return [];
  const parts = ["trained", "base_changes", "dropout", "budget"] as const;
  const isNear = own.output.every(
    (value, index) => Math.abs(value - (other.output[index] ?? 0)) < 1e-4,
  );
  return [
    ...parts.filter((name) => JSON.stringify(own[name]) !== JSON.stringify(other[name])),
    ...(startsAlike(own, other) ? [] : ["start"]),
    ...(isNear ? [] : ["output"]),
  ];
}

/** Random values of the same spread, zeros where there are zeros. */
function startsAlike({ start: own }: Fingerprint, { start: other }: Fingerprint): boolean {
  const kinds = Object.keys({ ...own, ...other });
  return kinds.every((kind) => {
    const [a = -1, b = -1] = [own[kind], other[kind]];
    return a === b || (a > 0 && b > 0 && a / b > 0.7 && a / b < 1.4);
  });
}
