import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { tokensAndSaved } from "./tokens-and-saved.ts";
import { tokensAndTarget } from "./tokens-and-target.ts";
import { tokensEmpty } from "./tokens-empty.ts";
import { tokensRepeated } from "./tokens-repeated.ts";
import { tokensSavedAnyway } from "./tokens-saved-anyway.ts";

/** `trainableTokenIndices`. */
export const tokenRules: readonly Rule<FindingData>[] = [
  tokensEmpty,
  tokensRepeated,
  tokensAndSaved,
  tokensSavedAnyway,
  tokensAndTarget,
];
