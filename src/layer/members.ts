import { valueText } from "../config/shape.ts";
import type { Form } from "./form.ts";
import { numberFault } from "./number.ts";
import type { Resolving } from "./problem.ts";

/** The members of a selection by name, or `undefined` and reports. */
export function readMembers(
  choice: Readonly<Record<string, unknown>>,
  form: Form,
  resolving: Resolving,
): Readonly<Record<string, number>> | undefined {
  const { count, report, path } = resolving;
  const values: Record<string, number> = {};
  let sound = hasOnly(choice, Object.keys(form.members), form.call, resolving);
  for (const [name, least] of Object.entries(form.members)) {
    const given = choice[name];
    const value = given === undefined ? form.defaults?.[name] : given;
    const fault = numberFault(value, name, least);
    if (fault === undefined) {
      values[name] = value as number;
    } else {
      report(fault.code, [...path, name], fault.message, `Write ${form.usage(count?.total)}.`);
      sound = false;
    }
  }
  return sound ? values : undefined;
}

/** True if a selection has no other keys than these; else each other one is reported. */
export function hasOnly(
  choice: Readonly<Record<string, unknown>>,
  names: readonly string[],
  call: string,
  { report, path }: Resolving,
): boolean {
  const others = Object.keys(choice).filter((name) => name !== "kind" && !names.includes(name));
  for (const name of others) {
    report(
      "layers-invalid",
      [...path, name],
      `${valueText(name)} is not known to ${call}.`,
      `Write only ${names.join(" and ")}.`,
    );
  }
  return others.length === 0;
}
