import type { ComponentChildren } from "preact";

/** The levels below the page's own h1. */
export type HeadingLevel = 2 | 3 | 4;

export interface HeadingProps {
  level: HeadingLevel;
  children: ComponentChildren;
  className?: string | undefined;
  id?: string | undefined;
}

/** A heading whose level the surroundings decide. https://www.w3.org/TR/WCAG22/#info-and-relationships */
export function Heading({ level, children, className, id }: HeadingProps) {
  const Tag = `h${level}` as const;
  return (
    <Tag class={className} id={id}>
      {children}
    </Tag>
  );
}
