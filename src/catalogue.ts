import { fileFacts } from "./file/fault/index.ts";
import { type ConfigClass, configClasses } from "./finding/class.ts";
import { constraintFacts, listConstraints } from "./finding/constraint.ts";
import { generalFacts } from "./finding/general.ts";
import { untrustedFacts } from "./finding/rule/untrusted/index.ts";
import type { CodeFacts } from "./finding/rule.ts";
import { selectionFacts } from "./layer/facts.ts";
import { releaseFacts } from "./peft/release.ts";
import { planFacts } from "./plan/facts-of-plans.ts";
import { portFacts } from "./port/port-facts.ts";

/** Every code that this library gives, once: of configs, of selections, of files, of releases, of ports, of plans. */
export function catalogue(): readonly CodeFacts<never>[] {
  const classes: readonly ConfigClass[] = Object.values(configClasses);
  const constraints = classes.flatMap(({ fields }) => listConstraints(fields));
  const rows: readonly CodeFacts<never>[] = [
    ...generalFacts,
    ...constraints.map(({ constraint }) => constraintFacts(constraint)),
    ...classes.flatMap(({ rules }) => rules),
    ...classes.flatMap(({ untrustedRules }) => untrustedRules),
    ...untrustedFacts,
    ...selectionFacts,
    ...fileFacts,
    ...releaseFacts,
    ...portFacts,
    ...planFacts,
  ];
  const first = new Map(rows.toReversed().map((row) => [row.code, row]));
  return [...new Set(rows.map(({ code }) => first.get(code) as CodeFacts<never>))];
}
