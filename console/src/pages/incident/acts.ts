import { api, got, type Schema } from "../../api/client";

/** What a party says in an incident, each as the office takes it. A wish is sent again with its key. */
type Wish = { "Idempotency-Key": string };
const at = (id: string) => ({ path: { id } });

export const acts = {
  invite: (id: string, parties: string[], headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/parties", { params: at(id), headers, body: { parties } })),
  account: (id: string, body: Schema["IncidentAccountForm"]) =>
    got(api.PUT("/api/v1/incidents/{id}/account", { params: at(id), body })),
  propose: (id: string, facts: string[], headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/facts", { params: at(id), headers, body: { facts } })),
  standOn: (id: string, name: string, body: Schema["FactStandForm"]) =>
    got(api.PUT("/api/v1/incidents/{id}/facts/{name}/stand", { params: { path: { id, name } }, body })),
  ask: (id: string, questions: string[], headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/questions", { params: at(id), headers, body: { questions } })),
  answer: (id: string, name: string, text: string, headers: Wish) =>
    got(
      api.POST("/api/v1/incidents/{id}/questions/{name}/answers", {
        params: { path: { id, name } },
        headers,
        body: { text },
      }),
    ),
  settle: (id: string, name: string, answered: boolean) =>
    got(api.PUT("/api/v1/incidents/{id}/questions/{name}", { params: { path: { id, name } }, body: { answered } })),
  link: (id: string, links: Schema["LinkForm"][], headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/links", { params: at(id), headers, body: { links } })),
  unlink: (id: string, link: Schema["LinkForm"], headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/links/removal", { params: at(id), headers, body: { link } })),
  stand: (id: string, body: Schema["SideStandForm"]) =>
    got(api.PUT("/api/v1/incidents/{id}/stand", { params: at(id), body })),
  proposeClosing: (id: string, text: string, headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/closings", { params: at(id), headers, body: { text } })),
  answerClosing: (id: string, name: string, body: Schema["ClosingAnswerForm"]) =>
    got(api.PUT("/api/v1/incidents/{id}/closings/{name}/answer", { params: { path: { id, name } }, body })),
  end: (id: string, text: string, headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/end", { params: at(id), headers, body: { text } })),
  reopen: (id: string, text: string, headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/reopening", { params: at(id), headers, body: { text } })),
  act: (id: string, body: Schema["ActionForm"], headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/actions", { params: at(id), headers, body })),
  actOn: (id: string, name: string, body: Schema["ActionStepForm"], headers: Wish) =>
    got(api.POST("/api/v1/incidents/{id}/actions/{name}/steps", { params: { path: { id, name } }, headers, body })),
};
