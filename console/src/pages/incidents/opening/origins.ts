import { api, got, type Schema } from "../../../api/client";
import { addressOf, INCIDENT_OF, type IncidentOf } from "../../../parts/addresses";
import { ofNotice, ofOperation, ofQuietPeriod, ofReport, type Origin, type Sheet } from "./sheet";

/** What an incident has to do with, by the address: what it begins with, and where that thing stands. */

export function askedFor(search: string): { of: IncidentOf; id: string } | undefined {
  const asked = new URLSearchParams(search);
  const of = INCIDENT_OF.find((name) => asked.get(name));
  return of && { of, id: asked.get(of) ?? "" };
}

/** Reads it. Throws a `Problem`. */
export async function readOrigin(of: IncidentOf, id: string, now: number): Promise<[Origin, Partial<Sheet>]> {
  const at = { params: { path: { id } } };
  switch (of) {
    case "notice": {
      const notice = await got(api.GET("/api/v1/notices/{id}", at));
      return [{ of, id, title: notice.card.title }, ofNotice(notice, now)];
    }
    case "operation": {
      const operation = await got(api.GET("/api/v1/operations/{id}", at));
      return [{ of, id, title: operation.title ?? "" }, ofOperation(operation, now)];
    }
    case "report": {
      const report = await got(api.GET("/api/v1/reports/{id}", at));
      return [{ of, id, title: report.title ?? "" }, ofReport(report, now)];
    }
    case "quiet_period": {
      const period = await got(api.GET("/api/v1/quiet-periods/{id}", at));
      return [{ of, id, title: period.title }, ofQuietPeriod(period)];
    }
  }
}

/** The link to it that is made when the incident is there; a quiet period is named by the incident itself. */
export function linkTo({ of, id }: Pick<Origin, "of" | "id">): Schema["LinkForm"] | undefined {
  return of === "quiet_period" ? undefined : { kind: of, id };
}

const PLACES = {
  notice: "notices",
  operation: "operations",
  report: "reports",
  quiet_period: "quiet-periods",
} as const;

/** Where it stands. */
export function addressOfOrigin({ of, id }: Pick<Origin, "of" | "id">): string {
  return addressOf(PLACES[of], id);
}
