import type { MethodNeed } from "peft-config";

/** What a user of the tool writes: the training in the user's terms, without PEFT's fields. */
export interface Job {
  readonly baseModel: string;
  /** How many layers the model has. */
  readonly layers: number;
  /** How many training examples there are. */
  readonly examples: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly priority: MethodNeed["priority"];
}

/** Optimiser steps of the whole training. */
export const stepsOf = ({ examples, epochs, batchSize }: Job): number =>
  Math.ceil(examples / batchSize) * epochs;
