// Generated from src/field/combination.ts by `npm run generate`. Change the table, not this file.

/** A list that is not empty, as far as its type tells. */
type Some = readonly [unknown, ...unknown[]];

/** Any value but null and undefined. */
type Given = string | number | boolean | object;

/** An object whose keys its type tells, and that is not empty. */
type Filled<Value> = Value extends object
  ? string extends keyof Value
    ? never
    : keyof Value extends never
      ? never
      : Value
  : never;

/** What turns each variant of LoRA on. */
interface VariantsOn {
  readonly useDora: true;
  readonly veloraConfig: object;
  readonly aloraInvocationTokens: Some;
  readonly montecloraConfig: object;
  readonly useBdlora: object;
  readonly arrowConfig: object;
  readonly kasaConfig: object;
  readonly initLoraWeights: "mica";
}

/** The variants of LoRA that an input turns on. */
type VariantOf<Input> = {
  [Name in keyof Input & keyof VariantsOn]: Input[Name] extends VariantsOn[Name] ? Name : never;
}[keyof Input & keyof VariantsOn];

/** Of several variants, each with those that it cannot be combined with. */
type VariantConflict<On extends string> = {
  [Name in On]: Exclude<On, Name> extends never
    ? never
    : readonly [Name, `${Name} and ${Exclude<On, Name>} cannot be combined`];
}[On];

/** What an input of LoraConfig cannot hold: each field, with the reason. */
export type LoraConflict<Input> =
  | ([Input] extends [{ readonly layersToTransform: Given }]
      ? [Input] extends [{ readonly targetModules: string }]
        ? readonly [
            "layersToTransform",
            "layersToTransform and targetModules as a string cannot be combined",
          ]
        : never
      : never)
  | ([Input] extends [{ readonly layersPattern: Given }]
      ? [Input] extends [{ readonly targetModules: string }]
        ? readonly [
            "layersPattern",
            "layersPattern and targetModules as a string cannot be combined",
          ]
        : never
      : never)
  | ([Input] extends [{ readonly layersPattern: Some | string }]
      ? [Input] extends [{ readonly layersToTransform: Given }]
        ? never
        : readonly ["layersPattern", "layersPattern needs layersToTransform"]
      : never)
  | ([Input] extends [{ readonly initLoraWeights: "loftq" }]
      ? [Input] extends [{ readonly loftqConfig: Given }]
        ? never
        : readonly ["initLoraWeights", 'initLoraWeights: "loftq" needs loftqConfig']
      : never)
  | ([Input] extends [{ readonly loraBias: true }]
      ? [Input] extends [{ readonly initLoraWeights: string }]
        ? readonly ["loraBias", "loraBias and initLoraWeights cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly useDora: true }]
      ? [Input] extends [{ readonly megatronConfig: Filled<Input["megatronConfig" & keyof Input]> }]
        ? readonly ["useDora", "useDora and megatronConfig cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly loraBias: true }]
      ? [Input] extends [{ readonly useDora: true }]
        ? readonly ["loraBias", "loraBias and useDora cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly fanInFanOut: true }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["fanInFanOut", "fanInFanOut and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly loraBias: true }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["loraBias", "loraBias and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly useDora: true }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["useDora", "useDora and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly veloraConfig: object }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["veloraConfig", "veloraConfig and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly aloraInvocationTokens: Some }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly [
            "aloraInvocationTokens",
            "aloraInvocationTokens and targetParameters cannot be combined",
          ]
        : never
      : never)
  | ([Input] extends [{ readonly montecloraConfig: object }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["montecloraConfig", "montecloraConfig and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly useBdlora: object }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["useBdlora", "useBdlora and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly arrowConfig: object }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["arrowConfig", "arrowConfig and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly kasaConfig: object }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["kasaConfig", "kasaConfig and targetParameters cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly initLoraWeights: "mica" }]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly [
            "initLoraWeights",
            'initLoraWeights: "mica" and targetParameters cannot be combined',
          ]
        : never
      : never)
  | ([Input] extends [
      { readonly initLoraWeights: `pissa${string}` | "olora" | "orthogonal" | "corda" },
    ]
      ? [Input] extends [{ readonly targetParameters: Some }]
        ? readonly ["initLoraWeights", "initLoraWeights and targetParameters cannot be combined"]
        : never
      : never)
  | VariantConflict<VariantOf<Input>>;

/** What an input of AdaLoraConfig cannot hold: each field, with the reason. */
export type AdaLoraConflict<Input> =
  | ([Input] extends [{ readonly layersToTransform: Given }]
      ? [Input] extends [{ readonly targetModules: string }]
        ? readonly [
            "layersToTransform",
            "layersToTransform and targetModules as a string cannot be combined",
          ]
        : never
      : never)
  | ([Input] extends [{ readonly layersPattern: Given }]
      ? [Input] extends [{ readonly targetModules: string }]
        ? readonly [
            "layersPattern",
            "layersPattern and targetModules as a string cannot be combined",
          ]
        : never
      : never)
  | ([Input] extends [{ readonly layersPattern: Some | string }]
      ? [Input] extends [{ readonly layersToTransform: Given }]
        ? never
        : readonly ["layersPattern", "layersPattern needs layersToTransform"]
      : never)
  | ([Input] extends [{ readonly initLoraWeights: "loftq" }]
      ? [Input] extends [{ readonly loftqConfig: Given }]
        ? never
        : readonly ["initLoraWeights", 'initLoraWeights: "loftq" needs loftqConfig']
      : never)
  | ([Input] extends [{ readonly loraBias: true }]
      ? [Input] extends [{ readonly initLoraWeights: string }]
        ? readonly ["loraBias", "loraBias and initLoraWeights cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly useDora: true }]
      ? [Input] extends [{ readonly megatronConfig: Filled<Input["megatronConfig" & keyof Input]> }]
        ? readonly ["useDora", "useDora and megatronConfig cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly loraBias: true }]
      ? [Input] extends [{ readonly useDora: true }]
        ? readonly ["loraBias", "loraBias and useDora cannot be combined"]
        : never
      : never)
  | ([Input] extends [{ readonly useDora: true }]
      ? readonly ["useDora", "AdaLoRA does not support useDora"]
      : never)
  | ([Input] extends [{ readonly initLoraWeights: "loftq" }]
      ? readonly ["initLoraWeights", 'AdaLoRA does not support initLoraWeights: "loftq"']
      : never)
  | ([Input] extends [{ readonly aloraInvocationTokens: Some }]
      ? readonly ["aloraInvocationTokens", "AdaLoRA does not support aloraInvocationTokens"]
      : never)
  | ([Input] extends [{ readonly useRslora: true }]
      ? readonly ["useRslora", "AdaLoRA ignores useRslora"]
      : never)
  | ([Input] extends [{ readonly loraBias: true }]
      ? readonly ["loraBias", "AdaLoRA ignores loraBias"]
      : never)
  | ([Input] extends [{ readonly alphaPattern: Filled<Input["alphaPattern" & keyof Input]> }]
      ? readonly ["alphaPattern", "AdaLoRA ignores alphaPattern"]
      : never)
  | ([Input] extends [{ readonly veloraConfig: object }]
      ? readonly ["veloraConfig", "AdaLoRA ignores veloraConfig"]
      : never)
  | ([Input] extends [{ readonly useQalora: true }]
      ? readonly ["useQalora", "AdaLoRA ignores useQalora"]
      : never)
  | ([Input] extends [{ readonly montecloraConfig: object }]
      ? readonly ["montecloraConfig", "AdaLoRA ignores montecloraConfig"]
      : never)
  | ([Input] extends [{ readonly useBdlora: object }]
      ? readonly ["useBdlora", "AdaLoRA ignores useBdlora"]
      : never)
  | ([Input] extends [{ readonly arrowConfig: object }]
      ? readonly ["arrowConfig", "AdaLoRA ignores arrowConfig"]
      : never)
  | ([Input] extends [{ readonly kasaConfig: object }]
      ? readonly ["kasaConfig", "AdaLoRA ignores kasaConfig"]
      : never)
  | ([Input] extends [{ readonly megatronConfig: Filled<Input["megatronConfig" & keyof Input]> }]
      ? readonly ["megatronConfig", "AdaLoRA ignores megatronConfig"]
      : never)
  | ([Input] extends [{ readonly initLoraWeights: string }]
      ? readonly ["initLoraWeights", "AdaLoRA ignores initLoraWeights as a string"]
      : never)
  | ([Input] extends [{ readonly targetParameters: Some }]
      ? readonly ["targetParameters", "AdaLoRA does not support targetParameters"]
      : never);
