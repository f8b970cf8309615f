import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PeftConfigError } from "../../src/finding/error.ts";
import { listNames } from "../../src/layer/architecture.ts";
import type { Side } from "../../src/layer/side.ts";
import { type LayerStack, layerStack } from "../../src/layer/stack.ts";
import { readings, readLayer } from "./reading.ts";

/** What transformers itself reports for one model type. */
interface Recording {
  readonly model_type: string;
  readonly class: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly decoder: unknown;
  readonly default: unknown;
  readonly experts: boolean;
  /** Every list of layers, with module names of its last layer. */
  readonly lists: Readonly<Record<string, { readonly length: number; readonly names: string[] }>>;
}

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8"));

const recorded: readonly { transformers: string; models: readonly Recording[] }[] =
  fixture("layer-stacks");
const models = recorded.flatMap((part) => part.models);

/** The answers for a model, one for each side where they differ; empty if it is refused. */
function stacksOf(config: unknown): readonly LayerStack[] {
  try {
    return [layerStack(config)];
  } catch (error) {
    if (!(error instanceof PeftConfigError)) throw error;
    const [{ code = "" } = {}] = error.diagnostics;
    if (code === "model-layers-unknown") return [];
    expect(code).toBe("model-stack-ambiguous");
    const sides: readonly Side[] = ["encoder", "decoder"];
    return sides.map((side) => layerStack(config, { side }));
  }
}

const lastOf = (path: string) => path.split(".").at(-1) ?? "";

/** The lists whose name the pattern has. */
const matched = ({ lists }: Recording, { pattern }: LayerStack) =>
  Object.entries(lists).filter(([path]) => [pattern].flat().includes(lastOf(path)));

const answered = models.flatMap((model) =>
  stacksOf(model.config).map((stack) => ({ model, stack })),
);

/** Not what is fine-tuned for its language: vision, detection, codecs; each has several counts or none. */
const refused =
  "bark convnext convnextv2 cvt d_fine deimv2 depth_pro dinov3_convnext edgetam_video efficientformer efficientloftr fastspeech2_conformer fastspeech2_conformer_with_hifigan focalnet funnel gemma3n_audio glpn gptsan-japanese granite_speech5_ctc hiera hrm_text jukebox lasr_ctc levit lightglue lxmert mask2former maskformer maskformer-swin mobilevit nemotron3_5_asr nemotron3_5_transcribe_audio nemotron3_diarization nemotron_asr_streaming oneformer parakeet_ctc parakeet_rnnt parakeet_tdt patchtsmixer perceiver pp_doclayout_v3 pp_doclayout_v4 pp_formulanet pvt pvt_v2 rt_detr rt_detr_v2 sam sam2 sam2_hiera_det_model sam2_video sam2_vision_model sam3_lite_text sam3_lite_text_text_model sam3_tracker sam3_tracker_video sam3_video sam3_vision_model sam_hq seamless_m4t seamless_m4t_v2 segformer swiftformer swin2sr vibevoice_acoustic_tokenizer vibevoice_acoustic_tokenizer_decoder vibevoice_acoustic_tokenizer_encoder videoprism_vision_model xcodec".split(
    " ",
  );

/** Where other parts are named that do not match, or the other way about, because the config does not tell. */
const approximate = [
  // Parts that this class leaves out, or whose list has a name of its own.
  ...["gradium_phonon_tts", "groupvit", "inkling_mm_model", "moshi", "pocket_tts", "vibevoice_asr"],
  // Its encoder is a ViT, whose list is called "layer" up to transformers 4.
  ...["vision-encoder-decoder", "vision-text-dual-encoder"],
  // Lists that the config has no part for; those of xlm and flaubert count the same layers.
  ...["canine", "flaubert", "mimi", "pocket_tts_audio_tokenizer", "vjepa2", "xlm"],
];

describe("layerStack, for every model type of transformers,", () => {
  it("has seen them", () => {
    expect(recorded.map(({ transformers }) => transformers)).toEqual(["5.23.0", "4.57.1"]);
    expect(models.length).toBeGreaterThan(590);
  });

  it("spells them as transformers does, but for those that come with code of their own", () => {
    const types = Object.values(listNames).flatMap((words) => words.split(" "));
    const recordedText = JSON.stringify(recorded);
    const own = "chatglm florence2_language internlm2 btlm qwen RefinedWeb RefinedWebModel rwkv7";
    expect(types.filter((type) => !recordedText.includes(`"model_type":"${type}"`))).toEqual(
      own.split(" "),
    );
    expect(new Set(types).size).toBe(types.length);
  });

  it("refuses only those", () => {
    const silent = models.filter(({ config }) => stacksOf(config).length === 0);
    expect([...new Set(silent.map((model) => model.model_type))].sort()).toEqual(refused);
  });

  it("counts the layers of a list that has the name", () => {
    for (const { model, stack } of answered) {
      const lengths = matched(model, stack).map(([, { length }]) => length);
      expect(lengths, `${model.model_type} by ${stack.source}`).toContain(stack.total);
    }
  });

  it("counts as transformers does", () => {
    for (const { model, stack } of answered) {
      // T5 and its like have one count for transformers, the encoder's. ALBERT repeats one layer,
      // each layer of longcat_flash counts as two, and xlstm goes by num_blocks.
      const counted = !["albert", "longcat_flash", "xlstm"].includes(model.model_type);
      if (stack.side !== null || !counted) continue;
      if (typeof model.decoder !== "number") continue;
      expect(stack.total, model.model_type).toBe(model.decoder);
    }
  });

  it("takes no tower for the language model", () => {
    for (const { model, stack } of answered) {
      const paths = matched(model, stack).filter(([, { length }]) => length === stack.total);
      const text = paths.filter(([path]) => !/vision|visual|audio|image|qformer/.test(path));
      const hasTowers = Object.keys(model.lists).length > paths.length;
      if (hasTowers) expect(text.length, model.model_type).toBeGreaterThan(0);
    }
  });

  it("gives a pattern by which every release of PEFT reads the layer's own number", () => {
    for (const { model, stack } of answered) {
      for (const [path, { length, names }] of matched(model, stack)) {
        for (const name of names) expectRead(path, name, length - 1, stack.pattern);
      }
    }
  });

  it("knows other parts whose lists have the name", () => {
    const wrong = answered.filter(({ model, stack }) => {
      const others = matched(model, stack).length > 1;
      return others !== stack.alsoMatches.length > 0;
    });
    expect([...new Set(wrong.map(({ model }) => model.model_type))].sort()).toEqual(
      approximate.sort(),
    );
  });

  it("knows a mixture of experts", () => {
    const wrong = answered.filter(({ model, stack }) => model.experts !== stack.moe);
    // doge has experts that are switched off, hunyuan_v1_moe by default just one.
    expect([...new Set(wrong.map(({ model }) => model.model_type))].sort()).toEqual([
      "doge",
      "hunyuan_v1_moe",
    ]);
  });

  it("fills in what a nested config leaves out", () => {
    const part = recorded[0]?.models ?? [];
    const filled = part.filter(({ model_type, default: total }) => {
      const config = { model_type: "llava", text_config: { model_type } };
      const [stack] = stacksOf(config);
      if (stack !== undefined) expect(stack.total, model_type).toBe(total);
      return stack !== undefined;
    });
    expect(filled.length).toBeGreaterThan(20);
  });
});

/** Every release reads this number; those up to 0.20 read none in a list at the root. */
function expectRead(
  path: string,
  name: string,
  number: number,
  pattern: string | readonly string[],
): void {
  for (const release of Object.keys(readings)) {
    const isRoot = !path.includes(".");
    const read = isRoot && release !== "0.21.2" ? null : number;
    expect(readLayer(release, name, pattern), `${name} in ${release}`).toBe(read);
  }
}

describe("the layer number that PEFT reads", () => {
  const answers: readonly {
    readonly peft: string;
    readonly readings: readonly [string, string | readonly string[] | null, number | null][];
  }[] = fixture("layer-readings");

  it.each(answers)("is read here as PEFT $peft reads it", (part) => {
    for (const [name, pattern, number] of part.readings) {
      expect(readLayer(part.peft, name, pattern), `${name} by ${pattern}`).toBe(number);
    }
  });

  it("is an expert's, or of a list within the layer, up to 0.19 without a pattern", () => {
    const misread = (release: string) =>
      answered
        .filter(({ model, stack }) =>
          matched(model, stack).some(([, { length, names }]) =>
            names.some((name) => readLayer(release, `model.${name}`, null) !== length - 1),
          ),
        )
        .map(({ model }) => model.model_type);
    expect(misread("0.19.1")).toEqual(expect.arrayContaining(["mixtral", "qwen2_moe", "t5"]));
    expect(misread("0.20.0")).toEqual([]);
  });
});
