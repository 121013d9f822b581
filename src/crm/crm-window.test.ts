import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CrmResult } from '../../protocol/crm/messages.ts';
import { openCrmWindow, type CrmWindow } from './crm-window.ts';

const CRM = 'https://crm.example.org';
const OTHER = 'https://other.example.org';
const command = { type: 'agent-desk.command', request: 'r1', command: 'anything' };

let open: CrmWindow | null = null;
afterEach(() => {
  open?.close();
  open = null;
  vi.restoreAllMocks();
});

/** A page around of an origin that the browser does not tell. */
function inFrame(origins: readonly string[]) {
  const parent = { postMessage: vi.fn() };
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as unknown as Window);
  const answer = vi.fn((request: string): Promise<CrmResult> =>
    Promise.resolve({ type: 'agent-desk.result', request, status: 'ok' }),
  );
  open = openCrmWindow(origins, answer);
  const send = (data: unknown, origin: string, source: unknown = parent) =>
    window.dispatchEvent(new MessageEvent('message', { data, origin, source: source as Window }));
  return { parent, answer, send };
}

describe('the talk with a CRM', () => {
  it('tells events to the allowed origins by name, never to all', () => {
    const { parent } = inFrame([CRM]);
    open?.tell({ eventName: 'LOGOUT', agentData: {} });
    expect(parent.postMessage.mock.calls).toEqual([[{ eventName: 'LOGOUT', agentData: {} }, CRM]]);
  });

  it('answers the page around, at its origin', async () => {
    const { parent, answer, send } = inFrame([CRM]);
    send(command, CRM);
    await expect.poll(() => parent.postMessage.mock.calls).toHaveLength(1);
    expect(answer).toHaveBeenCalledWith('r1', command);
    expect(parent.postMessage.mock.calls[0]).toEqual([
      { type: 'agent-desk.result', request: 'r1', status: 'ok' },
      CRM,
    ]);
  });

  it('does not hear other origins, other windows, or what is no command', () => {
    const { answer, send } = inFrame([CRM]);
    send(command, OTHER);
    send(command, CRM, window);
    for (const data of [null, 'x', {}, { ...command, request: '' }, { ...command, type: 'x' }])
      send(data, CRM);
    expect(answer).not.toHaveBeenCalled();
  });

  it('does not begin where no origin is allowed, or nobody is around', () => {
    inFrame([]);
    expect(open).toBeNull();
    vi.restoreAllMocks();
    expect(openCrmWindow([CRM], vi.fn())).toBeNull();
  });
});
