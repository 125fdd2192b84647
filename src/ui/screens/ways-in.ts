import { useEffect, useState } from "preact/hooks";
import { formatDate, type Moment, toLocal } from "../../domain/dates.ts";
import type { ChangeProblem, WayIn, WayInChange } from "../../domain/ways-in.ts";
import type { Result } from "../../shared/result.ts";
import type { AppModel } from "../../state/app-model.ts";
import { useApp } from "../app-context.ts";

/** What opens the vault, once it was looked up, and how to look again. */
export function useWaysIn(): { ways: readonly WayIn[] | undefined; look: () => Promise<void> } {
  const { vault } = useApp().workspace;
  const [ways, setWays] = useState<readonly WayIn[]>();
  const look = async () => setWays([...(await vault.waysIn())]);
  useEffect(() => void look(), [vault]);
  return { ways, look };
}

/** The way in of this type, if there is one: of those that can be removed there is one at most. */
export function wayOfType<T extends WayIn["type"]>(ways: readonly WayIn[] | undefined, type: T) {
  return ways?.find((way): way is Extract<WayIn, { type: T }> => way.type === type);
}

/** Makes a change that shows nothing to keep, and stores it at once. */
export async function changeWayIn(
  { workspace: { vault } }: AppModel,
  passphrase: string,
  change: WayInChange,
): Promise<Result<unknown, ChangeProblem>> {
  const prepared = await vault.prepareChange(passphrase, change);
  return prepared.ok ? vault.commitChange() : prepared;
}

/** The day on which something was added, as the device's zone has it. */
export function describeDay(at: Moment, { device }: AppModel): string {
  return formatDate(toLocal(at, device.clock.timeZone()).date);
}
