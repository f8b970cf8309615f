// Generated from src/engine by `npm run generate`. Change the tables of engines, not this file.

/** What an engine does with the plainest config of a method, where it is not what PEFT does. */
export interface ServingLimit {
  readonly effect: "refuses" | "alters" | "unknown";
  readonly statement: string;
  readonly source: string;
}

/** What speaks against each method, by how the adapter is served. */
export const servingLimits = {
  merged: {},
  vllm: {
    dora: {
      effect: "refuses",
      statement: "vLLM 0.28 refuses useDora at load: it does not support DoRA.",
      source:
        "vllm-project/vllm@e745baff vllm/lora/peft_helper.py _validate_features, validate_legal",
    },
    adalora: {
      effect: "refuses",
      statement: "vLLM 0.28 refuses AdaLoRA at load: it accepts no tensors but lora_A and lora_B.",
      source: "vllm-project/vllm@0fd15707 vllm/lora/utils.py parse_fine_tuned_lora_name",
    },
  },
  aphrodite: {
    dora: {
      effect: "refuses",
      statement: "Aphrodite refuses useDora at load: it does not support DoRA.",
      source:
        "PygmalionAI/aphrodite-engine@b42eeec2 aphrodite/lora/peft_helper.py lines 42-51, 108-119",
    },
    adalora: {
      effect: "refuses",
      statement: "Aphrodite refuses AdaLoRA at load: it accepts no tensors but lora_A and lora_B.",
      source: "PygmalionAI/aphrodite-engine@b42eeec2 aphrodite/lora/utils.py lines 154-193",
    },
  },
  sglang: {
    dora: {
      effect: "refuses",
      statement: "SGLang refuses useDora at load: it does not support DoRA.",
      source: "sgl-project/sglang@0ceb81fe python/sglang/srt/lora/lora_manager.py lines 203-236",
    },
    adalora: {
      effect: "refuses",
      statement: "SGLang refuses AdaLoRA at load: peftType must be LORA.",
      source: "sgl-project/sglang@0ceb81fe python/sglang/srt/lora/lora.py LoRAAdapter.__init__",
    },
  },
  tgi: {
    dora: {
      effect: "alters",
      statement:
        "TGI silently ignores useDora: it looks up only lora_A and lora_B of the projections of attention and MLP.",
      source:
        "huggingface/text-generation-inference@db931fcf server/text_generation_server/adapters/lora.py lines 82-101",
    },
    adalora: {
      effect: "alters",
      statement: "TGI silently ignores AdaLoRA: it finds no tensors and serves the base model.",
      source:
        "huggingface/text-generation-inference@db931fcf server/text_generation_server/adapters/lora.py lines 82-101",
    },
    "selected-layers": {
      effect: "alters",
      statement: "TGI drops a projection from all layers if one layer lacks it.",
      source:
        "huggingface/text-generation-inference@db931fcf server/text_generation_server/adapters/lora.py prepare_weights, lines 235-273",
    },
  },
  lorax: {
    dora: {
      effect: "alters",
      statement:
        "LoRAX silently ignores useDora: it looks up only lora_A and lora_B of the projections of attention and MLP.",
      source: "predibase/lorax@a7394ba3 server/lorax_server/adapters/lora.py lines 37-56",
    },
    adalora: {
      effect: "alters",
      statement: "LoRAX silently ignores AdaLoRA: it finds no tensors and serves the base model.",
      source: "predibase/lorax@a7394ba3 server/lorax_server/adapters/lora.py lines 37-56",
    },
    "selected-layers": {
      effect: "alters",
      statement: "LoRAX drops a projection from all layers if one layer lacks it.",
      source: "predibase/lorax@a7394ba3 server/lorax_server/adapters/lora.py lines 174-205",
    },
  },
  "llama.cpp": {
    dora: {
      effect: "refuses",
      statement:
        "llama.cpp refuses useDora at load: its converter accepts no tensors but lora_A.weight and lora_B.weight.",
      source: "ggml-org/llama.cpp@0b03adaa convert_lora_to_gguf.py get_tensors",
    },
    adalora: {
      effect: "refuses",
      statement:
        "llama.cpp refuses AdaLoRA at load: its converter accepts no tensors but lora_A.weight and lora_B.weight.",
      source: "ggml-org/llama.cpp@0b03adaa convert_lora_to_gguf.py get_tensors",
    },
  },
  ollama: {
    dora: {
      effect: "refuses",
      statement: "Ollama refuses useDora at load: its converter expects tensors of two dimensions.",
      source: "ollama/ollama@fb307609 convert/convert_llama_adapter.go lines 74-114",
    },
    adalora: {
      effect: "refuses",
      statement:
        "Ollama fails on AdaLoRA at its first use: its converter accepts any tensor, and its runner only lora_a and lora_b.",
      source: "ollama/ollama@fb307609 convert/convert_llama_adapter.go lines 74-114",
    },
  },
  "tensorrt-llm": {
    adalora: {
      effect: "refuses",
      statement:
        "TensorRT-LLM refuses AdaLoRA at load: it accepts no tensors but those of LoRA and DoRA.",
      source: "NVIDIA/TensorRT-LLM@007e181b tensorrt_llm/lora_manager.py load_from_hf",
    },
  },
  lmdeploy: {
    dora: {
      effect: "refuses",
      statement:
        "LMDeploy 0.16 refuses useDora at load: every tensor must be a lora_A.weight or a lora_B.weight.",
      source: "InternLM/lmdeploy@1263d5cd lmdeploy/pytorch/adapter/adapter.py lines 93-97",
    },
    adalora: {
      effect: "refuses",
      statement:
        "LMDeploy 0.16 refuses AdaLoRA at load: every tensor must be a lora_A.weight or a lora_B.weight.",
      source: "InternLM/lmdeploy@1263d5cd lmdeploy/pytorch/adapter/adapter.py lines 93-97",
    },
    "selected-layers": {
      effect: "alters",
      statement:
        "LMDeploy 0.16 applies uninitialised memory in the layers that the adapter leaves out.",
      source: "InternLM/lmdeploy@1263d5cd lmdeploy/pytorch/models/patch.py lines 293-322",
    },
  },
  exllamav2: {
    dora: {
      effect: "refuses",
      statement:
        "ExLlamaV2 0.3.2 refuses useDora at load: it accepts no tensors but lora_A and lora_B of linear layers.",
      source: "turboderp-org/exllamav2@da07facd exllamav2/lora.py lines 87-187",
    },
    adalora: {
      effect: "refuses",
      statement:
        "ExLlamaV2 0.3.2 refuses AdaLoRA at load: it accepts no tensors but lora_A and lora_B of linear layers.",
      source: "turboderp-org/exllamav2@da07facd exllamav2/lora.py lines 87-187",
    },
  },
  "mlx-lm": {
    lora: {
      effect: "refuses",
      statement:
        "mlx-lm 0.32.0 refuses an adapter of PEFT at load: it expects num_layers and lora_parameters in the config.",
      source: "ml-explore/mlx-lm@d78bf58e mlx_lm/tuner/utils.py load_adapters, lines 114-164",
    },
    dora: {
      effect: "refuses",
      statement:
        "mlx-lm 0.32.0 refuses an adapter of PEFT at load: it expects num_layers and lora_parameters in the config.",
      source: "ml-explore/mlx-lm@d78bf58e mlx_lm/tuner/utils.py load_adapters, lines 114-164",
    },
    adalora: {
      effect: "refuses",
      statement:
        "mlx-lm 0.32.0 refuses an adapter of PEFT at load: it expects num_layers and lora_parameters in the config.",
      source: "ml-explore/mlx-lm@d78bf58e mlx_lm/tuner/utils.py load_adapters, lines 114-164",
    },
    "selected-layers": {
      effect: "refuses",
      statement:
        "mlx-lm 0.32.0 refuses an adapter of PEFT at load: it expects num_layers and lora_parameters in the config.",
      source: "ml-explore/mlx-lm@d78bf58e mlx_lm/tuner/utils.py load_adapters, lines 114-164",
    },
  },
  transformers: {
    dora: {
      effect: "alters",
      statement:
        "transformers 5.18.0 ignores useDora with only a warning: it leaves every magnitude at its fresh initialisation.",
      source:
        "huggingface/transformers@5.18.0 src/transformers/integrations/peft.py PeftAdapterMixin.load_adapter",
    },
  },
  peft: {},
  diffusers: {
    adalora: {
      effect: "unknown",
      statement: "It is not known what Diffusers 0.40.0.dev0 does with AdaLoRA.",
      source:
        "huggingface/diffusers@58eb52c0 src/diffusers/utils/peft_utils.py get_peft_kwargs, lines 158-196",
    },
  },
  olive: {
    dora: {
      effect: "refuses",
      statement: "Olive 0.11.0.dev0 refuses useDora at load: it does not support DoRA.",
      source: "microsoft/Olive@ee6f40fb olive/cli/convert_adapters.py lines 87-113",
    },
    adalora: {
      effect: "unknown",
      statement: "It is not known what Olive 0.11.0.dev0 does with AdaLoRA.",
      source: "microsoft/Olive@ee6f40fb olive/cli/convert_adapters.py lines 87-113",
    },
  },
  openvino: {
    dora: {
      effect: "alters",
      statement:
        "OpenVINO GenAI silently ignores useDora: it drops tensors whose names it does not know.",
      source:
        "openvinotoolkit/openvino.genai@024b2c87 src/cpp/src/lora/adapter.cpp group_lora_tensors",
    },
    adalora: {
      effect: "alters",
      statement:
        "OpenVINO GenAI silently ignores AdaLoRA: it drops tensors whose names it does not know.",
      source:
        "openvinotoolkit/openvino.genai@024b2c87 src/cpp/src/lora/adapter.cpp group_lora_tensors",
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ServingLimit>>>>;

/** How an adapter is served: merged into its base model, or by an engine. */
export type Serving = keyof typeof servingLimits;
