import { carried, problemIn } from "./client";
import { plainJson } from "./plain";
import { Problem } from "./problem";

/** Sends a file, and says how much of it has gone out: which `fetch` does not. Throws a `Problem`. */
export function upload<T>(path: string, file: Blob, onProgress: (sent: number, of: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    for (const [name, value] of Object.entries(carried())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onerror = () => reject(new Problem({ code: "unreachable" }));
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
