import type { ConfigView } from "../../finding/rule.ts";

/** What makes a config more than plain LoRA, and what it is then called. */
const variants: readonly (readonly [name: string, isUsed: (config: ConfigView) => boolean])[] = [
  ["DoRA", ({ useDora }) => useDora],
  ["rank-stabilised", ({ useRslora }) => useRslora],
  ["QA-LoRA", ({ useQalora }) => useQalora],
  ["aLoRA", ({ aloraInvocationTokens }) => aloraInvocationTokens !== null],
  ["VeLoRA", ({ veloraConfig }) => veloraConfig !== null],
  ["MonteCLoRA", ({ montecloraConfig }) => montecloraConfig !== null],
  ["BD-LoRA", ({ useBdlora }) => useBdlora !== null],
  ["Arrow routing", ({ arrowConfig }) => arrowConfig !== null],
  ["KaSA", ({ kasaConfig }) => kasaConfig !== null],
];

/** The names of the variants that a config uses. */
export function nameVariants(config: ConfigView): readonly string[] {
  return variants.filter(([, isUsed]) => isUsed(config)).map(([name]) => name);
}
