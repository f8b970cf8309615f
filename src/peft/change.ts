import type { PeftType } from "../field/base.ts";
import type { Outcome, Stage } from "../field/stage.ts";
import type { ConfigView } from "../finding/rule.ts";

/**
 * Something that releases of PEFT did with a config until they did what PEFT 0.21 does. It is told
 * from all others by its field, `until`, `init`, and whether it is silent.
 */
export interface Change extends Outcome {
  readonly field: keyof ConfigView;
  /** The first release that does it. Default: the first that has the field. */
  readonly since?: string;
  /** The first release that no longer does it. */
  readonly until: string;
  /**
   * - `construction` and `injection`: these releases raise an exception.
   * - `strict`: they silently train something else.
   * - `silent`: it depends on the model, or on what is done with the config.
   */
  readonly stage: Stage;
  /** The one class that it concerns. */
  readonly of?: PeftType;
  /** The initialisation that it concerns, where there is a change for each. */
  readonly init?: string;
  /** The value of the field that it concerns, or a question about the whole config. */
  readonly where: string | number | boolean | null | ((config: ConfigView) => boolean);
  /** A template of what these releases do, to follow "PEFT 0.9.0". Without a colon if they raise. */
  readonly effect: string;
  /** A template of what to write instead. Default: to leave the field out. */
  readonly hint?: string;
}

/** Whether a value is "" or []. */
export const isEmpty = (value: unknown): boolean => Object(value).length === 0;

/** Whether a value is neither null nor empty. 0 is a layer. */
export const isNonEmpty = (value: unknown): boolean => value !== null && !isEmpty(value);
