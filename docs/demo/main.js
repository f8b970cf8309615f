/** `npm run demo`: the course chapter from start to end, on the built package. */
import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import {
  adaLoraSchedule,
  check,
  explainRank,
  layerRange,
  PEFT_VERSION,
  recommendMethod,
  selectiveLoraConfig,
  toAdapterConfigJson,
  toPython,
} from "../../dist/index.js";
import { budgetPlot } from "../../src/adalora/plot.ts";
import { chapter } from "./chapter.js";
import { mistakes } from "./mistakes.js";
import { bold, dim, green, heading, indent, paragraph, red, say, table, yellow } from "./print.js";

/** Words findings as text: the severity and code, what PEFT does, what to write. */
const formatFindings = ({ diagnostics }) =>
  diagnostics
    .flatMap(({ severity, code, message, hint }) => [
      `  ${severity === "error" ? red(severity) : yellow(severity)} ${dim(code)}`,
      paragraph("    ", message),
      green(paragraph("    → ", hint)),
    ])
    .join("\n");

/** Catches the error of a builder, which has its findings. */
function catchRefusal(build) {
  try {
    return { config: build(), diagnostics: [] };
  } catch (error) {
    return error;
  }
}

say(bold("peft-config"), `Adapter configs as PEFT ${PEFT_VERSION} understands them.`);
const { dora, adalora, selected } = chapter;

heading("DoRA", "trains magnitude and direction separately: W = m · V / ‖V‖");
say(indent(toPython(dora)));

heading("AdaLoRA", "moves rank to the modules that need it");
const schedule = adaLoraSchedule(adalora, { modules: 160 });
say(indent(budgetPlot(schedule)), "");
for (const { name, from, to, text } of schedule.phases) {
  say(`  ${bold(name)}, ${from === to ? `step ${from}` : `steps ${from} to ${to}`}`);
  say(paragraph("    ", text));
}

heading("The rank", "by the number of examples");
for (const size of [800, 3000, 15000, 50000]) {
  const { rank, reason } = explainRank(size);
  say(paragraph(`  ${String(size).padStart(5)}  →  ${String(rank).padStart(2)}  `, reason));
}

heading("Selected layers", "trains the upper layers and leaves the lower ones unchanged");
say(`  ${selected.layersToTransform.join(" ")}`, "");
say("  The chapter also uses them for gpt-oss-20b, which has only 24 layers:");
const model = { model_type: "gpt_oss", num_hidden_layers: 24, num_local_experts: 32 };
const layers = layerRange(20, 40);
const { targetModules } = selected;
say(formatFindings(catchRefusal(() => selectiveLoraConfig({ layers, model, targetModules }))));

heading("The method", "by what matters most");
say(
  table(
    ["start", "quality", "parameter-economy", "retention"].map((priority) => {
      const { method, builder } = recommendMethod({ priority });
      return [priority, "→", method, builder];
    }),
  ),
);

heading("Mistakes", "found before a GPU is rented");
const format = (mistake) => indent(inspect(mistake, { breakLength: 76 }));
say(
  mistakes.map((mistake) => `${format(mistake)}\n${formatFindings(check(mistake))}`).join("\n\n"),
);

heading("Files", "byte for byte as PEFT saves them");
const output = fileURLToPath(new URL("output/", import.meta.url));
mkdirSync(output, { recursive: true });
for (const [name, config] of Object.entries(chapter)) {
  writeFileSync(`${output}${name}.json`, toAdapterConfigJson(config));
  say(`  ${relative(process.cwd(), `${output}${name}.json`)}`);
}
