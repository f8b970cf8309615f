import { type Block, Part, Repeated } from "./module-part.ts";
import { invalid, Stop, tooLarge } from "./problem.ts";
import type { Shape, TreeModule } from "./tree.ts";

/** More modules than any model has: DeepSeek-V3 with its experts apart has some 45,000. */
export const MOST_MODULES = 1_000_000;

const NOTHING = {};

/**
 * All modules of a model in the order of `named_modules()`.
 *
 * @throws Stop where there are too many, or where torch could not make a parameter.
 */
export function grow(root: Part | Block): TreeModule[] {
  const modules: TreeModule[] = [];
  const checked = new Set<object>();
  const visit = (name: string, node: Part | Block): void => {
    if (modules.length === MOST_MODULES) throw new Stop([tooLarge([], Infinity, MOST_MODULES)]);
    const module = moduleOf(name, node);
    if (!checked.has(module.parameters)) checkShapes(module);
    checked.add(module.parameters);
    modules.push(module);
    const prefix = name === "" ? "" : `${name}.`;
    const children = node instanceof Part ? node.children : node;
    if (children instanceof Repeated) {
      const { count, at } = children;
      for (let index = 0; index < count; index++) visit(`${prefix}${index}`, at(index));
    } else {
      for (const key in children) visit(prefix + key, children[key] ?? {});
    }
  };
  visit("", root);
  return modules;
}

function moduleOf(name: string, node: Part | Block): TreeModule {
  if (!(node instanceof Part)) return { name, kind: null, parameters: NOTHING };
  const { kind, parameters, groups } = node;
  if (groups === undefined || groups === 1) return { name, kind, parameters };
  return { name, kind, parameters, groups };
}

function checkShapes({ name, parameters }: TreeModule): void {
  for (const [key, shape] of Object.entries(parameters)) {
    if (isPossible(shape)) continue;
    const place = name === "" ? key : `${name}.${key}`;
    throw new Stop([invalid([], `a shape for ${place}`, shape.join(" × "))]);
  }
}

/** True for a shape that torch can make and whose size is an exact number. */
function isPossible(shape: Shape): boolean {
  const size = shape.reduce((product, length) => product * length, 1);
  return shape.every((length) => length >= 0) && Number.isSafeInteger(size);
}
