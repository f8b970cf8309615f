import { type ModelFile, readModelFile } from "../input/model-file.ts";
import { listModelFindings } from "../report/model-problem.ts";
import type { ReportedFinding } from "../report/report.ts";
import type { Io } from "../terminal/io.ts";

/** The file of a base model, and why it has no modules. */
export interface CheckedModel extends ModelFile {
  readonly findings: readonly ReportedFinding[];
}

/**
 * Reads the file of a base model and words what is wrong with it. Commands load this when they have a
 * model: the tables of all architectures come with it.
 *
 * @throws {UnreadableError} if the file cannot be read.
 */
export async function readCheckedModel(operand: string, io: Io): Promise<CheckedModel> {
  const file = await readModelFile(operand, io);
  return { ...file, findings: listModelFindings(file.text, file.faults, file.problems) };
}
