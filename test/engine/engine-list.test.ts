import { describe, expect, it } from "vitest";
import { engines } from "../../src/engine/engine-list.ts";
import { merging } from "../../src/engine/merging.ts";
import { subjects } from "../../src/engine/subjects.ts";
import { speakerOf } from "../../src/finding/speaker.ts";
import { fillTemplate } from "../../src/finding/template.ts";

const known = new Set(subjects.map(({ id }) => id));

describe.each(Object.entries({ ...engines, merging }))("the table of %s", (id, engine) => {
  it("has its own id, and releases", () => {
    expect(engine.id).toBe(id);
    expect(engine.releases.length).toBeGreaterThan(0);
    expect(engine.releases).toContain(engine.current ?? engine.releases.at(-1));
  });

  it("is about features that exist, each row with its source", () => {
    const own = new Set(engine.subjects?.map((subject) => subject.id));
    for (const { subject, source, effect, when } of engine.rules) {
      expect(known.has(subject) || own.has(subject)).toBe(true);
      expect(source.repository).toMatch(/^[\w-]+\/[\w.-]+$|^peft-config$/);
      expect(source.revision).toMatch(/^([0-9a-f]{8}|\d[\w.]+|next)$/);
      expect(source.file).toMatch(/\.(py|go|h|cpp|txt|toml|ts)$/);
      expect(source.place.length).toBeGreaterThan(2);
      expect(source.readOn).toMatch(/^2026(-\d\d){0,2}$|^2025-12-09$/);
      expect(effect === "refuses" || when !== "first-use").toBe(true);
    }
  });

  it("has words that are clauses", () => {
    for (const { because, does } of engine.rules) {
      for (const text of [because, does]) {
        if (text === undefined) continue;
        expect(text).not.toMatch(/\.$|^[A-Z]/);
        fillTemplate(text, {}, speakerOf("python"), ["r"]);
      }
    }
  });
});
