/**
 * The desk's end of the talk with a CRM around its frame. It tells things only to pages of the allowed origins, by name, and
 * listens only to the page around and only when that is of one of them. Anybody else gets no answer.
 */
import { crmRequest } from '../../protocol/crm/messages.ts';
import type { CrmEvent, CrmResult } from '../../protocol/crm/messages.ts';
import { originAround } from '../base/origin-around.ts';

export type CrmWindow = {
  tell: (event: CrmEvent) => void;
  close: () => void;
};

/** Listens; null where no page around may hear or command. `answer` says what comes of a command. */
export function openCrmWindow(
  origins: readonly string[],
  answer: (request: string, message: unknown) => Promise<CrmResult>,
): CrmWindow | null {
  const around = originAround();
  // A browser delivers a message only to the origin that it names: where it is not known, each is named.
  const targets = around === null ? origins : origins.filter((origin) => origin === around);
  if (window.parent === window || targets.length === 0) return null;
  const listen = ({ source, origin, data }: MessageEvent) => {
    if (source !== window.parent || !targets.includes(origin)) return;
    const asked = crmRequest.safeParse(data);
    if (!asked.success) return;
    void answer(asked.data.request, data).then((result) => {
      window.parent.postMessage(result, origin);
    });
  };
  window.addEventListener('message', listen);
  return {
    tell: (event) => {
      for (const target of targets) window.parent.postMessage(event, target);
    },
    close: () => {
      window.removeEventListener('message', listen);
    },
  };
}
