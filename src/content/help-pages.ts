/** A piece of a help page: a paragraph, a list, or steps in order. */
export type HelpBlock = { kind: "p"; text: string } | { kind: "list" | "steps"; items: readonly string[] };

/** One page of help, short enough to read at a doorstep. */
export type HelpPage = { id: string; title: string; blocks: readonly HelpBlock[] };

/** All pages, in the order in which the list of help shows them. */
export const helpPages: readonly HelpPage[] = [
  {
    id: "start",
    title: "Start in 5 minutes",
    blocks: [
      p("Do this while you are online. After that the app works without a connection."),
      steps(
        "Check that your organisation lets you use this app with families.",
        "On an iPad, install the app first. See Install on iPad.",
        "Choose a passphrase of at least 12 characters, or use the random words that the app offers.",
        "Write down the recovery key of 12 words. Keep it in a safe place, away from the device.",
        "Add a family: the name of a parent or their initials, and the due date or date of birth.",
        "Open the family and start the contact.",
      ),
      p("To practise first, choose Try with a made-up family. Made-up families are kept apart from real ones."),
      p("The advice in the app is draft content. A clinical lead must sign it off before you use it with families."),
    ],
  },
  {
    id: "install-ipad",
    title: "Install on iPad",
    blocks: [
      p(
        "Install the app before you add a family. In a Safari tab, the iPad can delete records after 7 days without a visit. The installed app has its own storage, so records do not move over from the tab.",
      ),
      steps(
        "Open the app in Safari, while online.",
        "Tap the Share button.",
        "Choose Add to Home Screen, then Add.",
        "Open the app from its new icon, still online, and set it up there.",
        "Turn on flight mode, close the app and open it again. If the unlock screen shows, it is ready.",
      ),
      p("On other devices, use the install button or menu of the browser, if it has one."),
    ],
  },
  {
    id: "record-contact",
    title: "Record a contact",
    blocks: [
      p(
        "Each tap is saved as you go. You can do the steps in any order, leave at any time and come back to the draft.",
      ),
      steps(
        "People: who is here, where, and whether you could talk with the parent alone.",
        "Sleep space: where baby sleeps in the day and at night, and whether you saw it or were told.",
        "This baby and home: what makes the advice different for this baby.",
        "Topics: what the parent could explain back.",
        "Different nights: the plan for at least 2 nights that may be different.",
        "Find it again and agreement: where the parent finds the advice, and who else needs it.",
        "Concerns and next steps: what happens next, who does it, and by when.",
        "Check: read it through, then finalise.",
      ),
      p(
        "Nothing clinical is filled in for you. What you leave blank says Not recorded, and never counts as talked about. The app gives no risk score.",
      ),
      p(
        "A record is fixed once you finalise it. To put something right, open it and choose Amend this record. You change the answers on a copy and give a reason. The record as you first wrote it stays beside it.",
      ),
      p(
        "If a record was made for the wrong family, open it and choose This record was entered in error. It can still be read, and no longer counts. Then copy the text to the patient record again.",
      ),
    ],
  },
  {
    id: "teach-back",
    title: "Teach-back words",
    blocks: [
      p("Teach-back checks how well we explained. It does not test the parent."),
      list(
        "Start with: I have said a lot. I want to check I explained it well.",
        "Use the open question above each group. Do not ask: do you understand?",
        "Talk about 2 to 4 topics, check, then go on.",
        "Ask the parent to show you, when that is easier than words.",
      ),
      p("Choose what came of it:"),
      list(
        "Explained back: they said or showed all the safety points.",
        "After going over it again: you explained in another way, and then they could.",
        "Not yet: a safety point is still missing. Choose what to do about it.",
        "Talked only: you gave the advice, but did not check.",
        "Not today: you did not talk about it. Give the reason.",
      ),
      p(
        "After two tries, stop and plan another time. Pictures, a doll, an interpreter or another person may help. Note the parent's own words when you can.",
      ),
    ],
  },
  {
    id: "offline",
    title: "Working offline",
    blocks: [
      p(
        "Once the app has loaded fully, it needs no connection. You can unlock, open families, record contacts and make copies without one.",
      ),
      list(
        "Records do not leave the device by themselves, online or offline.",
        "A new version of the app is fetched when you are online. It is applied when you lock, so it never gets in the way of a contact.",
        "Keep the app open in one window only.",
        "Check that the device shows the right date and time.",
      ),
      p("If the app says that your last answer was not saved, keep the page open and try again."),
    ],
  },
  {
    id: "lost-passphrase",
    title: "Lost passphrase",
    blocks: [
      p(
        "Unlock with the recovery key: the 12 words that you wrote down when you set up the app. Type them in order, with spaces between them. Capital letters do not matter.",
      ),
      p(
        "After some wrong tries the app makes you wait before the next one. It never deletes records because of wrong tries.",
      ),
      p(
        "If you lose both the passphrase and the recovery key, ask your organisation. If you gave it a key under Settings, Ways to unlock, it can open this device. If you did not, nobody can. We do not hold a copy and cannot reset them. Use your organisation's record system, where the text of each contact should be.",
      ),
      p("If you lose only the sheet, make new recovery words under Settings, Ways to unlock."),
      p(
        "If somebody else may have seen your passphrase or recovery key, tell your manager the same day. Change your passphrase, then make new keys under Settings, Ways to unlock.",
      ),
    ],
  },
  {
    id: "copy-to-record",
    title: "Copy to your record system",
    blocks: [
      p(
        "This app is not the patient record. Records are on this device only, until you back them up. Copy the text of each contact to the patient record on the same day.",
      ),
      steps(
        "Finalise the contact.",
        "Copy the text for the record, and paste it in the family's record in your system.",
        "If there are professional notes, copy and paste them as well. Follow your local rules for marking sensitive entries, as a parent may be able to read the record online.",
        "Check the text where you pasted it, then mark the contact as being in the record.",
        "Copy some other word, so that the text does not stay on the clipboard.",
      ),
      p("The family shows that the text is not copied yet until you do this."),
    ],
  },
  {
    id: "what-is-stored",
    title: "What is stored and where",
    blocks: [
      p(
        "Families, contacts and settings are stored in this browser, on this device only. They are encrypted with your passphrase. There is no account and no server that holds them.",
      ),
      list(
        "The app locks after 5 minutes without use, or 15 minutes in an open contact. Lock and Hide screen do so at once.",
        "Locking loses nothing, as drafts are saved and encrypted too.",
        "If the device is lost or broken, or the browser's data is cleared, what was not backed up is gone.",
        "Settings, Backup makes one encrypted file of everything, and puts it back on this device or a new one. Keep the file and its 6 words apart.",
        "If the browser loses its store, a second copy on this device can put the records back. Settings, Storage shows it.",
        "There are no photos and no recordings.",
        "What you copy or print leaves the app, and is no longer encrypted.",
      ),
      p(
        "Once a record is in the patient record, you can remove it from this device, 30 days later if you do not set another time. Nothing is removed by itself. A receipt stays.",
      ),
      p(
        "So copy the text to the patient record on the same day. Keep identity to what you need: initials and a date are enough.",
      ),
    ],
  },
  {
    id: "safeguarding",
    title: "Safeguarding",
    blocks: [
      p("If someone is in immediate danger, call 999. The checklist waits."),
      list(
        "Follow your local safeguarding procedure. This app does not send referrals and does not decide for you.",
        "Speak to your named nurse or safeguarding lead if you are in doubt.",
        "You do not need consent to share information when a child is at risk. Tell the family unless that is unsafe.",
        "Write facts: what you saw, what you were told and by whom.",
        "Ask about drugs, mood and fear at home only when the parent is alone.",
      ),
      p(
        "Concerns, professional notes and those answers never go on the parent copy. Check that it is safe for the parent to hold a copy at all.",
      ),
      p("If someone comes near the screen, use Hide screen."),
    ],
  },
  {
    id: "accessibility",
    title: "Accessibility",
    blocks: [
      p(
        "We want everyone in the team to be able to use this app, and aim for level AA of the Web Content Accessibility Guidelines 2.2.",
      ),
      list(
        "You can use a keyboard alone, a screen reader, or dictation into any text box.",
        "Text grows with the setting of your device or browser, and pages fit narrow screens.",
        "Nothing is said by colour alone.",
        "You can paste into the passphrase box and use a password manager.",
        "A warning shows 1 minute before the app locks, and one tap keeps it open.",
      ),
      p("If something is hard to use, please report it. See Report a problem."),
    ],
  },
  {
    id: "report-problem",
    title: "Report a problem",
    blocks: [
      p(
        "Tell the person who looks after this app in your organisation. Do not include names, NHS numbers or anything else about a family.",
      ),
      list(
        "What you did, and what you expected.",
        "What happened, with the words of any message.",
        "The kind of device and browser, and the time.",
      ),
      p(
        "If advice in the app looks wrong, tell your clinical lead at once, and use the advice of your organisation until it is put right.",
      ),
      p(
        "If a problem may have harmed a family, or shown their details to someone else, follow your incident procedure the same day.",
      ),
    ],
  },
];

function p(text: string): HelpBlock {
  return { kind: "p", text };
}

function list(...items: string[]): HelpBlock {
  return { kind: "list", items };
}

function steps(...items: string[]): HelpBlock {
  return { kind: "steps", items };
}
