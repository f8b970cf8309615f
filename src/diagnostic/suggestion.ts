/** Names people use for fields, in a form without case and separators. */
const aliases: Readonly<Record<string, string>> = {
  rank: "r",
  lorarank: "r",
  lorar: "r",
  alpha: "loraAlpha",
  loraa: "loraAlpha",
  dropout: "loraDropout",
  targets: "targetModules",
  modules: "targetModules",
  exclude: "excludeModules",
  layers: "layersToTransform",
  dora: "useDora",
  rslora: "useRslora",
  qalora: "useQalora",
  bdlora: "useBdlora",
  bdloraconfig: "useBdlora",
  init: "initLoraWeights",
  initweights: "initLoraWeights",
  modulestotrain: "modulesToSave",
  initialrank: "initR",
  initrank: "initR",
  targetrank: "targetR",
  totalsteps: "totalStep",
  maxsteps: "totalStep",
  warmupsteps: "tinit",
  orthregularization: "orthRegWeight",
  basemodel: "baseModelNameOrPath",
  modelname: "baseModelNameOrPath",
  method: "peftType",
  task: "taskType",
};

/** No field is half as long. */
const LONGEST = 64;

const bare = (name: string): string => name.toLowerCase().replaceAll(/[_\-\s]/g, "");

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
  if (same !== undefined) return same;
  const alias = Object.hasOwn(aliases, wanted) ? aliases[wanted] : undefined;
  if (alias !== undefined && names.includes(alias)) return alias;
  return closest(wanted, names);
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

/** Levenshtein distance: the fewest letters to insert, remove or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
