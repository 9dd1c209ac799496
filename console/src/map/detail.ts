import { api, got } from "../api/client";

let asked: Promise<string | undefined> | undefined;

/** Where the operator's own tiles are, if there are some; asked once for all maps of the page. A map without them is a map. */
export function tilesHere(): Promise<string | undefined> {
  asked ??= got(api.GET("/api/v1/map")).then(({ tiles }) => tiles || undefined);
  return asked.catch(() => {
    asked = undefined;
    return undefined;
  });
}
