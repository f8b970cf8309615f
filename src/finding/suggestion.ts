/** Names people use for fields, in a form without case and separators; other slips are near enough. */
const aliases = Object.entries({
  r: "rank lorarank lorar",
  loraAlpha: "alpha loraa",
  loraDropout: "dropout",
  targetModules: "targets modules",
  excludeModules: "exclude",
  layersToTransform: "layers",
  useDora: "dora",
  useRslora: "rslora",
  useQalora: "qalora",
  useBdlora: "bdlora bdloraconfig",
  initLoraWeights: "init initweights",
  modulesToSave: "modulestotrain",
  initR: "initialrank initrank",
  totalStep: "maxsteps",
  tinit: "warmupsteps",
  orthRegWeight: "orthregularization",
  baseModelNameOrPath: "basemodel modelname",
  peftType: "method",
  taskType: "task",
});

/** No field is half as long. */
const LONGEST = 64;

const bare = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, "");

/**
 * The name that was probably meant, or `undefined`.
 *
 * @example
 * ```ts
 * suggestion("lora_alpha", ["r", "loraAlpha"]); // "loraAlpha"
 * ```
 */
export function suggestion(given: string, names: readonly string[]): string | undefined {
  if (given.length > LONGEST) return undefined;
  const wanted = bare(given);
  const same = names.find((name) => bare(name) === wanted);
  const alias = aliases.find(([, words]) => words.split(" ").includes(wanted))?.[0];
  return same ?? names.find((name) => name === alias) ?? closest(wanted, names);
}

function closest(wanted: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(3, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(wanted, bare(name));
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

/** The fewest letters to insert, remove, replace, or swap with the next. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replaced = (row[j - 1] as number) + Number(a[i - 1] !== b[j - 1]);
      const swapped = isSwapped && i > 1 && j > 1 ? (before[j - 2] as number) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] as number;
}
