/** What a figure may be at most: in its own unit, or as a multiple of its reference. */
export interface Budget {
  of: "value" | "ratio";
  limit: number;
}

/** One measured figure. Times are in milliseconds. */
export interface Figure {
  name: string;
  unit: "ms" | "MB" | "x" | "score";
  value: number;
  /** What the same run measured of something plain. */
  reference?: number;
  budget?: Budget;
  /** A score must be at least its budget; everything else at most. */
  atLeast?: boolean;
}

/** The value below which half of the samples lie. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** The value below which the given part of the samples lies, by nearest rank. Throws if there are none. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)];
  if (value === undefined) throw new Error("There are no samples");
  return value;
}

/** The figure as a multiple of its reference; undefined where it has none. */
export function ratioOf({ value, reference }: Figure): number | undefined {
  return reference === undefined ? undefined : value / reference;
}

/** Whether a figure keeps its budget; undefined where it has none and only informs. */
export function isWithin(figure: Figure): boolean | undefined {
  const { budget, value, atLeast } = figure;
  if (budget === undefined) return undefined;
  const measured = budget.of === "value" ? value : ratioOf(figure);
  if (measured === undefined || Number.isNaN(measured)) return false;
  return atLeast ? measured >= budget.limit : measured <= budget.limit;
}

/** The figures as lines of text in columns. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    inUnit(figure.value, figure.unit),
    figure.reference === undefined ? "" : inUnit(figure.reference, figure.unit),
    ratioOf(figure)?.toFixed(2) ?? "",
    describeBudget(figure),
    { true: "pass", false: "OVER", undefined: "" }[String(isWithin(figure)) as "true" | "false" | "undefined"],
  ]);
  const table = [["figure", "value", "reference", "ratio", "budget", ""], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join("  "),
    )
    .join("\n");
}

function describeBudget({ budget, unit, atLeast }: Figure): string {
  if (budget === undefined) return "";
  const limit = budget.of === "ratio" ? `${budget.limit}x` : inUnit(budget.limit, unit);
  return atLeast ? `at least ${limit}` : limit;
}

function inUnit(value: number, unit: Figure["unit"]): string {
  if (unit === "score") return String(Math.round(value));
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ${unit}`;
}
