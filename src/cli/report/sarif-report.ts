import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { positionAt } from "../../file/position.ts";
import { severityOf } from "../../finding/finding.ts";
import { facts } from "../generated/code-facts.ts";
import { VERSION } from "../generated/package-version.ts";
import type { CheckedFile, CheckReport, ReportedFinding } from "./report.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const DOCS = "https://unpkg.com/peft-config/docs";

/**
 * The report for code-scanning services: SARIF 2.1.0. The rules that were broken come at the end, as
 * they are known by then, and the order of keys means nothing.
 */
export function createSarifReport(): CheckReport {
  const rules = new Map<string, number>();
  const failures: CheckedFile[] = [];
  let separator = "\n";
  const append = (entry: object): string => {
    const text = separator + JSON.stringify(entry);
    separator = ",\n";
    return text;
  };
  return {
    start: () =>
      `{\n"$schema": "${SCHEMA}",\n"version": "2.1.0",\n"runs": [{\n"columnKind": "unicodeCodePoints",\n"results": [`,
    file: (file) => {
      if (file.failure !== undefined) failures.push(file);
      const text = file.document?.source.text ?? "";
      return file.diagnostics
        .map((diagnostic) => append(describeResult(file.path, text, diagnostic, rules)))
        .join("");
    },
    end: () =>
      `\n],\n"invocations": [${JSON.stringify(describeInvocation(failures))}],\n"tool": ${JSON.stringify(describeTool([...rules.keys()]))}\n}]\n}\n`,
  };
}

function describeResult(
  path: string,
  text: string,
  { code, severity, message, hint, line, column, offset, length, pointer }: ReportedFinding,
  rules: Map<string, number>,
): object {
  if (!rules.has(code)) rules.set(code, rules.size);
  const end = positionAt(text, offset + length);
  const region = {
    startLine: line,
    startColumn: column,
    endLine: end.line,
    endColumn: end.column,
  };
  return {
    ruleId: code,
    ruleIndex: rules.get(code),
    level: severity,
    message: { text: `${message} ${hint}` },
    locations: [
      {
        physicalLocation: { artifactLocation: describeLocation(path), region },
        ...(pointer !== "" && { logicalLocations: [{ fullyQualifiedName: pointer }] }),
      },
    ],
  };
}

/** A relative path stays relative, to be found in the repository. */
function describeLocation(path: string): object {
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  const name = path === "-" ? "stdin" : path;
  const uri = name.split(sep).map(encodeURIComponent).join("/");
  return { uri, uriBaseId: "%SRCROOT%" };
}

function describeInvocation(failures: readonly CheckedFile[]): object {
  return {
    executionSuccessful: failures.length === 0,
    toolExecutionNotifications: failures.map(({ path, failure }) => ({
      level: "error",
      message: { text: `${path} cannot be read: ${failure}.` },
      locations: [{ physicalLocation: { artifactLocation: describeLocation(path) } }],
    })),
  };
}

function describeTool(codes: readonly string[]): object {
  const driver = { name: "peft-config", semanticVersion: VERSION, rules: codes.map(describeRule) };
  return { driver };
}

function describeRule(code: string): object {
  const page = code.startsWith("engine-") ? "engines.md" : "diagnostics.md";
  const helpUri = `${DOCS}/${page}#${code}`;
  const fact = facts[code];
  if (fact === undefined) return { id: code, helpUri };
  const { summary, source, stage } = fact;
  return {
    id: code,
    shortDescription: { text: summary },
    help: { text: `${summary}\nKnown from: ${source}` },
    helpUri,
    defaultConfiguration: { level: severityOf(stage, "existing") },
  };
}
