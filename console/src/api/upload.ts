import { carried, problemIn } from "./client";
import { refusedThere } from "./past";
import { plainJson } from "./plain";
import { Problem } from "./problem";

/** After so long without anything going out, or coming back once all has gone out, nobody is there any more. A thin line
 * may take minutes for what the browser counts as gone out. */
const SILENCE_MS = 120_000;

/** Sends a file, and says how much of it has gone out: which `fetch` does not. Throws a `Problem`; also where it is given up
 * by the signal. */
export function upload<T>(
  path: string,
  file: Blob,
  onProgress: (sent: number, of: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const refused = refusedThere("POST", path);
    if (refused) return reject(new Problem({ code: refused }));
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    let silence = setTimeout(abort, SILENCE_MS);
    signal.addEventListener("abort", abort);
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", abort);
    };
    request.open("POST", path);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    for (const [name, value] of Object.entries(carried())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      clearTimeout(silence);
      silence = setTimeout(abort, SILENCE_MS);
      onProgress(event.loaded, event.total);
    };
    request.onerror = request.onabort = () => reject(new Problem({ code: "unreachable" }));
    request.onload = () => {
      const answered = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(answered as T);
      const response = new Response(null, {
        status: request.status,
        headers: { "Retry-After": request.getResponseHeader("Retry-After") ?? "0" },
      });
      void problemIn(response, answered).then(reject);
    };
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(plainJson(text));
  } catch {
    return undefined;
  }
}
