/** The heads that PEFT saves in full for a task, whichever of them the model has. */
const headModules: Readonly<Record<string, readonly string[]>> = {
  SEQ_CLS: ["classifier", "score"],
  TOKEN_CLS: ["classifier", "score"],
  QUESTION_ANS: ["qa_outputs"],
};

/** The names of a head that PEFT may adapt before it comes to save it. For SEQ_CLS it spares it first. */
export const adaptedHeadsOf = (taskType: string | null): readonly string[] =>
  taskType === "SEQ_CLS" ? [] : headsOf(taskType);

/** The names of a task's head; none for a task without one. */
export const headsOf = (taskType: string | null): readonly string[] =>
  headModules[taskType ?? ""] ?? [];
