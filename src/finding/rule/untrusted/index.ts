import type { FindingData } from "../../diagnostic.ts";
import type { CodeFacts, Rule } from "../../rule.ts";
import { autoMappingForeign } from "./auto-mapping-foreign.ts";
import { baseModelPath } from "./base-model-path.ts";
import { cordaFile } from "./corda-file.ts";
import { megatronCoreForeign } from "./megatron-core-foreign.ts";
import { untrustedBaseModel } from "./untrusted-base-model.ts";
import { untrustedKey } from "./untrusted-key.ts";
import { untrustedLoftqIterations } from "./untrusted-loftq-iterations.ts";
import { untrustedMethod } from "./untrusted-method.ts";
import { untrustedPattern } from "./untrusted-pattern.ts";
import { untrustedPissaIterations } from "./untrusted-pissa-iterations.ts";
import { untrustedRank } from "./untrusted-rank.ts";
import { untrustedReplication } from "./untrusted-replication.ts";
import { untrustedRevision } from "./untrusted-revision.ts";
import { untrustedSamples } from "./untrusted-samples.ts";
import { untrustedTraining } from "./untrusted-training.ts";

/** What PEFT imports, opens and loads for a config: warnings, and errors in a stranger's. */
export const outsideRules: readonly Rule<FindingData, never>[] = [
  autoMappingForeign,
  baseModelPath,
  cordaFile,
  megatronCoreForeign,
];

/** What is refused in a stranger's config only. Nobody else's is asked. */
export const untrustedRules: readonly Rule<FindingData, never>[] = [
  untrustedBaseModel,
  untrustedRevision,
  untrustedPattern,
  untrustedRank,
  untrustedSamples,
  untrustedReplication,
  untrustedPissaIterations,
  untrustedLoftqIterations,
  untrustedTraining,
];

/** What reading a stranger's config finds. */
export const untrustedFacts: readonly CodeFacts<never>[] = [untrustedMethod, untrustedKey];
