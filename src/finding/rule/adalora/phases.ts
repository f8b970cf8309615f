import type { Speaker } from "../../speaker.ts";

/** How to write the phases of AdaLoRA so that steps are left for pruning. */
export function phasesHint({ name }: Speaker): string {
  const tinit = name("tinit");
  const tfinal = name("tfinal");
  return `${tfinal} is the length of the last phase in steps, not the step at which it starts. Keep ${tinit} at 0 or more, and ${tinit} + ${tfinal} below ${name("totalStep")}.`;
}
