import { flag, type SubConfigTable } from "./field.ts";

/** Settings of one run, never saved. */
export const runtime = {
  name: "LoraRuntimeConfig",
  fields: {
    /** Move parts that are kept on the CPU to the GPU for DoRA's initialisation. */
    ephemeralGpuOffload: flag("0.12.0"),
  },
} as const satisfies SubConfigTable;
