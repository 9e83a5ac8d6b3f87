import { createContext } from "preact";
import { useContext } from "preact/hooks";

const context = createContext<string | null>(null);
export const CsrfProvider = context.Provider;

/** The token that forms send back, when the server asks for one. */
export function useCsrf(): string | null {
  return useContext(context);
}
