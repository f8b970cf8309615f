import { quoted } from "../config/shape.ts";
import type { Path } from "./diagnostic.ts";

/** True for a short key that needs no quotes after a dot. */
const PLAIN_KEY = /^[a-z_$][\w$]{0,99}$/i;

/** Says a path as one would write it in source: `evaConfig.rho`, `rankPattern["model.layers.0"]`, `targetModules[2]`. */
export function pathText(path: Path): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (!PLAIN_KEY.test(key)) text += `[${quoted(key)}]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}
