import type { LoraConfig } from "../config/types.ts";
import type { ModuleKind, TreeModule } from "../model/tree.ts";
import { adapterSize, parameterSize, sidesOf } from "./adapter-size.ts";
import { Criterion } from "./criterion.ts";
import { Endings } from "./ending.ts";
import { planParameterUnsupported } from "./fault/expert-target.ts";
import { planTiedUnsupported } from "./fault/saved-module.ts";
import { planPatternUndecided } from "./fault/unmatched.ts";
import * as unsupported from "./fault/unsupported.ts";
import { blockFault, initException } from "./init-refusal.ts";
import { parameterName } from "./inventory.ts";
import { refusedVariant, type Variant, variantsOf } from "./lora-variant.ts";
import { PatternKeys } from "./pattern-key.ts";
import type { Ledger } from "./plan-findings.ts";
import type { Adaptation } from "./plan-types.ts";
import type { PlannedTree } from "./planned-tree.ts";
import { type BaseModel, defaultRank, type Request } from "./request.ts";

/** An adaptation, with its place in the tree and how much of it is trained. */
export interface Placed extends Adaptation {
  readonly position: number;
  readonly trainable: number;
  /** Parameters that are trained even by an adapter for inference. */
  readonly thawed: number;
}

/** What PEFT put into a model. */
export interface Injected {
  readonly modules: readonly Placed[];
  readonly parameters: readonly Placed[];
  readonly excluded: number;
  readonly unmatched: number;
  readonly ranks: PatternKeys;
  readonly alphas: PatternKeys;
}

/** The model types of which PEFT does not adapt some layers, and these layers. */
const MAMBA = new Set<string | null>([
  "falcon_h1",
  "mamba",
  "mamba2",
  "falcon_mamba",
  "nemotron_h",
]);
const MAMBA_NAMES = ["out_proj", "conv1d"];

/** The layers that AdaLoRA adapts. */
const SINGULAR: readonly (ModuleKind | null)[] = ["Linear", "Conv1D", "Conv2d"];

/** Puts adapters at modules and parameters, in PEFT's order, with its refusals. */
export class Injection {
  readonly #tree: PlannedTree;
  readonly #request: Request;
  readonly #base: BaseModel;
  readonly #ledger: Ledger;
  readonly #ranks: PatternKeys;
  readonly #alphas: PatternKeys;
  readonly #variants: readonly Variant[];
  readonly #rank: number;
  /** Whether the size of an adapter depends on the module's name. */
  readonly #isByName: boolean;

  constructor(tree: PlannedTree, request: Request, base: BaseModel, ledger: Ledger) {
    this.#tree = tree;
    this.#request = request;
    this.#base = base;
    this.#ledger = ledger;
    this.#ranks = new PatternKeys(tree.inventory, request.ranks);
    this.#alphas = new PatternKeys(tree.inventory, request.alphas);
    this.#rank = defaultRank(request);
    this.#isByName = request.config.useBdlora !== null;
    this.#variants = request.isAdaLora ? [] : variantsOf(request.config as LoraConfig);
  }

  run(): Injected {
    const { tiedTargets } = this.#request;
    const isTied = (name: string) =>
      tiedTargets.some((tied) => name === tied || name.endsWith(`.${tied}`));
    const targeted: number[] = [];
    const late: number[] = [];
    const count = { excluded: 0, unmatched: 0 };
    const criterion = new Criterion(this.#tree.inventory, this.#request);
    const { modules } = this.#tree;
    for (let position = 0; position < modules.length; position++) {
      const { name = "" } = modules[position] ?? {};
      if (name === "") continue;
      const verdict = criterion.at(position);
      if (tiedTargets.length > 0 && isTied(name)) late.push(position);
      else if (verdict === "target") targeted.push(position);
      else if (verdict === "excluded") count.excluded++;
      else if (verdict === "other") count.unmatched++;
      else this.#ledger.refuse(planPatternUndecided, ["targetModules"], { name });
    }
    const placed = this.#placeAll(targeted);
    // The last linear layer has set fan_in_fan_out in the config to what it needs.
    const last = placed.findLast(({ kind }) => kind === "Linear" || kind === "Conv1D");
    const isFlipped =
      last === undefined ? this.#request.config.fanInFanOut : last.kind === "Conv1D";
    const parameters = this.#placeParameters(new Set(targeted), isFlipped);
    const tied = late.map((position) => this.#placeTied(position, placed));
    return {
      modules: [...placed, ...tied],
      parameters,
      ...count,
      ranks: this.#ranks,
      alphas: this.#alphas,
    };
  }

  #placeAll(positions: readonly number[]): readonly Placed[] {
    // Modules of one row are mostly alike: what held for the last one holds for the next.
    const last: (Placed | undefined)[] = [];
    return positions.map((position) => {
      const row = this.#tree.inventory.rows[position] ?? 0;
      const rank = this.#ranks.at(position) ?? this.#rank;
      const alpha = this.#alphas.at(position) ?? this.#request.config.loraAlpha;
      const known = last[row];
      const placed =
        known !== undefined && this.#areAlike(known, position, rank, alpha)
          ? another(known, this.#tree.modules[position]?.name ?? "", position)
          : this.#place(position, rank, alpha, positions);
      last[row] = placed;
      return placed;
    });
  }

  /** Whether a module is adapted like another of its row. */
  #areAlike(known: Placed, position: number, rank: number, alpha: number): boolean {
    if (known.rank !== rank || known.alpha !== alpha || this.#isByName) return false;
    const { modules } = this.#tree;
    const [one, other] = [modules[known.position], modules[position]];
    if (one === undefined || other === undefined || one.kind !== other.kind) return false;
    if (one.groups !== other.groups) return false;
    if (one.parameters === other.parameters) return true;
    const [a, b] = [one.parameters.weight, other.parameters.weight];
    if (a === undefined || b === undefined || a.length !== b.length) return false;
    return a.every((side, place) => side === b[place]);
  }

  #place(position: number, rank: number, alpha: number, positions: readonly number[]): Placed {
    const module = withWeight(this.#tree, position);
    this.#check(module, rank, positions);
    const size = adapterSize(module, rank, this.#request, this.#base);
    if (size === undefined) return this.#refuseKind(module, positions);
    return {
      name: module.name,
      kind: module.kind,
      rank,
      alpha,
      scaling: this.#scaling(rank, alpha),
      parameters: size.trainable + size.frozen,
      position,
      trainable: size.trainable,
      thawed: size.thawed,
    };
  }

  /** A head that takes over the embedding's adapter, turned around: of the embedding's rank. */
  #placeTied(position: number, placed: readonly Placed[]): Placed {
    const [own] = this.#placeAll([position]) as [Placed];
    const leaf = own.name.slice(own.name.lastIndexOf(".") + 1);
    // PEFT compares the last component with whole names.
    if (!this.#request.tiedTargets.includes(leaf)) return own;
    const { inputEmbedding } = this.#tree;
    const embedding = placed.find(({ name }) => name === inputEmbedding);
    if (embedding === undefined) {
      const data = { name: own.name, embedding: inputEmbedding ?? "" };
      return this.#ledger.refuse(planTiedUnsupported, ["ensureWeightTying"], data);
    }
    const { parameters, trainable, thawed } = embedding;
    return { ...own, parameters, trainable, thawed };
  }

  #scaling(rank: number, alpha: number): number {
    const { config, isAdaLora } = this.#request;
    if (isAdaLora && alpha <= 0) return 1;
    return alpha / (config.useRslora && !isAdaLora ? Math.sqrt(rank) : rank);
  }

  /** Refuses what PEFT refuses at a module, in its order. */
  #check(module: TreeModule, rank: number, positions: readonly number[]): void {
    const { isAdaLora } = this.#request;
    const leaf = module.name.slice(module.name.lastIndexOf(".") + 1);
    if (MAMBA.has(this.#tree.modelType) && MAMBA_NAMES.includes(leaf)) {
      this.#refuse(unsupported.planMambaTarget, module, positions, {
        modelType: this.#tree.modelType ?? "",
        names: MAMBA_NAMES,
      });
    }
    const isKnown = isAdaLora ? SINGULAR.includes(module.kind) : module.kind !== null;
    if (!isKnown || sidesOf(module) === undefined) this.#refuseKind(module, positions);
    if (!isAdaLora) this.#checkLowRank(module, module.kind ?? "Linear", rank, positions);
  }

  #checkLowRank(module: TreeModule, kind: ModuleKind, rank: number, positions: readonly number[]) {
    const config = this.#request.config as LoraConfig;
    const { groups = 1 } = module;
    if (rank % groups !== 0) {
      this.#refuse(unsupported.planRankIndivisible, module, positions, { rank, groups });
    }
    const field =
      refusedVariant(kind, this.#variants) ??
      (config.loraBias && kind === "Embedding" ? "loraBias" : undefined);
    if (field !== undefined) {
      this.#refuse(unsupported.planVariantUnsupported, module, positions, { field });
    }
    this.#checkInit(module, kind, rank, positions);
    const sides = sidesOf(module);
    const blocks = config.useBdlora?.nblocks ?? 1;
    const fault = sides && blockFault(module, sides, rank, config);
    if (fault === undefined) return;
    const raises = fault === "kind" ? "AttributeError" : "ValueError";
    this.#refuse(unsupported.planBlocksUnsupported, module, positions, { fault, blocks }, raises);
  }

  #checkInit(module: TreeModule, kind: ModuleKind, rank: number, positions: readonly number[]) {
    const { initLoraWeights: init, kasaConfig } = this.#request.config as LoraConfig;
    const { inputs = 0, outputs = 0 } = sidesOf(module) ?? {};
    const most = Math.min(inputs, outputs);
    const isMica = typeof init === "string" && init.toLowerCase() === "mica";
    if (isMica && rank > most) this.#tooHigh(module, rank, most, "initLoraWeights", positions);
    // On the meta device the weight is cut in the first forward pass.
    if (kasaConfig !== null && this.#base.device !== "meta" && rank >= most) {
      this.#tooHigh(module, rank, most - 1, "kasaConfig", positions);
    }
    if (typeof init !== "string" || isMica) return;
    const raises = initException(kind, init, rank);
    if (raises === undefined) return;
    this.#refuse(unsupported.planInitUnsupported, module, positions, { init }, raises);
  }

  #tooHigh(
    module: TreeModule,
    rank: number,
    most: number,
    field: string,
    positions: readonly number[],
  ): never {
    return this.#refuse(unsupported.planRankTooHigh, module, positions, { rank, most, field });
  }

  #refuseKind(module: TreeModule, positions: readonly number[]): never {
    const isPattern = typeof this.#request.targets === "string";
    return this.#refuse(unsupported.planModuleUnsupported, module, positions, { isPattern });
  }

  #refuse(
    facts: (typeof unsupported)[keyof typeof unsupported],
    module: TreeModule,
    positions: readonly number[],
    data: object,
    raises?: "ValueError" | "TypeError" | "AttributeError",
  ): never {
    const { name, kind } = module;
    const modules = positions.map((position) => this.#tree.modules[position]);
    const count = modules.filter((other) => other?.kind === kind).length;
    const all = { name, kind, count, ...data } as never;
    const outcome = raises === undefined ? undefined : ({ stage: "injection", raises } as const);
    return this.#ledger.refuse(
      facts as typeof facts & { words: never },
      ["targetModules"],
      all,
      outcome,
    );
  }

  /** Puts adapters at parameters: an entry is a parameter's name, or its end after a dot. */
  #placeParameters(targeted: ReadonlySet<number>, isFlipped: boolean): readonly Placed[] {
    const wanted = this.#request.parameters;
    if (wanted === null || wanted.size === 0 || this.#request.isAdaLora) return [];
    const endings = new Endings(this.#tree.inventory, wanted);
    const placed: Placed[] = [];
    this.#tree.modules.forEach((module, position) => {
      for (const [key, shape] of Object.entries(module.parameters)) {
        const name = parameterName(module, key);
        // PEFT writes a dot before a parameter of the root.
        if (endings.of(module.name === "" ? `.${key}` : name) === undefined) continue;
        this.#checkParameter(module, name, shape.length, targeted.has(position), isFlipped);
        const rank = this.#ranks.of(name) ?? defaultRank(this.#request);
        const alpha = this.#alphas.of(name) ?? this.#request.config.loraAlpha;
        const parameters = parameterSize(shape, rank) ?? 0;
        const scaling = this.#scaling(rank, alpha);
        const { kind } = module;
        const size = { parameters, trainable: parameters, thawed: 0 };
        placed.push({ name, kind, rank, alpha, scaling, ...size, position });
      }
    });
    return placed;
  }

  #checkParameter(
    module: TreeModule,
    name: string,
    dimensions: number,
    isAdapted: boolean,
    isFlipped: boolean,
  ): void {
    const refuse = (
      fault: "root" | "shape" | "adapted" | "setting" | "weight",
      field: string | null = null,
      raises: "ValueError" | "AttributeError" = "ValueError",
    ) => {
      const outcome = { stage: "injection", raises } as const;
      this.#ledger.refuse(
        planParameterUnsupported,
        ["targetParameters"],
        { name, fault, field },
        outcome,
      );
    };
    if (module.name === "") refuse("root");
    if (isAdapted) refuse("adapted");
    const config = this.#request.config as LoraConfig;
    if (dimensions !== 2 && dimensions !== 3) refuse("shape");
    if (config.loraDropout !== 0) refuse("setting", "loraDropout");
    if (isFlipped) refuse("setting", "fanInFanOut");
    if (config.loraBias) refuse("setting", "loraBias");
    const [variant] = this.#variants;
    if (variant !== undefined) refuse("setting", variant);
    const { initLoraWeights: init } = config;
    const needsWeight =
      typeof init === "string" && /^(pissa|corda)|^olora$|^orthogonal$/i.test(init);
    if (needsWeight && !("weight" in module.parameters)) refuse("weight", null, "AttributeError");
  }
}

/** The same adaptation at another module. Written out, as it is made for every module of a model. */
const another = (known: Placed, name: string, position: number): Placed => ({
  name,
  kind: known.kind,
  rank: known.rank,
  alpha: known.alpha,
  scaling: known.scaling,
  parameters: known.parameters,
  position,
  trainable: known.trainable,
  thawed: known.thawed,
});

/** A module with the weight that a parametrisation, such as weight norm, makes of other parameters. */
function withWeight({ modules, inventory }: PlannedTree, position: number): TreeModule {
  const module = modules[position] as TreeModule;
  if (module.kind === null || "weight" in module.parameters) return module;
  const place = inventory.at(`${module.name}.parametrizations.weight`);
  const weight = modules[place ?? -1]?.parameters.original1;
  if (weight === undefined) return module;
  return { ...module, parameters: { ...module.parameters, weight } };
}
