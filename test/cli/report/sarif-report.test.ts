import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { facts } from "../../../src/cli/generated/code-facts.ts";
import { VERSION } from "../../../src/cli/generated/package-version.ts";
import { createSarifReport } from "../../../src/cli/report/sarif-report.ts";
import { parseAdapterConfig } from "../../../src/file/document.ts";
import { lora, world } from "../world.ts";

const { call, cwd } = world({
  "a b/ü.json": '{"peft_type": "LORA", "r": 0, "target_modules": ["😀"], "x": {\n}}',
  "good.json": lora(),
});

describe("check --format sarif", () => {
  it("states what, where and by which rule, as code-scanning services read it", async () => {
    const { out, exit } = await call("check a* good.json --format sarif");
    const log = JSON.parse(out);
    expect(exit).toBe(1);
    expect(log.$schema).toBe("https://json.schemastore.org/sarif-2.1.0.json");
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    expect(run.columnKind).toBe("unicodeCodePoints");
    expect(run.invocations).toEqual([
      { executionSuccessful: true, toolExecutionNotifications: [] },
    ]);
    expect(run.results).toHaveLength(2);
    expect(run.results[0]).toEqual({
      ruleId: "rank-not-positive",
      ruleIndex: 0,
      level: "error",
      message: {
        text: '"r" is 0, but must be at least 1: get_peft_model raises ValueError. Write a value that is at least 1.',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "a%20b/%C3%BC.json", uriBaseId: "%SRCROOT%" },
            region: { startLine: 1, startColumn: 28, endLine: 1, endColumn: 29 },
          },
          logicalLocations: [{ fullyQualifiedName: "/r" }],
        },
      ],
    });
    expect(run.tool.driver).toMatchObject({ name: "peft-config", semanticVersion: VERSION });
    expect(run.tool.driver.rules[0]).toEqual({
      id: "rank-not-positive",
      shortDescription: { text: "r, rank_pattern: at least 1." },
      help: { text: expect.stringContaining("Known from: peft/tuners/lora/layer.py") },
      helpUri: "https://unpkg.com/peft-config/docs/diagnostics.md#rank-not-positive",
      defaultConfiguration: { level: "error" },
    });
  });

  it("gives each rule once, and results its place in the list", async () => {
    const { out } = await call("check a* a* --format sarif");
    const [{ results, tool }] = JSON.parse(out).runs;
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId);
  });

  it("names absolute paths by address, standard input by name, failures as notifications", async () => {
    const path = join(cwd, "a b/ü.json");
    const report = createSarifReport();
    const document = parseAdapterConfig('{"peft_type": "LORA", "r": 0}');
    const diagnostics = document.diagnostics.slice(0, 1);
    const text =
      report.start() +
      report.file({ path, document, diagnostics }) +
      report.file({ path: "-", document, diagnostics }) +
      report.file({ path: "gone.json", diagnostics: [], failure: "there is no such file" }) +
      report.end({ files: 3, errors: 2, warnings: 0, unreadable: 1 });
    const [{ results, invocations }] = JSON.parse(text).runs;
    const uris = results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toEqual([pathToFileURL(path).href, "stdin"]);
    expect(invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: "error", message: { text: "gone.json cannot be read: there is no such file." } },
      ],
    });
  });

  it("does without the facts of a code that has none", () => {
    const report = createSarifReport();
    const document = parseAdapterConfig('{"peft_type": "LORA", "r": 0}');
    const diagnostics = document.diagnostics.map((row) => ({
      ...row,
      code: "new-code" as "unknown-key",
    }));
    const text =
      report.start() +
      report.file({ path: "x.json", document, diagnostics }) +
      report.end({ files: 1, errors: 1, warnings: 0, unreadable: 0 });
    expect(JSON.parse(text).runs[0].tool.driver.rules[0]).toEqual({
      id: "new-code",
      helpUri: "https://unpkg.com/peft-config/docs/diagnostics.md#new-code",
    });
  });

  it("has facts in PEFT's names", () => {
    expect(facts["rank-not-positive"]?.summary).toBe("r, rank_pattern: at least 1.");
  });
});
