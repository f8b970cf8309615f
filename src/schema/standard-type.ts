import type { Issue } from "./subject.ts";

/** A dialect of JSON Schema. Another one is a RangeError. */
export type JsonSchemaTarget = "draft-2020-12" | "draft-07" | "openapi-3.0";

/** What a validation gives: the value, or why there is none. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] };

/** Which dialect of JSON Schema to write. */
export interface StandardJsonSchemaOptions {
  readonly target: JsonSchemaTarget | (string & {});
  readonly libraryOptions?: Record<string, unknown> | undefined;
}

/**
 * A schema that any library of forms, routes or tools reads: a Standard Schema and a Standard JSON
 * Schema, without zod. Each issue is an error of `check`, with the rest of the diagnostic in `params`.
 *
 * @see https://standardschema.dev
 */
export interface StandardConfigSchema<Output, Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "peft-config";
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    /** The config, or the errors of `check`. It never throws. */
    readonly validate: (value: unknown) => StandardResult<Output>;
    readonly jsonSchema: {
      /** The JSON Schema of what goes in. */
      readonly input: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
      /** The JSON Schema of the complete config that comes out. */
      readonly output: (options: StandardJsonSchemaOptions) => Record<string, unknown>;
    };
  };
}
