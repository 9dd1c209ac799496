import { api, got } from "./client";

/** A receipt as the file that the office gives out, to the byte. Throws a `Problem`. */
export async function proofFile(number: number): Promise<Blob> {
  const params = { path: { number: String(number) } };
  return (await got(api.GET("/api/v1/receipts/{number}/file", { params, parseAs: "blob" }))) as Blob;
}

/** What a receipt's file is called. */
export function proofName(number: number): string {
  return `receipt-${number}.tlog-proof`;
}
