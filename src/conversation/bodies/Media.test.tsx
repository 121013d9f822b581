import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Body } from '../../store/events.ts';
import { draw } from '../../testing/draw.tsx';
import { Media } from './Media.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const image = (mediaUrl: string): Body => ({
  type: 'IMAGE',
  text: '',
  fields: { attachment: { mediaUrl, mediaName: 'plan.png', mimeType: 'image/png' } },
});

/** A server that answers everything with a body of this type. */
function stubFetch(type: string) {
  const answer = { ok: true, headers: new Headers(), blob: () => Promise.resolve(new Blob(['x'], { type })) };
  const fetch = vi.fn<(address: string, init: RequestInit) => Promise<typeof answer>>(() =>
    Promise.resolve(answer),
  );
  vi.stubGlobal('fetch', fetch);
  URL.createObjectURL = () => 'blob:picture';
  URL.revokeObjectURL = () => {};
  return fetch;
}

it('shows a picture of our own server without asking for it in the agent’s name', async () => {
  const fetch = stubFetch('image/png');
  await draw(<Media body={image('/agent-manager/me')} />);
  const picture = await screen.findByRole('img', { name: 'plan.png' });
  expect(picture.getAttribute('src')).toBe('blob:picture');
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', redirect: 'error' });
});

it('shows what is no picture, or comes from elsewhere, by its name', async () => {
  const fetch = stubFetch('application/json');
  await draw(<Media body={image('/agent-manager/me')} />);
  expect(await screen.findByText(/can’t be displayed here/)).toBeTruthy();
  expect(screen.queryByRole('img', { name: 'plan.png' })).toBeNull();
  cleanup();
  fetch.mockClear();
  await draw(<Media body={image('https://elsewhere.example/plan.png')} />);
  expect(screen.getByText('plan.png')).toBeTruthy();
  expect(fetch).not.toHaveBeenCalled();
});
