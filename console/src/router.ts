import { createRouter } from "sv-router";
import Watch from "./pages/Watch.svelte";

/** Which page stands at which address. The first one comes with the first script; every other one when it is wanted.
 * A page that comes at once must not hold an `import()` itself: the router takes it for one that comes later. */
export const { p, navigate, isActive, route } = createRouter({
  "/": Watch,
  "/conflicts": () => import("./pages/Conflicts.svelte"),
  "/operations": () => import("./pages/Operations.svelte"),
  "/operations/new": () => import("./pages/NewOperation.svelte"),
  "/operations/:id": () => import("./pages/Operation.svelte"),
  "/operations/:id/change": () => import("./pages/ChangeOperation.svelte"),
  "/signin": () => import("./pages/SignIn.svelte"),
  "/inbox": () => import("./pages/Inbox.svelte"),
  "/threads": () => import("./pages/Threads.svelte"),
  "/threads/new": () => import("./pages/NewThread.svelte"),
  "/threads/:id": () => import("./pages/Thread.svelte"),
  "/agreements": () => import("./pages/Agreements.svelte"),
  "/agreements/new": () => import("./pages/NewAgreement.svelte"),
  "/agreements/:id": () => import("./pages/Agreement.svelte"),
  "/agreements/:id/offer": () => import("./pages/NewAgreement.svelte"),
  "/agreements/:id/preview": () => import("./pages/Preview.svelte"),
  "/day": () => import("./pages/Day.svelte"),
  "/day/:day": () => import("./pages/Day.svelte"),
  "/hand-over": () => import("./pages/HandOver.svelte"),
  "/account": () => import("./pages/Account.svelte"),
  "/apply": () => import("./pages/Apply.svelte"),
  "/parties": () => import("./pages/Parties.svelte"),
  "/parties/:id": () => import("./pages/Party.svelte"),
  "/people": () => import("./pages/People.svelte"),
  "/programs": () => import("./pages/Programs.svelte"),
  "/deliveries": () => import("./pages/Deliveries.svelte"),
  "/me": () => import("./pages/Me.svelte"),
  "*": () => import("./pages/Nothing.svelte"),
});
