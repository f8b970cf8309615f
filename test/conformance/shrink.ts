import type { Input } from "./call.ts";

/**
 * The smallest input found that still fails: entries are dropped, lists shortened and values
 * simplified, one at a time, as long as `stillFails` says so.
 */
export async function shrunk(
  input: Input,
  stillFails: (candidate: Input) => Promise<boolean>,
): Promise<Input> {
  const candidates = smaller(input).filter(
    (each): each is Input => isRecord(each) && "peftType" in each,
  );
  const verdicts = await Promise.all(candidates.map(stillFails));
  const next = candidates[verdicts.indexOf(true)];
  return next === undefined ? input : shrunk(next, stillFails);
}

/** Values a step simpler than the given one, the simplest first. */
function smaller(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    const shorter = value.map((_, index) => value.toSpliced(index, 1));
    const simpler = value.flatMap((item, index) =>
      smaller(item).map((each) => value.with(index, each)),
    );
    return [...shorter, ...simpler];
  }
  if (!isRecord(value)) return [];
  const keys = Object.keys(value);
  const without = keys.map((key) =>
    Object.fromEntries(keys.filter((each) => each !== key).map((each) => [each, value[each]])),
  );
  const simpler = keys.flatMap((key) =>
    smaller(value[key]).map((each) => ({ ...value, [key]: each })),
  );
  return [...without, ...simpler];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
