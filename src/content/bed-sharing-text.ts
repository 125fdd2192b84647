/** Shown with advice on setting up a bed when sharing one is dangerous for this baby, or may be. */
export const doNotShareBedText =
  "For this baby the advice is not to share a bed. Use this to plan how to stay awake or who can help.";
