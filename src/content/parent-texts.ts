/** The headings of the copy that the family keeps. */
export const parentCopyHeadings = {
  title: "Safer sleep for your baby",
  talkedAbout: "What we talked about",
  agreed: "What we agreed",
  differentNights: "Your plan for nights that are different",
  findAgain: "Where to find this again",
  getHelp: "When to get help",
  nextContact: "When we meet next",
} as const;

/** When to call which number. Stands on every parent copy. */
export const getHelpTexts = [
  "Call 999 if your baby stops breathing, turns blue, or will not wake.",
  "Call 999 if your baby has a fit for the first time, or finds it very hard to breathe.",
  "Call 111 or your GP if you are worried about your baby.",
  "A baby under 3 months who is 38°C or hotter needs help. Call 111 or your GP straight away.",
] as const;

/** Where the family can read the advice again. The addresses are there to be typed in or shown as plain text. */
export const findAgainTexts = [
  "Your red book, once you have it, or the papers that came with it.",
  "The Lullaby Trust website: lullabytrust.org.uk",
  "The NHS website: nhs.uk",
] as const;

/** One line to keep in mind about a topic, for the parent copy; undefined for an id that no checklist has. */
export function parentReminder(topicId: string): string | undefined {
  return reminders[topicId];
}

const back = "Lay your baby on their back for every sleep, day and night.";
const room = "Keep your baby in the same room as you for every sleep until at least 6 months.";
const sofa = "Never sleep on a sofa or armchair with your baby.";
const danger =
  "Do not share a bed if anyone in it smokes, or has had alcohol, drugs or sleepy medicine. " +
  "Do not share a bed if your baby was early or small, or you smoked when pregnant.";
const dozing =
  "If you may doze, keep pillows, covers and pets away and lay your baby on their back. Their own bed is safest.";
const sober = "Make sure one grown-up is sober and looks after your baby.";
const ill = "When your baby is ill, use fewer covers. Keep them on their back in their own bed.";
const others = "Share this with everyone who puts your baby to bed.";
const find = "Look in your red book, or on the Lullaby Trust or NHS website.";
const notForSleep = "Do not use nests, pods, pillows, wedges or weighted covers for sleep.";
const plan = "Plan for nights that are different: a safe bed for your baby and a sober grown-up.";

const reminders: Readonly<Record<string, string>> = {
  "AN-back": back,
  "AN-own-space": "Get a firm, flat mattress and keep the bed clear.",
  "AN-same-room": "Plan for your baby to sleep in the same room as you until at least 6 months.",
  "AN-products": notForSleep,
  "AN-smoke-free": "Keep your home and car smoke free. Free help to stop smoking is there for you.",
  "AN-bed-danger": danger,
  "AN-sofa": `${sofa} Plan where you will feed at night.`,
  "AN-night-plan": sober,
  "AN-temp": "Keep the room at 16 to 20°C and your baby's head uncovered.",
  "AN-feeding": "Ask us for help with feeding at any time.",
  "AN-going-home": "When you get home, lift your baby out of the car seat to sleep flat.",
  "AN-others": others,
  "AN-find-it": "Look on the Lullaby Trust or NHS website, or in your red book once you have it.",
  "NB-back": back,
  "NB-own-space": "Keep your baby's own bed clear, flat and firm.",
  "NB-same-room": room,
  "NB-sofa": `${sofa} If you feel sleepy, put them in their own bed.`,
  "NB-bed-danger": danger,
  "NB-bed-safer": dozing,
  "NB-smoke-free": "Keep your home and car smoke free.",
  "NB-sober": sober,
  "NB-temp": "Keep the room at 16 to 20°C. Feel your baby's chest or neck to check for heat.",
  "NB-bedding": "Put your baby's feet at the foot of the cot, or use a sleep bag that fits.",
  "NB-products": `${notForSleep} Move your baby to a flat bed.`,
  "NB-sling-car": "In a sling, keep your baby's face in view and chin up. Take them out to feed.",
  "NB-feeding": "Ask us for help with feeding at any time.",
  "NB-early-small": "Do not share a bed with your early or small baby, and keep car trips short.",
  "NB-crying": "If you feel you cannot cope, put your baby down safe on their back and take a few minutes.",
  "NB-unwell": ill,
  "NB-plan": plan,
  "NB-others": others,
  "NB-find-it": find,
  "68-recheck": "Check where your baby sleeps each time something changes at home.",
  "68-back": back,
  "68-own-space": "Move your baby to a cot when the basket gets small. Keep it firm, flat and clear.",
  "68-same-room": room,
  "68-sofa-tired": `${sofa} Ask for help when you are worn out.`,
  "68-bed-danger": danger,
  "68-bed-safer": dozing,
  "68-smoke-free": "Keep your home and car smoke free.",
  "68-temp": "Use a lighter sleep bag when it is warm. Feel your baby's chest or neck to check for heat.",
  "68-swaddle": "If you swaddle, keep it thin and below the shoulders. Stop when your baby tries to roll.",
  "68-tummy-time": "Give your baby time on their tummy when they are awake and you watch.",
  "68-vaccines": "Take your baby for their vaccines at 8 weeks.",
  "68-plan": `${plan} Take a travel cot.`,
  "68-others": "Show this to everyone who is new to looking after your baby.",
  "68-mood": "Rest when you can, and ask for help when you need it.",
  "68-unwell": ill,
  "68-find-it": find,
};
