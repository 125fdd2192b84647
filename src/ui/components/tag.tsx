import type { ComponentChildren } from "preact";
import { classNames } from "./class-names.ts";

/** The colour is never the message: a tag always says its status in words. */
export type TagColour =
  | "white"
  | "grey"
  | "green"
  | "aqua-green"
  | "blue"
  | "purple"
  | "pink"
  | "red"
  | "orange"
  | "yellow";

export interface TagProps {
  children: ComponentChildren;
  colour?: TagColour | undefined;
}

/** A status. https://service-manual.nhs.uk/design-system/components/tag */
export function Tag({ children, colour }: TagProps) {
  return <strong class={classNames("nhsuk-tag", colour && `nhsuk-tag--${colour}`)}>{children}</strong>;
}
