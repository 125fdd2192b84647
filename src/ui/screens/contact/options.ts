import type { ChipOption } from "../../components/chips.tsx";

/** A table of labels as the options of chips, in its own order, perhaps without some. */
export function optionsOf<V extends string>(
  labels: Readonly<Record<V, string>>,
  leaveOut: readonly V[] = [],
): ChipOption<V>[] {
  // A labels table has exactly the keys of its union, which Object.keys cannot say.
  return (Object.keys(labels) as V[])
    .filter((value) => !leaveOut.includes(value))
    .map((value) => ({ value, label: labels[value] }));
}
