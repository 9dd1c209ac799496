import { api, got, type Schema } from "../../api/client";
import { Problem } from "../../api/problem";

/** What the office takes as an attachment; it looks at the bytes itself. */
export const LARGEST_BYTES = 4_194_304;
export const MOST_FILES = 10;
const TYPES: Record<string, string> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  txt: "text/plain",
  csv: "text/csv",
  json: "application/json",
  geojson: "application/geo+json",
  gpx: "application/gpx+xml",
  kml: "application/vnd.google-earth.kml+xml",
  kmz: "application/vnd.google-earth.kmz",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
};
export const ENDINGS = Object.keys(TYPES);

/** The type by which the office takes a file: by its ending, for browsers do not know all of them. */
export function typeOf(name: string): string | undefined {
  return TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""];
}

/** Puts a file in, so that a message can name it. Throws a `Problem`; what cannot be taken is not sent at all. */
export async function putIn(file: File): Promise<Schema["AttachmentOut"]> {
  const type = typeOf(file.name);
  if (type === undefined) throw new Problem({ code: "attachment-type", status: 415 });
  if (file.size < 1 || file.size > LARGEST_BYTES) throw new Problem({ code: "attachment-size", status: 413 });
  return got(
    api.POST("/api/v1/attachments", {
      params: { query: { name: file.name.slice(0, 200) } },
      body: file as never,
      bodySerializer: (body) => body,
      headers: { "Content-Type": type },
    }),
  );
}
