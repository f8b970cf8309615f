/** What the command `check` costs on many files: files per second, and the memory of its process. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loraConfig, toAdapterConfigJson } from "../../src/index.ts";

const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** A run of `check` on a folder. */
interface Run {
  readonly files: number;
  readonly filesPerSecond: number;
  /** The most memory its process ever held, in MB. */
  readonly peak: number;
}

/** Runs `check` on 1,000 and on 10,000 files, and gives a table of what it took. */
export function filesTable(): string {
  const rows = [1000, 10_000].map((files) => {
    const { filesPerSecond, peak } = measuredRun(files);
    const speed = Math.round(filesPerSecond).toLocaleString("en");
    return `${files.toLocaleString("en").padStart(8)} ${speed.padStart(12)} ${peak.toFixed(0).padStart(15)}`;
  });
  return ["   files     files/s     peak MB (RSS)", ...rows].join("\n");
}

/** Checks a folder of so many files, made for it, in a process of its own. */
export function measuredRun(files: number): Run {
  const folder = mkdtempSync(join(tmpdir(), "peft-config-bench-"));
  try {
    for (let index = 0; index < files; index++) {
      mkdirSync(join(folder, `${index}`));
      writeFileSync(join(folder, `${index}/adapter_config.json`), fileText(index));
    }
    return timed(folder, files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As they come: each another rank; every tenth with an old key, every hundredth broken. */
function fileText(index: number): string {
  const text = toAdapterConfigJson(
    loraConfig({
      r: 1 + (index % 64),
      loraAlpha: 32,
      targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"],
      baseModelNameOrPath: `models/${index}`,
      taskType: "CAUSAL_LM",
    }),
  );
  if (index % 100 === 0) return text.slice(0, -1);
  return index % 10 === 0 ? text.replace("{", '{\n  "enable_lora": null,') : text;
}

/** Reports, on the way out, the peak of the process that was asked to check. */
const PEAK = "process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS))";

function timed(folder: string, files: number): Run {
  const hook = `data:text/javascript,${encodeURIComponent(PEAK)}`;
  const started = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", hook, command, "check", "."],
    {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 1) throw new Error(`check ended with ${status}: ${stderr}`);
  return { files, filesPerSecond: files / seconds, peak: Number(stderr.trim()) / 1024 };
}
