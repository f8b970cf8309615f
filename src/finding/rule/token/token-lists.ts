type TokenIndices = readonly number[] | Readonly<Record<string, readonly number[]>> | null;

/** A list of tokens, where it is, and the embedding it is for. */
interface TokenList {
  readonly path: readonly string[];
  readonly embedding: string;
  readonly indices: readonly number[];
}

/** Each list of `trainableTokenIndices`. A list alone is for the embedding of most models. */
export const tokenLists = (given: TokenIndices): readonly TokenList[] =>
  Array.isArray(given)
    ? [{ path: ["trainableTokenIndices"], embedding: "model.embed_tokens", indices: given }]
    : Object.entries(given ?? {}).map(([embedding, indices]) => ({
        path: ["trainableTokenIndices", embedding],
        embedding,
        indices,
      }));
