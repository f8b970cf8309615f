/** How to write the phases of the schedule. */
export const phasesHint =
  "`tfinal` is the length of the last phase in steps, not the step at which it starts. Keep `tinit` at 0 or more, and `tinit` + `tfinal` below `totalStep`.";
