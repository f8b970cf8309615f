// Lines as everyday.mts has them. "ok": must compile. "no WORDS": must be refused, in at most 300 characters, with one of the words.
import { type AdaLoraConfig, type AdaLoraConfigFields, type AdaLoraConfigInput, adaLoraConfig, adaLoraConfigStandard, check, type Diagnostic, type DoraConfigInput, doraConfig, firstLayers, fromPeftDict, layersFrom, type LoraConfig, type LoraConfigFields, type LoraConfigInput, loraConfig, loraConfigStandard, type PeftConfig, PeftConfigError, type PeftConfigInput, recommendConfig, type SelectiveLoraConfigInput, selectiveLoraConfig, type TaskType, toPeftDict } from "peft-config";
import { adaLoraConfigSchema, loraConfigSchema, peftConfigSchema, peftDictSchema } from "peft-config/zod";
import { recommendRank } from "peft-config/rank";
import * as z from "zod";
interface Flags { rank?: number | undefined; alpha?: number; dora?: boolean; bias?: "none" | "all" | "lora_only"; modules?: readonly string[]; steps?: number; init?: "gaussian" | "pissa" | "eva" | boolean; eva?: { rho?: number } }
declare const flags: Flags; declare const cond: boolean; declare const body: unknown; declare const json: any; declare const list: string[]; declare const text: string; declare const count: number; declare const pair: readonly [string, string];
declare const input: LoraConfigInput; declare const ada: AdaLoraConfigInput; declare const config: LoraConfig; declare const adaConfig: AdaLoraConfig; declare const some: Partial<LoraConfigInput>; declare const task: TaskType | null;
/*ok*/ loraConfig({});
/*ok*/ loraConfig(input);
/*ok*/ loraConfig(config);
/*ok*/ loraConfig(some);
/*ok*/ doraConfig(input);
/*ok*/ doraConfig({} as DoraConfigInput);
/*ok*/ adaLoraConfig(ada);
/*ok*/ adaLoraConfig(adaConfig);
/*ok*/ adaLoraConfig({ ...adaConfig, targetR: 4 });
/*ok*/ { const fields: LoraConfigFields = {}; fields.r = flags.rank; if (flags.dora) fields.useDora = true; loraConfig(fields); }
/*ok*/ { const fields: LoraConfigFields = { r: 8 }; if (cond) fields.targetModules = ["q_proj"]; fields.evaConfig = { rho: 2 }; doraConfig(fields); }
/*ok*/ { const fields: AdaLoraConfigFields = {}; fields.totalStep = 100; fields.initR = 12; adaLoraConfig({ ...fields, totalStep: 100 }); }
/*ok*/ { const fields: LoraConfigFields = {}; for (const name of list) fields.targetModules = [name]; loraConfig({ ...fields, loraAlpha: 16 }); }
/*ok*/ { let built: LoraConfigInput = { r: 8 }; if (cond) built = { ...built, useDora: true }; loraConfig(built); }
/*ok*/ loraConfig({ r: flags.rank ?? 8, loraAlpha: (flags.rank ?? 8) * 2 });
/*ok*/ loraConfig({ r: flags.rank, loraAlpha: flags.alpha });
/*ok*/ loraConfig({ bias: flags.bias });
/*ok*/ loraConfig({ targetModules: flags.modules });
/*ok*/ loraConfig({ targetModules: cond ? "all-linear" : ["q_proj", "v_proj"] });
/*ok*/ loraConfig({ targetModules: flags.modules ?? null });
/*ok*/ loraConfig({ initLoraWeights: flags.init });
/*ok*/ loraConfig({ evaConfig: flags.eva });
/*ok*/ loraConfig({ evaConfig: { rho: 2 }, initLoraWeights: "eva" });
/*ok*/ loraConfig({ taskType: task });
/*ok*/ loraConfig({ taskType: "CAUSAL_LM", modulesToSave: ["lm_head"] });
/*ok*/ loraConfig({ r: recommendRank(count) });
/*ok*/ loraConfig({ layersToTransform: [0, 1], targetModules: list });
/*ok*/ loraConfig({ layersToTransform: Array.from({ length: count }, (_, index) => index), targetModules: list });
/*ok*/ loraConfig({ layersToTransform: cond ? [0] : undefined, targetModules: cond ? list : text });
/*ok*/ loraConfig({ targetModules: pair });
/*ok*/ loraConfig({ excludeModules: list, targetModules: text });
/*ok*/ loraConfig({ rankPattern: { "layers.0": 4 }, alphaPattern: {} });
/*ok*/ loraConfig({ trainableTokenIndices: [1, 2] });
/*ok*/ loraConfig({ trainableTokenIndices: { embed_tokens: [1, 2] } });
/*ok*/ loraConfig({ loftqConfig: { loftqBits: 4 }, initLoraWeights: "loftq" });
/*ok*/ loraConfig({ initLoraWeights: "pissa_niter_4" });
/*ok*/ loraConfig({ useDora: cond, useBdlora: cond ? {} : null });
/*ok*/ loraConfig({ useDora: false, kasaConfig: {} });
/*ok*/ loraConfig({ ...config, useDora: true, kasaConfig: null });
/*ok*/ loraConfig({ ...input, ...some, ...(cond && { useRslora: true }) });
/*ok*/ loraConfig(Object.assign({}, input, { r: 4 }));
/*ok*/ loraConfig(json);
/*ok*/ loraConfig({ ...input });
/*ok*/ loraConfig({ r: 8 } satisfies LoraConfigInput);
/*ok*/ loraConfig({ r: 8, targetModules: ["q_proj"] } as const);
/*ok*/ for (const r of [4, 8, 16] as const) loraConfig({ r, loraAlpha: 2 * r });
/*ok*/ export const grid: LoraConfig[] = [4, 8].flatMap((r) => [true, false].map((useDora) => loraConfig({ r, useDora })));
/*ok*/ export const typed = ({ r, useDora }: Pick<LoraConfigInput, "r" | "useDora">): LoraConfig => loraConfig({ r, useDora });
/*ok*/ export const wrapped = (rest: Omit<LoraConfigInput, "r" | "loraAlpha">, r: number): LoraConfig => loraConfig({ ...rest, r, loraAlpha: 2 * r });
/*ok*/ export const required = (x: Required<Pick<LoraConfigInput, "r" | "targetModules">>): LoraConfig => loraConfig(x);
/*ok*/ export class Presets { constructor(private readonly base: LoraConfigInput) {} small(): LoraConfig { return loraConfig({ ...this.base, r: 4 }); } }
/*ok*/ export function configure(x: LoraConfigInput & { name?: string }): LoraConfig { const { name, ...rest } = x; return loraConfig(rest); }
/*ok*/ export const presets: Record<string, LoraConfigInput> = { small: { r: 4 }, large: { r: 64, useRslora: true } }; loraConfig(presets["small"] ?? {});
/*ok*/ export const byMethod = { lora: loraConfig, dora: doraConfig }; byMethod.lora({ r: 8 });
/*ok*/ export const all: readonly PeftConfig[] = [loraConfig({}), doraConfig({}), adaLoraConfig({ totalStep: 10 })];
/*ok*/ selectiveLoraConfig({ layers: layersFrom(8), totalLayers: 32, r: flags.rank, useDora: flags.dora });
/*ok*/ selectiveLoraConfig({ layers: firstLayers(8), model: json, targetModules: list });
/*ok*/ export const chosen = (x: Omit<SelectiveLoraConfigInput, "layers" | "totalLayers" | "model" | "side">): LoraConfig => selectiveLoraConfig({ ...x, layers: [0, 1], totalLayers: 4 });
/*ok*/ adaLoraConfig({ totalStep: flags.steps ?? 1000, initR: 12 });
/*ok*/ adaLoraConfig({ totalStep: 1000, ...(cond ? { targetR: 4 } : {}) });
/*ok*/ { const result = check(body); if (result.ok && result.config.peftType === "LORA") result.config.useDora satisfies boolean; if (!result.ok) result.diagnostics satisfies readonly Diagnostic[]; }
/*ok*/ { const result = fromPeftDict(body); if (result.ok) toPeftDict(result.config).r; }
/*ok*/ try { loraConfig({}); } catch (error) { if (error instanceof PeftConfigError) error.diagnostics[0]?.hint.length; }
/*ok*/ { const parsed: LoraConfig = loraConfigSchema.parse(body); parsed.loraAlpha; }
/*ok*/ { const value: z.infer<typeof peftConfigSchema> = peftConfigSchema.parse(body); value.peftType; }
/*ok*/ { const value: z.input<typeof loraConfigSchema> = { r: 8 }; loraConfig(value); }
/*ok*/ export const job = z.object({ adapter: peftConfigSchema.optional(), dict: peftDictSchema.describe("PEFT's"), lora: loraConfigSchema.meta({ title: "LoRA" }) });
/*ok*/ export const either = z.discriminatedUnion("peftType", [loraConfigSchema, adaLoraConfigSchema]);
/*ok*/ { const result = loraConfigStandard["~standard"].validate(body); if (!result.issues) result.value.r; else result.issues[0]?.params.code; }
/*ok*/ { const result = adaLoraConfigStandard["~standard"].jsonSchema.input({ target: "draft-07" }); result["properties"]; }
/*ok*/ export const accepts = (x: PeftConfigInput): ReturnType<typeof check> => check(x);
/*ok*/ export const recommended = recommendConfig({ datasetSize: 800, r: flags.rank, useDora: flags.dora });
/*no loraAlpha*/ loraConfig({ lora_alpha: 16 });
/*no loraAlhpa*/ loraConfig({ r: 8, loraAlhpa: 16 });
/*no loraDropoutt*/ doraConfig({ loraDropoutt: 0.1 });
/*no targetModule*/ adaLoraConfig({ totalStep: 10, targetModule: ["q"] });
/*no rhoo*/ loraConfig({ evaConfig: { rhoo: 2 } });
/*no loftqBit*/ loraConfig({ loftqConfig: { loftqBit: 4 } });
/*no string*/ loraConfig({ r: "8" });
/*no number*/ loraConfig({ useDora: 1 });
/*no pisa*/ loraConfig({ initLoraWeights: "pisa" });
/*no taskType|TaskType|CAUSAL*/ loraConfig({ taskType: "CAUSAL" });
/*no string*/ loraConfig({ loftqConfig: { loftqBits: "4" } });
/*no useDora|kasaConfig*/ loraConfig({ useDora: true, kasaConfig: {} });
/*no kasaConfig|cannot be combined*/ doraConfig({ kasaConfig: {} });
/*no useDora|loraBias*/ loraConfig({ useDora: true, loraBias: true });
/*no useDora|turns useDora on*/ doraConfig({ useDora: false });
/*no layersPattern needs layersToTransform*/ loraConfig({ layersPattern: "layers" });
/*no layersToTransform and targetModules*/ loraConfig({ targetModules: "all-linear", layersToTransform: [0] });
/*no totalStep*/ adaLoraConfig({ initR: 12 });
/*no AdaLoRA ignores r*/ adaLoraConfig({ totalStep: 10, r: 8 });
/*no layers*/ selectiveLoraConfig({ totalLayers: 4 });
/*no read-only|readonly*/ config.r = 4;
/*no undefined|not exist*/ config.lora_alpha;
/*no ModuleName*/ loraConfig({ targetModules: 8 });
/*no number*/ loraConfig({ layersToTransform: ["0"], targetModules: ["q"] });
/*no unknown*/ loraConfig(body);
