import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { savedAndTarget } from "./saved-and-target.ts";
import { savedAsString } from "./saved-as-string.ts";
import { savedAsStringWithHead } from "./saved-as-string-with-head.ts";
import { savedEmbedding } from "./saved-embedding.ts";
import { savedEndsTarget } from "./saved-ends-target.ts";
import { savedMatchesMany } from "./saved-matches-many.ts";
import { savedNamedAsAdapter } from "./saved-named-as-adapter.ts";

/** `modulesToSave`. */
export const savedRules: readonly Rule<FindingData>[] = [
  savedAsString,
  savedAsStringWithHead,
  savedAndTarget,
  savedEndsTarget,
  savedMatchesMany,
  savedEmbedding,
  savedNamedAsAdapter,
];
