import { useEffect } from "preact/hooks";
import { lazy } from "preact-iso";
import { setupOf } from "../../state/setup-model.ts";
import { useApp } from "../app-context.ts";
import { Redirect } from "./setup-redirect.tsx";
import { SetupWelcome } from "./setup-welcome.tsx";

// Few ever see it, and everyone waits for what the first screen brings.
const SetupNoStorage = lazy(() => import("./setup-no-storage.tsx").then((module) => module.SetupNoStorage));

/** What a new device shows at any address outside set-up. It comes with the first screen; the steps load after it. */
export function SetupStart() {
  const model = setupOf(useApp());
  useEffect(() => void model.proveStorage(), [model]);

  const storage = model.storage.value;
  if (storage.status === "failed") return <SetupNoStorage fault={storage.fault} />;
  // Back from Help, with a sheet that may be printed already.
  if (model.sheet.value !== undefined) return <Redirect to="/setup/recovery" />;
  return <SetupWelcome model={model} />;
}
