import { adaLoraConfig, doraConfig, layersFrom, selectiveLoraConfig } from "../../dist/index.js";

/** The three configs of the course chapter. */
export const chapter = {
  dora: doraConfig({
    r: 16,
    loraAlpha: 32,
    loraDropout: 0.05,
    bias: "none",
    taskType: "CAUSAL_LM",
    targetModules: ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
  }),
  adalora: adaLoraConfig({
    initR: 16,
    targetR: 8,
    tinit: 200,
    tfinal: 1000,
    deltaT: 10,
    orthRegWeight: 0.1,
    totalStep: 10000,
    targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"],
    taskType: "CAUSAL_LM",
  }),
  selected: selectiveLoraConfig({
    layers: layersFrom(20),
    totalLayers: 40,
    r: 16,
    loraAlpha: 32,
    targetModules: ["q_proj", "k_proj", "v_proj", "o_proj"],
    taskType: "CAUSAL_LM",
  }),
};
