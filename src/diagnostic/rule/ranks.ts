import type { LoraConfig } from "../../config/types.ts";
import type { Path } from "../diagnostic.ts";

/** Every rank a module of the config may get, and where it is written. */
export function ranksOf({ r, rankPattern }: Pick<LoraConfig, "r" | "rankPattern">): readonly {
  readonly path: Path;
  readonly rank: number;
}[] {
  const patterns = Object.entries(rankPattern);
  return [
    { path: ["r"], rank: r },
    ...patterns.map(([key, rank]) => ({ path: ["rankPattern", key], rank })),
  ];
}
