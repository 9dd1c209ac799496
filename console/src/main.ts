import { mount } from "svelte";
import { session } from "./api/session.svelte";
import App from "./App.svelte";
import "./style/tokens.css";
import "./style/base.css";
import { look } from "./style/theme.svelte";
import { trustOwnScripts } from "./trusted";
import { words } from "./words/words.svelte";

trustOwnScripts();
look.begin();
// What takes time begins at once, each beside the others: who this is, the words, and the map for those who come for it.
const who = session.look();
who.catch(() => {}); // the page says it
if (location.pathname === "/") import("./map/stage").catch(() => {}); // the map says it
await words.begin();
void words.all().catch(() => {}); // of the other pages, for whoever goes to one; asked for again there
mount(App, { target: document.getElementById("console")!, props: { who } });
