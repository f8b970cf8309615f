import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject, modules, type Project } from "../package/project.ts";

let project: Project;

beforeAll(() => {
  project = createProject(["zod"]);
}, 60_000);

afterAll(() => project.remove());

/** A provider and a pipe as NestJS has them: classes, compiled to CommonJS with decorators. */
const source = `
  import { check, PeftConfigError, loraConfig, type PeftConfig } from "peft-config";
  import { peftConfigSchema } from "peft-config/zod";
  const Injectable = () => (target: Function) => { void target; };
  @Injectable()
  class ConfigPipe {
    transform(value: unknown): PeftConfig { return peftConfigSchema.parse(value); }
  }
  @Injectable()
  class ConfigService {
    explain(value: unknown): string { return check(value).ok ? "fine" : "bad"; }
  }
  console.log(new ConfigPipe().transform({ r: 4 }).peftType, new ConfigService().explain({ r: 0 }));
  try { loraConfig({ r: 0 }); } catch (error) { console.log(error instanceof PeftConfigError); }
`;

describe("a project with module: commonjs, as NestJS makes it", () => {
  it.each(["node10", "node16"])(
    "compiles with %s resolution, and runs",
    (resolution) => {
      const isOld = resolution === "node10";
      project.write("package.json", '{ "private": true }');
      project.write("main.ts", source);
      const module = isOld ? "commonjs" : "node16";
      const options = ["--module", module, "--moduleResolution", resolution, "--target", "es2022"];
      const flags = ["--strict", "--experimentalDecorators", "--skipLibCheck", "--noEmitOnError"];
      project.node(join(modules, "typescript/bin/tsc"), ...options, ...flags, "main.ts");
      expect(project.node("main.js")).toBe("LORA bad\ntrue\n");
    },
    60_000,
  );
});
