import type { CodeFacts } from "../finding/rule.ts";
import { layersInvalid, layersTwice } from "./fault/choice.ts";
import {
  layersElsewhere,
  modelConfigInvalid,
  modelLayersConflict,
  modelLayersUnknown,
  modelStackAbsent,
  modelStackAmbiguous,
} from "./fault/model.ts";
import {
  layersDuplicate,
  layersFraction,
  layersFractional,
  layersNegative,
} from "./fault/number.ts";
import { layersEmpty, layersOutOfRange, layersReversed } from "./fault/span.ts";
import { layersTotal, layersTotalSource } from "./fault/total.ts";

/** The facts of every code of selecting layers. `check` has those of the config that comes of it. */
export const selectionFacts: readonly CodeFacts<never>[] = [
  layersTotal,
  layersInvalid,
  layersFractional,
  layersNegative,
  layersEmpty,
  layersReversed,
  layersFraction,
  layersDuplicate,
  layersOutOfRange,
  layersTwice,
  layersTotalSource,
  modelConfigInvalid,
  modelLayersUnknown,
  modelLayersConflict,
  modelStackAmbiguous,
  modelStackAbsent,
  layersElsewhere,
];
