import { MediaQuery } from "svelte/reactivity";

const query = new MediaQuery("max-width: 720px");

/** Whether there is only room for cards below each other, in place of a table. */
export const narrow = {
  get is(): boolean {
    return query.current;
  },
};
