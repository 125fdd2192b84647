import { useState } from "preact/hooks";
import { formatDate, readEnteredDate } from "../../domain/dates.ts";
import type { LocalNumber, Settings } from "../../domain/settings.ts";
import { useApp } from "../app-context.ts";
import { BackLink } from "../components/back-link.tsx";
import { Button } from "../components/button.tsx";
import { ButtonGroup } from "../components/button-group.tsx";
import type { FieldError } from "../components/error-summary.tsx";
import { NotificationBanner } from "../components/notification-banner.tsx";
import { Page } from "../components/page.tsx";
import { TextInput } from "../components/text-input.tsx";
import { VisuallyHidden } from "../components/visually-hidden.tsx";
import { describeSaveFailure } from "../words/failures.ts";
import { SettingsNumber } from "./settings-number.tsx";
import { Form, useForm } from "./setup-form.tsx";
import { tooLong } from "./setup-you.tsx";

/** What the schema of settings allows. */
const mostNumbers = 12;

/** The numbers that the safeguarding card offers, and where the local red book has its safer sleep advice. */
export function SettingsNumbers() {
  const app = useApp();
  const [editing, setEditing] = useState<number>();
  const [said, setSaid] = useState<string>();
  const numbers = app.settings.value.value.localNumbers;

  if (editing !== undefined) {
    return (
      <SettingsNumber
        number={numbers[editing]}
        onBack={() => setEditing(undefined)}
        onSave={async (number) => {
          const saved = await app.saveSettings((settings) => putNumber(settings, editing, number));
          if (!saved.ok) return [{ message: describeSaveFailure(saved.error) }];
          setSaid("The number is saved.");
          setEditing(undefined);
          return [];
        }}
      />
    );
  }
  return (
    <NumberList
      numbers={numbers}
      said={said}
      onEdit={(place) => {
        setSaid(undefined);
        setEditing(place);
      }}
    />
  );
}

interface NumberListProps {
  numbers: readonly LocalNumber[];
  /** What has just been done. */
  said: string | undefined;
  onEdit: (place: number) => void;
}

function NumberList({ numbers, said, onEdit }: NumberListProps) {
  const app = useApp();
  const removal = useForm();
  const redBook = useForm();
  const [place, setPlace] = useState(app.settings.value.value.redBookPlace ?? "");
  const [removed, setRemoved] = useState<{ number: LocalNumber; place: number }>();

  async function store(change: (settings: Settings) => Settings): Promise<FieldError[]> {
    const saved = await app.saveSettings(change);
    return saved.ok ? [] : [{ message: describeSaveFailure(saved.error) }];
  }

  async function remove(index: number): Promise<FieldError[]> {
    const number = numbers[index];
    const errors = await store((settings) => ({
      ...settings,
      localNumbers: settings.localNumbers.filter((_, other) => other !== index),
    }));
    if (errors.length === 0 && number !== undefined) setRemoved({ number, place: index });
    return errors;
  }

  async function putBack(): Promise<FieldError[]> {
    if (removed === undefined) return [];
    const errors = await store((settings) => ({
      ...settings,
      localNumbers: settings.localNumbers.toSpliced(removed.place, 0, removed.number),
    }));
    if (errors.length === 0) setRemoved(undefined);
    return errors;
  }

  async function savePlace(): Promise<FieldError[]> {
    const errors = tooLong("The place in the red book", "red-book", place);
    if (errors.length > 0) return errors;
    return store(({ redBookPlace: _, ...settings }) =>
      place.trim() === "" ? settings : { ...settings, redBookPlace: place.trim() },
    );
  }

  return (
    <Page
      title="Local numbers and red book"
      back={<BackLink href="/settings">Settings</BackLink>}
      error={removal.hasErrors || redBook.hasErrors}
      width="reading"
    >
      {removed === undefined && said !== undefined && <NotificationBanner variant="success">{said}</NotificationBanner>}
      {removed !== undefined && (
        <NotificationBanner variant="success">
          <p>The number is removed.</p>
          <Button variant="secondary" onClick={() => removal.submit(putBack)}>
            Put it back
          </Button>
        </NotificationBanner>
      )}
      {removal.errors.map(({ message }) => (
        <p key={message} role="alert" class="nhsuk-error-message">
          {message}
        </p>
      ))}
      <h2>Local numbers</h2>
      <p>These numbers stand on the safeguarding card of every contact. Check them often.</p>
      {numbers.length > 0 && (
        <ul class="app-plain-list app-stack">
          {numbers.map((number, index) => (
            // Two numbers may be the same in every field, so only the place tells them apart.
            <li key={index}>
              <p>
                <strong>{number.label}</strong>
                <br />
                {number.phone}
                <br />
                <span class="app-quiet">{describeChecked(number)}</span>
              </p>
              <ButtonGroup>
                <Button variant="secondary" small onClick={() => onEdit(index)}>
                  Change<VisuallyHidden> {number.label}</VisuallyHidden>
                </Button>
                <Button variant="secondary" small onClick={() => removal.submit(() => remove(index))}>
                  Remove<VisuallyHidden> {number.label}</VisuallyHidden>
                </Button>
              </ButtonGroup>
            </li>
          ))}
        </ul>
      )}
      {numbers.length < mostNumbers ? (
        <p>
          <Button variant="secondary" onClick={() => onEdit(numbers.length)}>
            Add a number
          </Button>
        </p>
      ) : (
        <p>You have {mostNumbers} numbers. Remove one to add another.</p>
      )}
      <h2>Red book</h2>
      {redBook.isDone && <NotificationBanner variant="success">The place in the red book is saved.</NotificationBanner>}
      <Form form={redBook} onSubmit={savePlace}>
        <TextInput
          id="red-book"
          label="Where to find safer sleep in your red book (optional)"
          hint="For example, the page number of your edition. It goes on the parent copy."
          value={place}
          onChange={setPlace}
          error={redBook.errorOf("red-book")}
        />
        <Button type="submit" variant="secondary" busy={redBook.isBusy}>
          Save
        </Button>
      </Form>
    </Page>
  );
}

function putNumber(settings: Settings, place: number, number: LocalNumber): Settings {
  const { localNumbers } = settings;
  return {
    ...settings,
    localNumbers: place < localNumbers.length ? localNumbers.with(place, number) : [...localNumbers, number],
  };
}

function describeChecked({ checkedOn }: LocalNumber): string {
  const date = checkedOn === undefined ? undefined : readEnteredDate(checkedOn);
  return date?.ok ? `Checked ${formatDate(date.value)}` : "No date of last check";
}
