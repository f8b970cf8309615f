import type { Node, Width } from "./node.ts";

/** Python's stand-in for "without end"; sums and products are cut off there. */
const ENDLESS = 2 ** 64;

/** The least and the most characters that a node can take, as Python's `getwidth` counts them. */
export function widthOf(node: Node): Width {
  switch (node.kind) {
    case "set":
      return [1, 1];
    case "place":
      return [0, 0];
    case "sequence":
      return cut(node.items.map(widthOf).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]));
    case "choice":
      return node.options.map(widthOf).reduce(either);
    case "repeat": {
      const [least, most] = widthOf(node.body);
      return cut([least * node.min, most && most * node.max]);
    }
    case "group":
      return widthOf(node.body);
    case "reference":
      return node.width;
    case "condition":
      return either(widthOf(node.yes), widthOf(node.no));
    case "alone":
      return node.use === "consume" ? widthOf(node.body) : [0, 0];
  }
}

const either = (a: Width, b: Width): Width => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];

const cut = ([least, most]: Width): Width => [Math.min(least, ENDLESS), Math.min(most, ENDLESS)];
