import type { LoraConfig } from "../../config/types.ts";
import type { Path } from "../diagnostic.ts";

/** Every rank a module of the config may get, with the path where it is written. */
export const ranksOf = ({
  r,
  rankPattern,
}: Pick<LoraConfig, "r" | "rankPattern">): readonly (readonly [path: Path, rank: number])[] => [
  [["r"], r],
  ...Object.entries(rankPattern).map(([key, rank]) => [["rankPattern", key], rank] as const),
];
