import type { ComponentChildren } from "preact";
import { useApp } from "./app-context.ts";
import { AppFooter } from "./components/app-footer.tsx";
import { AppHeader, type HeaderAction } from "./components/app-header.tsx";
import { Button } from "./components/button.tsx";
import { Dialog } from "./components/dialog.tsx";
import { SkipLink } from "./components/skip-link.tsx";
import { StandingPart } from "./screens/standing-part.tsx";

export interface AppShellProps {
  children: ComponentChildren;
}

/** What stands around every screen: header with Hide screen, Lock and Help, the lock warning, and the footer. */
export function AppShell({ children }: AppShellProps) {
  const app = useApp();
  // What comes after would push it down.
  const hasFooter = app.status.value !== "opening";
  const doubt = app.clock.doubt.value;
  const isUnlocked = app.status.value === "unlocked";
  const actions: HeaderAction[] = isUnlocked
    ? [
        { label: "Hide screen", prominent: true, onClick: () => app.hide() },
        { label: "Lock", onClick: () => void app.lock() },
        { label: "Help", href: "/help" },
      ]
    : [{ label: "Help", href: "/help" }];
  return (
    <>
      <SkipLink />
      {app.isTraining && (
        <aside class="app-training" aria-label="Training">
          Training: made-up families only. Nothing here is a real record.
        </aside>
      )}
      <AppHeader
        productName="Safer Sleep Contacts"
        {...(isUnlocked ? { homeHref: "/caseload" } : {})}
        organisation={app.settings.value.value.you.organisation || undefined}
        actions={actions}
      />
      {isUnlocked && doubt && <StandingPart part="ClockNotice" doubt={doubt} />}
      {children}
      {hasFooter && (
        <AppFooter>
          <p>Records stay on this device, locked with your passphrase. Everything works without signal.</p>
          <p>Draft content, not yet clinically signed off.</p>
          {isUnlocked && (
            <p>
              <a class="app-touch" href="/settings">
                Settings
              </a>
            </p>
          )}
          {app.updateReady.value && <p>An update is ready. It will be applied when you lock.</p>}
        </AppFooter>
      )}
      <LockWarning />
    </>
  );
}

function LockWarning() {
  const app = useApp();
  const seconds = app.autoLock.warning.value;
  const isOpen = app.status.value === "unlocked" && seconds !== undefined;
  return (
    <Dialog
      open={isOpen}
      title={isOpen && seconds <= 30 ? "Locking within 30 seconds" : "Locking in 1 minute"}
      onClose={() => app.autoLock.stay()}
      actions={
        <>
          <Button onClick={() => app.autoLock.stay()}>Stay unlocked</Button>
          <Button variant="secondary" onClick={() => app.lock()}>
            Lock now
          </Button>
        </>
      }
    >
      {app.hasUnsaved
        ? "Your last answer is not saved. Stay unlocked and save it, or it is lost."
        : "Your answers are saved."}
    </Dialog>
  );
}
