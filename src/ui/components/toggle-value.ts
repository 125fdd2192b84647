/**
 * The values ticked after one more tap on `value`, in the order of `options`. An exclusive value ("None of these")
 * clears the rest, and any other clears it.
 */
export function toggleValue<V extends string>(
  values: readonly V[],
  value: V,
  options: readonly { value: V; exclusive?: boolean | undefined }[],
): V[] {
  if (values.includes(value)) return values.filter((other) => other !== value);
  const isExclusive = options.some((option) => option.value === value && option.exclusive);
  if (isExclusive) return [value];
  return options
    .filter((option) => option.value === value || (values.includes(option.value) && !option.exclusive))
    .map((option) => option.value);
}
