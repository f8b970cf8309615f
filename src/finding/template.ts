import type { Told } from "../config/shape.ts";
import type { FindingData, Path } from "./diagnostic.ts";
import { listText, type Speaker } from "./speaker.ts";

/**
 * What a template writes for its reader: a field (`` `loraAlpha` ``), or a setting to paste
 * (`` `useDora: true` ``, `` `initR: {least}` ``, `` `{field}: {names}` ``); of the data a value
 * (`{name}`), a text as it is (`{rank!}`), fields by name (`{.missing}`), or a list in a sentence
 * (`{heads&}`); a constant (`{=true}`); and the place of the finding (`{}`).
 */
const MARKS = /`(\{?)(\w+)\}?(?:: (.*?))?`|\{([.=]?)([^}]*?)([!&]?)\}/g;

/** A sentence in the reader's language. What stands in the data is written as it is, marks and all. */
export function fillTemplate(
  template: string,
  data: FindingData,
  say: Speaker,
  path: Path,
): string {
  return template.replaceAll(MARKS, (_, isData, field, value, sort, key, form) => {
    if (field !== undefined) {
      const name = isData ? String(data[field]) : field;
      return value === undefined ? say.name(name) : say.setting(name, readSetting(value, data));
    }
    if (sort === "=") return say.value(JSON.parse(key));
    if (key === "") return say.place(path);
    const given = data[key] as Told;
    if (sort === ".") return listText([given].flat().map((name) => say.name(String(name))));
    if (form === "&") return listText([given].flat().map(say.value));
    return form === "!" ? String(given) : say.value(given);
  });
}

/** The value of a setting: one of the data, or JSON. */
function readSetting(text: string, data: FindingData): unknown {
  const key = /^\{(\w+)\}$/.exec(text)?.[1];
  return key === undefined ? JSON.parse(text) : data[key];
}
