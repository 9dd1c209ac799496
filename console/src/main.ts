import { mount } from "svelte";
import App from "./App.svelte";
import "./style/tokens.css";
import "./style/base.css";
import { look } from "./style/theme.svelte";
import { trustOwnScripts } from "./trusted";
import { words } from "./words/words.svelte";

trustOwnScripts();
look.begin();
await words.begin();
mount(App, { target: document.getElementById("console")! });
