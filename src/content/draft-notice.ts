/** Stands wherever advice is shown or leaves the app, until a clinical lead has signed the checklist off. */
export const draftNotice = "Draft content, not yet clinically signed off";
