import type { Family } from "../../../domain/family.ts";
import { keepDaysOf, removableRecords, whyFamilyStays } from "../../../domain/retention.ts";
import { useApp } from "../../app-context.ts";

export interface RemovalOfferProps {
  family: Family;
}

/** Offers to remove what was handed over long enough ago. Offers nothing while the clock may be wrong. */
export function RemovalOffer({ family }: RemovalOfferProps) {
  const app = useApp();
  if (app.clock.doubt.value !== undefined) return null;
  const { length } = removableRecords(family, app.device.clock.now(), keepDaysOf(app.settings.value.value));
  if (length === 0 && whyFamilyStays(family) !== undefined) return null;
  const what = length === 0 ? "This family" : length === 1 ? "1 record" : `${length} records`;
  return (
    <p>
      <a class="app-touch" href={`/family/${family.id}/remove`}>
        {`${what} can be removed from this device`}
      </a>
    </p>
  );
}
