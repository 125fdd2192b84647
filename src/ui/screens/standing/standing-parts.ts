import { AmendScreen } from "./amend-screen.tsx";
import { ClockNotice } from "./clock-notice.tsx";
import { ErrorScreen } from "./error-screen.tsx";
import { RemovalOffer } from "./removal-offer.tsx";
import { RemovalScreen } from "./removal-screen.tsx";
import { RemovedRecord } from "./removed-record.tsx";
import { StandingActions } from "./standing-actions.tsx";

/** All that concerns records after they were finalised, in one file of the build: most contacts need none of it. */
export const standingParts = {
  AmendScreen,
  ClockNotice,
  ErrorScreen,
  RemovalOffer,
  RemovalScreen,
  RemovedRecord,
  StandingActions,
};
export type StandingParts = typeof standingParts;
