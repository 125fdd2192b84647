import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { AppModel } from "../state/app-model.ts";

const AppContext = createContext<AppModel | undefined>(undefined);

/** Hands the app's model to every screen below it. */
export const AppProvider = AppContext.Provider;

/** The app's model. Only below an `AppProvider`. */
export function useApp(): AppModel {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("useApp needs an AppProvider above it");
  return app;
}
