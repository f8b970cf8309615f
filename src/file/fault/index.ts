import type { CodeFacts } from "../../finding/rule.ts";
import { fileNotUtf8, fileUtf16, jsonBom } from "./encoding.ts";
import { fileIntegerAsFloat } from "./integer.ts";
import { fileMoreFindings, jsonLongInteger, jsonTooDeep } from "./limit.ts";
import { jsonBigInteger, jsonLoneSurrogate, jsonNan, jsonOverflow } from "./literal.ts";
import { jsonDuplicateKey, jsonProtoKey } from "./member.ts";
import { fileNotJson, fileNotPeft, fileOtherMethod } from "./origin.ts";
import { jsonComment, jsonSyntax, jsonTrailingComma } from "./syntax.ts";

/** The facts of every code that reading a file can find beyond those of its config. */
export const fileFacts: readonly CodeFacts<never>[] = [
  fileNotUtf8,
  fileUtf16,
  fileNotJson,
  fileNotPeft,
  fileOtherMethod,
  fileIntegerAsFloat,
  fileMoreFindings,
  jsonBom,
  jsonSyntax,
  jsonComment,
  jsonTrailingComma,
  jsonTooDeep,
  jsonLongInteger,
  jsonBigInteger,
  jsonOverflow,
  jsonNan,
  jsonDuplicateKey,
  jsonProtoKey,
  jsonLoneSurrogate,
];
