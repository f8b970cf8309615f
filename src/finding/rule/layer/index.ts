import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { layerReplicationRange } from "./layer-replication-range.ts";
import { layersAll } from "./layers-all.ts";
import { layersPatternNamesTarget } from "./layers-pattern-names-target.ts";
import { layersRepeated } from "./layers-repeated.ts";
import { targetBypassesLayers } from "./target-bypasses-layers.ts";

/** `layersToTransform`, `layersPattern` and `layerReplication`. */
export const layerRules: readonly Rule<FindingData>[] = [
  layersAll,
  layersRepeated,
  layersPatternNamesTarget,
  targetBypassesLayers,
  layerReplicationRange,
];
