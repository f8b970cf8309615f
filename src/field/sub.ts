import { arrow } from "./arrow.ts";
import { bdlora } from "./bdlora.ts";
import { corda } from "./corda.ts";
import { eva } from "./eva.ts";
import type { SubConfigTable } from "./field.ts";
import { kasa } from "./kasa.ts";
import { loftq } from "./loftq.ts";
import { loraga } from "./loraga.ts";
import { monteclora } from "./monteclora.ts";
import { runtime } from "./runtime.ts";
import { velora } from "./velora.ts";

/** Every config class that LoraConfig nests. */
export const subConfigTables: readonly SubConfigTable[] = [
  loftq,
  eva,
  corda,
  loraga,
  velora,
  monteclora,
  arrow,
  bdlora,
  kasa,
  runtime,
];
