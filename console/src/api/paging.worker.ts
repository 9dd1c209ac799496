import { eachPage, type AnsweredPage } from "./paging";

/** Reads lists beside the page's own thread: while that starts to draw a map, or lists a thousand things, the next page is
 * asked for already. */
export interface Errand {
  number: number;
  address: string;
  headers: Record<string, string>;
}
/** `page`: one has come. Without one, that was all; or, with `failed`, nothing answers any more. */
export interface Come {
  number: number;
  page?: AnsweredPage;
  failed?: string;
}

addEventListener("message", ({ data: { number, address, headers } }: MessageEvent<Errand>) => {
  const say = (come: Omit<Come, "number">) => postMessage({ number, ...come } satisfies Come);
  eachPage(address, headers, (page) => say({ page })).then(
    () => say({}),
    (thrown: unknown) => say({ failed: String(thrown) }),
  );
});
