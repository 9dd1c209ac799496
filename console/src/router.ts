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
  "/notices": () => import("./pages/Notices.svelte"),
  "/notices/new": () => import("./pages/NewNotice.svelte"),
  "/notices/drafts": () => import("./pages/Drafts.svelte"),
  "/notices/drafts/:id": () => import("./pages/Draft.svelte"),
  "/notices/:id": () => import("./pages/Notice.svelte"),
  "/imports": () => import("./pages/Imports.svelte"),
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
