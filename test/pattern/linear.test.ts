import { describe, expect, test } from "vitest";
import { isLinear } from "../../src/pattern/linear.ts";
import type { PatternRole } from "../../src/pattern/role.ts";

/** Patterns for which Python's `re` has no bound, or a polynomial one that hurts. */
const slow = [
  // a loop in a loop
  "(.*)*x!",
  "(.+)+x!",
  "(a+)+b",
  "(a*)*b",
  "([a-z]+)*!",
  String.raw`(\w+\.)+x!`,
  String.raw`(\w+\.?)+!`,
  String.raw`(?:(?:\w*)\.)*!`,
  String.raw`(?:.*\.)*x!`,
  "((a+)(b+))+c",
  "(?P<all>.*)*!",
  "(a{1,30}){1,30}b",
  "(?:a?){2,40}b",
  "(.*?)*?x!",
  "(?i:(.*)*x!)",
  "(?s)(.*)*x!",
  "(?=(.*)*x!)q_proj",
  String.raw`(?!(\w+)+!)q_proj`,
  "q_proj|(.*)*x!",
  String.raw`(?:q_proj|(?:\w+)+!)`,
  // alternatives that begin alike, in a loop or many times
  "(a|a)*b",
  "(a|aa)+b",
  String.raw`(.|\w)*!`,
  String.raw`(?:\w|\.|o)+!`,
  "(a|a){30}b",
  String.raw`(?:proj|p\w\w\w){25}!`,
  String.raw`(\w|.){40}!`,
  // optional parts many times
  "(a?){30}a{30}",
  "a?".repeat(25) + "a".repeat(25),
  `${".?".repeat(25)}!`,
  "(?:.{0,2}){25}!",
  // loops side by side
  ".*.*x!",
  ".*.*.*.*x!",
  String.raw`\w*\w*\w*!`,
  ".+.+!",
  String.raw`.*\w+.*!`,
  ".*.+?!",
  ".*(?:x?).*!",
  String.raw`.*(?:\.|).*!`,
  String.raw`.*\b.*!`,
  ".*[a-z].*!",
  "(.*)(.*)!",
  "(.*){2}!",
  ".{1,99}.{1,99}.{1,99}!",
  // many loops, whatever is between them
  ".*a.*a.*a.*a.*a.*a.*!",
  "(.*o){12}!",
  String.raw`(?:.*\.){8}!`,
  // what refers to a group
  String.raw`(\w+)\.\1`,
  "(?P<a>.*)(?P=a)",
  "(a)?(?(1)b|c)",
  // what nobody can read
  "(unclosed",
  "a".repeat(20_001),
];

const projections = "q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj";

/** What people write for `target_modules` and `exclude_modules`. */
const targets = [
  // of the corpus
  "(.*(model).*(down_proj|gate_proj|up_proj|k_proj|q_proj|v_proj|o_proj).*$|.*(single_vector_projector|multi_vector_projector).*$)",
  String.raw`(?:.*?(?:vision|image|visual|patch|language|text).*?(?:self_attn|attention|attn|mlp|feed_forward|ffn|dense).*?(?:k_proj|v_proj|q_proj|out_proj|fc1|fc2|o_proj|gate_proj|up_proj|down_proj).*?)|(?:\bmodel\.layers\.[\d]{1,}\.(?:self_attn|attention|attn|mlp|feed_forward|ffn|dense)\.(?:(?:k_proj|v_proj|q_proj|out_proj|fc1|fc2|o_proj|gate_proj|up_proj|down_proj)))`,
  // of PEFT's documentation and tests
  ".*decoder.*(SelfAttention|EncDecAttention).*(q|v)$",
  ".*encoder.*block.0.*(SelfAttention|EncDecAttention|DenseReluDense).(k|q|v|wo|wi)$",
  ".*.(SelfAttention|EncDecAttention|DenseReluDense).(k|q|v|wo|wi)$",
  ".*lin.*",
  ".*foo",
  "foo|bar",
  String.raw`.*\.(q|v)_proj$`,
  "all-linear",
  // of public code
  String.raw`.*\.conv2`,
  ".*multi_modal_projector.*linear.*",
  String.raw`.*language_model.*\.(${projections})`,
  String.raw`.*language_model.*\.(${projections})$`,
  String.raw`^blocks\.\d+\.(attn\.(qkv|proj)|mlp\.(fc1|fc2))$`,
  String.raw`model\.layers\.[0-3]\.(self_attn|mlp)\.(${projections})`,
  String.raw`.*visual\.transformer\.resblocks\.\d+\.(attn\.out_proj|mlp\.c_fc|mlp\.c_proj)`,
  `(.*(model.text_model).*(${projections}).*$|.*(custom_text_proj).*$)`,
  String.raw`language_model\.layers\.\d+\.self_attn\.(q|k|v)_proj`,
  String.raw`roberta\.encoder\.layer\.\d+\.(attention\.self\.(query|key|value)|(attention\.output\.dense)|(intermediate\.dense)|(output\.dense))`,
  String.raw`.*\.(self_attn|mlp)\.(q|k|v|o|gate|up|down)_proj`,
  String.raw`.*vision_tower.*\.(q_proj|k_proj|v_proj|out_proj)$`,
  String.raw`.*\.self_attn\.(q_proj|k_proj|v_proj|out_proj)$`,
  String.raw`.*blocks\.\d+\.(attn\.(qkv|proj)|mlp\.w[123])$`,
  String.raw`.*\.(in_proj|out_proj|up_proj|down_proj)$`,
  ".*dense1|.*dense2|.*dense3",
  ".*wq|.*wk_v|.*wo",
  ".*q_proj|.*k_proj|.*v_proj|.*o_proj|.*gate_proj|.*up_proj|.*down_proj|.*wq|.*wk|.*wv|.*wo",
  ".*(q_proj|v_proj)",
  ".*_proj",
  ".*proj",
  ".*",
  ".*attn.*",
  `.*(text_model|modality_projection|perceiver_resampler).*(${projections}).*$`,
  String.raw`.*\.1.*query_key_value`,
  `.*(${projections}).*`,
  String.raw`.*encoder.*(conv|conv1|conv2|to_q|to_k|to_v|to_out\.0)$`,
  String.raw`.*\.(1|2)\..*(gate_proj|down_proj)`,
  ".*attention.output.dense$",
  String.raw`.*language_model.*\.(q_proj|v_proj)`,
  ".*language_model.*(q_proj|v_proj)$",
  String.raw`.*model\.layers\.\d+\.self_attn\.(q_proj|v_proj)$`,
  String.raw`model.text_model.layers.\d+.self_attn.(q_proj|v_proj)`,
  String.raw`^(model(?=\.).*\.(${projections}))$`,
  String.raw`^(model\.language_model(?=\.).*\.(down_proj|out_proj|in_proj_z|in_proj_qkv|in_proj_b))$`,
  `^(?!.*visual).*(?:${projections}).*`,
  "^(model)(?!.*(lm_head|output|emb|wte|shared)).*",
  ".*(visual|vision).*",
  String.raw`^audio_tower\..*`,
  ".*(?:visual|vision|aligner|multi_token_predictor|mtp|lm_head).*",
  ".*visual.*",
  "visual.*",
  String.raw`model\.vision_model\..*`,
  ".*(vision_tower|vision_model|multi_modal_projector|mm_projector).*",
  String.raw`.*\.?(visual|vision_tower|vision_model)\..*`,
  String.raw`model\.language_model\.layers\.\d+\.(self_attn\.(q_proj|k_proj|v_proj|o_proj))$`,
  String.raw`model\.(vision_tower|audio_tower|multi_modal_projector).*`,
  `.*(language_model).*(${projections}).*$`,
  String.raw`^talker\.model\.layers\.\d+\.(self_attn|mlp)\.(${projections})$`,
  String.raw`.*\.attn\.to_[qkv]|single_transformer_blocks\..*\.attn\.to_out|transformer_blocks\..*\.attn\.to_out\.0|.*\.attn\.add_[qkv]`,
  // of this library's guides, and their like
  String.raw`.*layers\.\d+\.(q|v)_proj`,
  String.raw`model\.layers\.(0|1|2)\.self_attn\.q_proj`,
  String.raw`.*\.layers\.(1[0-9]|2[0-3])\..*(q|k|v|o)_proj`,
  String.raw`.*\.layers\.(?:[0-9]|1[0-5])\.mlp\.(?:gate|up|down)_proj`,
  String.raw`model\.layers\.[0-9]+\.mlp\.experts\.[0-9]+\.(gate|up|down)_proj`,
  String.raw`.*experts\.\d+\.w[123]`,
  String.raw`transformer\.h\.\d+\.attn\.c_attn`,
  String.raw`h\.[0-9]+\.(attn\.c_attn|attn\.c_proj|mlp\.c_fc)`,
  String.raw`gpt_neox\.layers\.\d+\.attention\.query_key_value`,
  "(?i).*Q_PROJ",
  String.raw`(?:model\.)?layers\.\d+\.self_attn\.[qkvo]_proj`,
  String.raw`encoder\.layer\.\d+\.attention\.self\.(query|value)`,
  String.raw`vit\.encoder\.layer\.\d{1,2}\.attention\.attention\.(query|value)`,
  "(?!lm_head).*_proj",
  String.raw`.*(?<!lm_head)\.weight`,
  String.raw`[^.]+\.layers\.[^.]+\.mlp\.[^.]+_proj`,
  String.raw`base\..*\.(to_q|to_k|to_v|to_out\.0)`,
  String.raw`.*transformer_blocks\.\d+\.attn\.(to_q|to_k|to_v)`,
  String.raw`down_blocks\.\d\.attentions\.\d\..*to_[kqv]`,
];

/** Keys of `rank_pattern` and `alpha_pattern`. */
const keys = [
  "q_proj",
  "layers.1.self_attn.v_proj",
  "^model.layers.0.self_attn.q_proj",
  String.raw`model\.layers\.\d+\.mlp`,
  String.raw`layers\.(0|1|2)\..*`,
  ".*self_attn.*",
  String.raw`.*\.mlp\.down_proj`,
  "mlp.experts.gate_up_proj",
  "foo|bar",
  "(q|v)_proj",
  String.raw`layers\.[0-9]\.q_proj`,
  String.raw`^decoder\.layers\.\d+\.fc1`,
  "model.decoder.layers.0.encoder_attn.k_proj",
];

/** Entries of `modules_to_save`, and of `layers_pattern`. */
const saved = ["lm_head", "classifier", "score", "model.norm", ".*norm", "embed_tokens", "wte"];
const layers = ["layers", "h", "blocks", "transformer_blocks", "resblocks", "block"];

const roles: readonly (readonly [PatternRole, readonly string[]])[] = [
  ["target", targets],
  ["key", keys],
  ["saved", saved],
  ["layers", layers],
];
const accepted = roles.flatMap(([role, texts]) => texts.map((text) => [role, text] as const));

describe("isLinear", () => {
  test("is asked about enough", () => {
    expect(new Set(slow).size).toBeGreaterThanOrEqual(40);
    expect(new Set(accepted.map(([, text]) => text)).size).toBeGreaterThanOrEqual(100);
  });

  test.each(slow)("does not vouch for %s", (text) => {
    for (const role of ["target", "key", "saved", "layers"] as const) {
      expect([role, isLinear(role, text)]).toEqual([role, false]);
    }
  });

  test.each(accepted)("vouches for the %s %s", (role, text) => {
    expect(isLinear(role, text)).toBe(true);
  });

  test("sees what a text becomes between what PEFT pastes", () => {
    expect(isLinear("target", "x).*(")).toBe(false);
    expect(isLinear("key", "x)*(.*")).toBe(false);
  });
});
