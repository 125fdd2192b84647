import { createHash } from "node:crypto";
import type { Topic } from "../../../src/domain/checklist.ts";

/** A fingerprint of what a topic says. A full answer counts by its words, however it is split into points. */
export function fingerprint(topic: Topic): string {
  const answer = topic.fullAnswer
    .join("; ")
    .replace(/[;.](?=\s|$)/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  return sha256([topic.heading, topic.advice, topic.why, topic.teachBackPrompt, answer].join("\n"));
}

/** The first 16 hex digits of the SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Made from the reviewed wording itself, not from this repo's files: whoever changes one changes agreed advice. */
export const agreedWording: Readonly<Record<string, string>> = {
  "AN-back": "200a96e18e054131",
  "AN-own-space": "d4cbc7b3e764910b",
  "AN-same-room": "99b2022448d1f181",
  "AN-products": "1c512b0c2ac60e8c",
  "AN-smoke-free": "dbdf6fdd5213c1e0",
  "AN-bed-danger": "f93b908b21acb930",
  "AN-sofa": "30b03273703a0d2d",
  "AN-night-plan": "3bfa1c8ff4207519",
  "AN-temp": "a3ba33347a3f1475",
  "AN-feeding": "7aea2e2da052fa54",
  "AN-going-home": "69d66f55c5be75bf",
  "AN-others": "84125af970419388",
  "AN-find-it": "9d8fe91b84795d83",
  "NB-back": "71447a36450bfb9d",
  "NB-own-space": "96171cfb975ca6cc",
  "NB-same-room": "5df883adae566dbb",
  "NB-sofa": "7ef9c21165ca0cf9",
  "NB-bed-danger": "f540833caaa29e6d",
  "NB-bed-safer": "aff7676345aa57e8",
  "NB-smoke-free": "af4a5ef59aa9274c",
  "NB-sober": "4101655aa4c469ce",
  "NB-temp": "824ba794b07ffb1f",
  "NB-bedding": "19c2349bc548b143",
  "NB-products": "b355608afb4a0363",
  "NB-sling-car": "45d16ea42bdeb34a",
  "NB-feeding": "2a9c52466b3595ce",
  "NB-early-small": "3f558f7a54e9c7ce",
  "NB-crying": "ca7e1a1b53673e16",
  "NB-unwell": "5132324b32a9caea",
  "NB-plan": "80cd41eb68b70188",
  "NB-others": "78fb133f770b4b30",
  "NB-find-it": "06920d792e4687e4",
  "68-recheck": "3694074861820f2a",
  "68-back": "54eaf49d19727443",
  "68-own-space": "f1a8824b6e7a5138",
  "68-same-room": "111f60595d47505e",
  "68-sofa-tired": "e2db950dd802e533",
  "68-bed-danger": "5dd876dbc58c7a5a",
  "68-bed-safer": "b97d9b5bb8568882",
  "68-smoke-free": "dcc315314b22c448",
  "68-temp": "d2822f595c73846b",
  "68-swaddle": "19b00d8140fbc567",
  "68-tummy-time": "285a69d73882c9b2",
  "68-vaccines": "b8df30f9e6ef5955",
  "68-plan": "8b29034aa4c9495d",
  "68-others": "8b7d2e092dde1e08",
  "68-mood": "0b81c83c2224f9a4",
  "68-unwell": "b05fad339255b053",
  "68-find-it": "a2e07e1d5440a962",
};
