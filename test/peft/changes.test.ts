import { describe, expect, it } from "vitest";
import { configClasses } from "../../src/finding/class.ts";
import { severityOf } from "../../src/finding/finding.ts";
import { type Language, speakerOf } from "../../src/finding/speaker.ts";
import { fillTemplate } from "../../src/finding/template.ts";
import { changes } from "../../src/peft/changes.ts";
import { isAtLeast, peftReleases, releaseEnds } from "../../src/peft/releases.ts";

const languages: readonly Language[] = ["typescript", "json", "python"];

describe("the changes", () => {
  it("have names of their own", () => {
    const ids = changes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(changes.map((change) => [change.id, change] as const))("%s", (_, change) => {
    const { field, until, stage, raises, effect, hint } = change;
    const since = change.since ?? configClasses.ADALORA.fields[field]?.since ?? "";
    const first = isAtLeast(since, releaseEnds.oldest) ? since : releaseEnds.oldest;
    expect(peftReleases).toContain(first);
    expect(peftReleases).toContain(until);
    expect(isAtLeast(first, until)).toBe(false);
    // An error that raises nothing is one of ours.
    expect(severityOf(stage, "written") === "warning" || raises === undefined).toBe(
      stage === "strict" || stage === "silent",
    );
    const words = languages.map((language) => {
      const chosen = typeof hint === "function" ? hint(language) : hint;
      const [text = "", ...more] = [effect, ...(chosen === undefined ? [] : [chosen])].map(
        (template) => fillTemplate(template, {}, speakerOf(language), [field]),
      );
      expect(raises !== undefined && text.includes(":")).toBe(false);
      return [text, ...more];
    });
    expect(words).toMatchSnapshot();
  });
});
