import type { Sink } from "./io.ts";
import { pluralize } from "./plural.ts";

/** A line that shows the progress of a long run and then removes itself. */
export interface Progress {
  /** Another file is done. */
  readonly step: () => void;
  /** Takes the line away, so that something else can be written. */
  readonly clear: () => void;
}

/** How many files make a new line. */
const STRIDE = 100;

/** The progress line of a terminal; elsewhere nothing is written. */
export function createProgress(sink: Sink): Progress {
  let files = 0;
  let isShown = false;
  const clear = () => {
    if (isShown) sink.write("\r\u001b[K");
    isShown = false;
  };
  const step = () => {
    files++;
    if (!sink.isTTY || files % STRIDE !== 0) return;
    clear();
    sink.write(`${pluralize(files, "file")} …`);
    isShown = true;
  };
  return { step, clear };
}
