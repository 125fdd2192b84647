/** The part of a style rule of PostCSS that is needed here. */
export interface StyleRule {
  selectors: string[];
  remove(): void;
}

export function leanStyles(): { postcssPlugin: string; Rule(rule: StyleRule): void };
