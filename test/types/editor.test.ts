import { SourceMap } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { configClasses } from "../../src/finding/class.ts";
import { createProject, type Project } from "../package/project.ts";

/** What each builder is called with, beside a key that is asked about. */
const builders = {
  loraConfig: { fields: configClasses.LORA.fields, rest: "" },
  doraConfig: { fields: configClasses.LORA.fields, rest: "" },
  adaLoraConfig: { fields: configClasses.ADALORA.fields, rest: "totalStep: 10, " },
  selectiveLoraConfig: {
    fields: configClasses.LORA.fields,
    rest: "layers: [0], totalLayers: 2, ",
  },
  recommendConfig: { fields: configClasses.LORA.fields, rest: "datasetSize: 800, " },
};

let project: Project;
let file = "";
let source = "";
let version = 0;
let editor: ts.LanguageService;

beforeAll(() => {
  project = createProject(["zod"]);
  file = project.write("editor.mts", "");
  editor = ts.createLanguageService({
    getCompilationSettings: () => ({
      strict: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      types: [],
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : "1"),
    getScriptSnapshot: (name) => {
      const text = name === file ? source : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => project.folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
}, 60_000);

afterAll(() => project.remove());

/** Opens a text with a caret in it, and tells where that is. */
function open(text: string): number {
  const before = `import { ${Object.keys(builders).join(", ")} } from "peft-config";\n`;
  source = before + text.replace("‸", "");
  version += 1;
  return before.length + text.indexOf("‸");
}

/** What hovering shows at the caret. */
function hover(text: string): string {
  const info = editor.getQuickInfoAtPosition(file, open(text));
  return ts.displayPartsToString(info?.documentation);
}

/** What completion offers at the caret. */
function offers(text: string): readonly string[] {
  const found = editor.getCompletionsAtPosition(file, open(text), {});
  return (found?.entries ?? []).map(({ name }) => name);
}

vi.setConfig({ testTimeout: 60_000 });

describe.each(Object.entries(builders))("an editor, in %s", (name, { fields, rest }) => {
  const keys = Object.keys(fields).filter((key) => !rest.includes(`${key}:`));

  it("documents every key", () => {
    const bare = keys.filter((key) => {
      const isMade = name === "selectiveLoraConfig" && key === "layersToTransform";
      const text = hover(`${name}({ ${rest}‸${key}: undefined });`);
      return !isMade && !/PEFT: `|Name|Made from/.test(text);
    });
    expect(bare).toEqual([]);
  });

  it("offers every key", () => {
    const offered = offers(`${name}({ ${rest}‸ });`);
    expect(keys.filter((key) => !offered.includes(key))).toEqual([]);
  });

  it("offers words, names of modules and the keys of sub-configs", () => {
    expect(offers(`${name}({ ${rest}bias: "‸" });`)).toEqual(
      expect.arrayContaining(["none", "all", "lora_only"]),
    );
    expect(offers(`${name}({ ${rest}targetModules: ["‸"] });`)).toEqual(
      expect.arrayContaining(name === "selectiveLoraConfig" ? [] : ["q_proj", "v_proj"]),
    );
    expect(offers(`${name}({ ${rest}evaConfig: { ‸ } });`)).toEqual(
      expect.arrayContaining(["rho", "tau"]),
    );
  });

  it("goes from the builder to its source", () => {
    const [definition] = editor.getDefinitionAtPosition(file, open(`‸${name}({ ${rest}});`)) ?? [];
    const { fileName = "", textSpan } = definition ?? {};
    const before = (ts.sys.readFile(fileName) ?? "").slice(0, textSpan?.start).split("\n");
    const map = new SourceMap(JSON.parse(ts.sys.readFile(`${fileName}.map`) ?? ""));
    const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
    const { originalSource, originalLine } = entry as {
      originalSource: string;
      originalLine: number;
    };
    const original = ts.sys.readFile(join(dirname(fileName), originalSource)) ?? "";
    expect(original.split("\n")[originalLine]).toContain(`export function ${name}<`);
  });
});
