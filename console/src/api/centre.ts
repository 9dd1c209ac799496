import { carried, got } from "./client";
import { patient } from "./patience";

/** What only a party's own centre has: how its link to the office is, and what waits for the office. */
export interface OfficeLink {
  link: "up" | "down";
  since: string;
  reason?: string;
  as_of?: string;
  behind: number;
  waiting: number;
  office: string;
  went_back?: { noticed: string; read: number; common: number; common_at: string | null };
}

export interface Errand {
  key: string;
  method: string;
  path: string;
  person?: string;
  at: string;
  state: "waiting" | "done" | "refused";
  position?: number;
  status?: number;
  answer?: { code?: string; detail?: string; title?: string };
  answered?: string;
}

async function ask<T>(path: string): Promise<T> {
  return got(
    patient(path, { headers: carried(), credentials: "same-origin" }).then(async (response) => {
      const said: unknown = await response.json().catch(() => undefined);
      return response.ok ? { data: said as T, response } : { error: said, response };
    }),
  );
}

export function readLink(): Promise<OfficeLink> {
  return ask("/api/v1/link");
}

/** The newest errands in a state; the refused ones with what the office answered. */
export async function readErrands(state: Errand["state"]): Promise<Errand[]> {
  const { items } = await ask<{ items: Errand[] }>(`/api/v1/outbox?state=${state}&limit=20`);
  if (state !== "refused") return items;
  return Promise.all(items.map((errand) => ask<Errand>(`/api/v1/outbox/${encodeURIComponent(errand.key)}`)));
}
