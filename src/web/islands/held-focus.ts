import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

export type HeldFocus = {
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly around: {
    readonly onFocusIn: () => void;
    readonly onFocusOut: (event: FocusEvent) => void;
  };
};

/** Where the thing that held the focus goes away, done by the reader or by somebody else, the focus goes to the heading above it. */
export function useHeldFocus(shown: unknown): HeldFocus {
  const heading = useRef<HTMLHeadingElement>(null);
  const isHeld = useRef(false);
  useEffect(() => {
    if (isHeld.current && document.activeElement === document.body) heading.current?.focus();
  }, [shown]);
  return {
    heading,
    around: {
      onFocusIn: () => {
        isHeld.current = true;
      },
      // Who leaves by themselves leaves something that still stands a moment later.
      onFocusOut: ({ target, relatedTarget }) => {
        if (relatedTarget !== null) isHeld.current = false;
        else
          setTimeout(() => {
            if (target instanceof Node && target.isConnected) isHeld.current = false;
          });
      },
    },
  };
}
