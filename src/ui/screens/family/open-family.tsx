import type { ComponentType } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { FamilyId } from "../../../domain/ids.ts";
import { FamilyModel, type OpenFamily } from "../../../state/family-model.ts";
import { useApp } from "../../app-context.ts";
import { Spinner } from "../../components/spinner.tsx";
import { LoadFailurePage } from "../load-failure-page.tsx";
import { NotFoundScreen } from "../not-found-screen.tsx";

/** What a page of one family is given once the family is read. */
export interface FamilyPageProps {
  model: FamilyModel;
  open: OpenFamily;
}

export interface OpenFamilyByIdProps {
  /** As it stands in the address. */
  id: string | undefined;
  page: ComponentType<FamilyPageProps>;
}

/** Reads the family that an address names and shows its page, or says why it cannot. */
export function OpenFamilyById({ id, page }: OpenFamilyByIdProps) {
  const familyId = FamilyId.safeParse(id);
  if (!familyId.success) return <NotFoundScreen />;
  return <Loaded key={familyId.data} id={familyId.data} page={page} />;
}

function Loaded({ id, page: PageOfFamily }: { id: FamilyId; page: ComponentType<FamilyPageProps> }) {
  const app = useApp();
  const model = useMemo(() => new FamilyModel(app, id), [app, id]);
  useEffect(() => void model.load(), [model]);
  const state = model.state.value;
  if (state.status === "failed") {
    return <LoadFailurePage failure={state.failure} what="family" name={app.caseload.labelOf(id)} />;
  }
  if (state.status === "loading") return <Spinner label="Loading family" />;
  return <PageOfFamily model={model} open={state.value} />;
}
