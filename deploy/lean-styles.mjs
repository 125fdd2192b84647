// A class that begins somehow, or anything at all, right behind something else.
const behindSomething = /\+\s*(\*|\[class\^=)/;

/**
 * Leaves out the rules of nhsuk-frontend for whatever stands behind a certain element, such as a caption behind a
 * paragraph. We have nothing of the kind, and for each of them a browser looks at the whole page again as soon as one
 * element joins it: 3 to 5 ms of each tap that opens something.
 *
 * @type {import("./lean-styles.d.mts").leanStyles}
 */
export function leanStyles() {
  return {
    postcssPlugin: "lean-styles",
    Rule(rule) {
      const kept = rule.selectors.filter((selector) => !behindSomething.test(selector));
      if (kept.length === rule.selectors.length) return;
      if (kept.length === 0) rule.remove();
      else rule.selectors = kept;
    },
  };
}
