import { styleText } from "node:util";
import type { Io, Sink } from "./io.ts";

/** What colours mean here. */
const styles = {
  error: ["red", "bold"],
  warning: ["yellow", "bold"],
  good: ["green"],
  caret: ["red"],
  hint: ["cyan"],
  strong: ["bold"],
  quiet: ["dim"],
} as const;

/** Colours a text, or leaves it as it is. */
export type Paint = (style: keyof typeof styles, text: string) => string;

const colour: Paint = (style, text) =>
  styleText([...styles[style]], text, { validateStream: false });
const leavePlain: Paint = (_, text) => text;

/**
 * How to colour the output for a sink: FORCE_COLOR and NO_COLOR decide, in this order, as in Node
 * itself; without them, only a terminal gets colours.
 */
export function choosePaint(sink: Sink, { env }: Pick<Io, "env">): Paint {
  return isColoured(sink, env) ? colour : leavePlain;
}

function isColoured({ isTTY }: Sink, env: Io["env"]): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY && !env.NO_COLOR && env.TERM !== "dumb";
}
