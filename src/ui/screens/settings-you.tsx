import { BackLink } from "../components/back-link.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { useForm } from "./setup-form.tsx";
import { YouForm } from "./setup-you.tsx";

/** Who makes the records. Records already made keep the name they were made under. */
export function SettingsYou() {
  const form = useForm();
  return (
    <Page
      title="About you"
      back={<BackLink href="/settings">Settings</BackLink>}
      error={form.hasErrors}
      width="reading"
    >
      {form.isDone && (
        <NotificationBanner variant="success">
          Your details are saved. Records already made keep the name they were made under.
        </NotificationBanner>
      )}
      <YouForm form={form} submitLabel="Save" />
    </Page>
  );
}
