/** The item at an index that the list is known to have; a negative one counts from the end. */
export function itemAt<T extends NonNullable<unknown>>(list: readonly T[], index: number): T {
  const item = list.at(index);
  if (item === undefined) throw new RangeError("The list has no such item");
  return item;
}
