import { useLayoutEffect, useState } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { assertNever } from "../shared/assert-never.ts";
import type { AppModel } from "../state/app-model.ts";
import { AppProvider, useApp } from "./app-context.ts";
import { AppShell } from "./app-shell.tsx";
import { Spinner } from "./components/spinner.tsx";
import { lazyFirstScreen, lazyScreen } from "./lazy-screen.ts";
import { HiddenScreen } from "./screens/hidden-screen.tsx";
import { NotFoundScreen } from "./screens/not-found-screen.tsx";
import { loadStandingParts } from "./screens/standing-part.tsx";
import { UnlockScreen } from "./screens/unlock-screen.tsx";

// Everybody waits for the first screen, so it brings itself and nothing else. The service worker keeps the rest on the
// device, and `loadAhead` has the next screen there before it is asked for.
const SetupStart = lazyFirstScreen(() => import("./screens/setup-start.tsx").then((module) => module.SetupStart));
const SetupScreen = lazyScreen(() => import("./screens/setup-screen.tsx").then((module) => module.SetupScreen));
const HelpScreen = lazyScreen(() => import("./screens/help-screen.tsx").then((module) => module.HelpScreen));
const PeopleScreen = lazyScreen(() => import("./screens/people-screen.tsx").then((module) => module.PeopleScreen));
const CaseloadScreen = lazyScreen(() =>
  import("./screens/caseload-screen.tsx").then((module) => module.CaseloadScreen),
);
const AddFamilyScreen = lazyScreen(() =>
  import("./screens/add-family-screen.tsx").then((module) => module.AddFamilyScreen),
);
const FamilyScreen = lazyScreen(() => import("./screens/family-screen.tsx").then((module) => module.FamilyScreen));
const EditFamilyScreen = lazyScreen(() =>
  import("./screens/edit-family-screen.tsx").then((module) => module.EditFamilyScreen),
);
const RecordBirthScreen = lazyScreen(() =>
  import("./screens/record-birth-screen.tsx").then((module) => module.RecordBirthScreen),
);
const ContactScreen = lazyScreen(() => import("./screens/contact-screen.tsx").then((module) => module.ContactScreen));
const RecordScreen = lazyScreen(() => import("./screens/record-screen.tsx").then((module) => module.RecordScreen));
const AmendScreen = lazyScreen(() => loadStandingParts().then((parts) => parts.AmendScreen));
const ErrorScreen = lazyScreen(() => loadStandingParts().then((parts) => parts.ErrorScreen));
const RemovalScreen = lazyScreen(() => loadStandingParts().then((parts) => parts.RemovalScreen));
const ParentCopyScreen = lazyScreen(() =>
  import("./screens/parent-copy-screen.tsx").then((module) => module.ParentCopyScreen),
);
const OtherWindowScreen = lazyScreen(() =>
  import("./screens/other-window-screen.tsx").then((module) => module.OtherWindowScreen),
);
const MissingRecordsScreen = lazyScreen(() =>
  import("./screens/missing-records-screen.tsx").then((module) => module.MissingRecordsScreen),
);
const StoreUnavailableScreen = lazyScreen(() =>
  import("./screens/store-unavailable-screen.tsx").then((module) => module.StoreUnavailableScreen),
);
const SettingsScreen = lazyScreen(() =>
  import("./screens/settings-screen.tsx").then((module) => module.SettingsScreen),
);

export interface AppProps {
  model: AppModel;
}

/** The whole app. An address never says more than an opaque id, so it stays as it is while the app is locked. */
export function App({ model }: AppProps) {
  return (
    <AppProvider value={model}>
      <LocationProvider>
        <Screens />
      </LocationProvider>
    </AppProvider>
  );
}

/** Loads the welcome page. The document asks for its file beside the first scripts. */
export async function loadWelcome(): Promise<void> {
  await SetupStart.preload().catch(() => undefined); // it is asked for again when it is shown
}

/** Loads the screens that may follow the first one. Failing costs only that they load when they open. */
export async function loadAhead(status: AppModel["status"]["value"]): Promise<void> {
  if (status === "none") await SetupScreen.preload();
  await CaseloadScreen.preload();
}

function Screens() {
  const app = useApp();
  if (app.hidden.value) return <HiddenScreen />;
  return (
    <AppShell>
      <Routes />
    </AppShell>
  );
}

function Routes() {
  const app = useApp();
  const { path } = useLocation();
  // The shell around this keeps the element that was drawn first for as long as it is there itself. That must be no screen
  // on which a passphrase will stand, so it is none at all; nothing is painted in between.
  const [isMounted, setIsMounted] = useState(false);
  useLayoutEffect(() => setIsMounted(true), []);
  if (!isMounted) return null;
  // The router would throw, and leave the page blank.
  if (decode(path) === undefined) return <NotFoundScreen />;
  const status = app.status.value;
  switch (status) {
    case "opening":
      return <Spinner label="Opening" />;
    case "other-window":
      return (
        <Router key={status}>
          <Route path="/help" component={HelpScreen} />
          <Route path="/help/:page" component={HelpScreen} />
          <Route default component={OtherWindowScreen} />
        </Router>
      );
    case "unavailable":
      return (
        <Router key={status}>
          <Route path="/help" component={HelpScreen} />
          <Route path="/help/:page" component={HelpScreen} />
          <Route default component={StoreUnavailableScreen} />
        </Router>
      );
    case "missing":
      return (
        <Router key={status}>
          <Route path="/help" component={HelpScreen} />
          <Route path="/help/:page" component={HelpScreen} />
          <Route default component={MissingRecordsScreen} />
        </Router>
      );
    case "none":
      return (
        <Router key={status}>
          <Route path="/help" component={HelpScreen} />
          <Route path="/help/:page" component={HelpScreen} />
          <Route path="/setup/:step" component={SetupScreen} />
          <Route default component={SetupStart} />
        </Router>
      );
    case "choosing":
      return (
        <Router key={status}>
          <Route path="/help" component={HelpScreen} />
          <Route path="/help/:page" component={HelpScreen} />
          <Route default component={PeopleScreen} />
        </Router>
      );
    case "locked":
      return (
        <Router key={status}>
          <Route path="/help" component={HelpScreen} />
          <Route path="/help/:page" component={HelpScreen} />
          <Route default component={UnlockScreen} />
        </Router>
      );
    case "unlocked":
      return (
        <Router key={status}>
          <Route path="/" component={CaseloadScreen} />
          <Route path="/caseload" component={CaseloadScreen} />
          <Route path="/setup/:step" component={SetupScreen} />
          <Route path="/families/new" component={AddFamilyScreen} />
          <Route path="/family/:id" component={FamilyScreen} />
          <Route path="/family/:id/edit" component={EditFamilyScreen} />
          <Route path="/family/:id/birth" component={RecordBirthScreen} />
          <Route path="/family/:id/remove" component={RemovalScreen} />
          <Route path="/contact/:id/record" component={RecordScreen} />
          <Route path="/contact/:id/amend/:step?" component={AmendScreen} />
          <Route path="/contact/:id/error" component={ErrorScreen} />
          <Route path="/contact/:id/parent-copy" component={ParentCopyScreen} />
          <Route path="/contact/:id" component={ContactScreen} />
          <Route path="/contact/:id/:step" component={ContactScreen} />
          <Route path="/settings" component={SettingsScreen} />
          <Route path="/settings/:section" component={SettingsScreen} />
          <Route path="/help" component={HelpScreen} />
          <Route path="/help/:page" component={HelpScreen} />
          <Route default component={NotFoundScreen} />
        </Router>
      );
    default:
      return assertNever(status);
  }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
