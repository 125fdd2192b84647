import type { CivilDate } from "../domain/dates.ts";

/**
 * The day on which the advice in this app was prepared; the app is younger. No true clock shows an earlier day. It
 * stands by itself because the checklists load later than the first screen.
 */
export const preparedOn: CivilDate = "2026-11-23";
