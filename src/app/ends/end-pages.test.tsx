import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWords } from '../../i18n/i18n.ts';
import { browserOf } from './browser-name.ts';
import { EndPage } from './EndPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';

const words = await createWords();

function show(part: ReactNode): void {
  render(<I18nextProvider i18n={words}>{part}</I18nextProvider>);
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the page of an end', () => {
  it('says where and when another sign-in took over, and how to come back', async () => {
    const goOn = vi.fn();
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
    show(
      <EndPage
        end="replaced"
        facts={{ at: new Date(2026, 10, 17, 14, 32).getTime(), userAgent }}
        onGoOn={goOn}
      />,
    );
    expect(await screen.findByText(/Firefox on Windows, at 2:32/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Use here instead' }));
    expect(goOn).toHaveBeenCalledOnce();
  });

  it('names the account that has no desk, and the code for support', () => {
    show(
      <EndPage end="forbidden" facts={{ at: 0, account: 'visitor1', code: 'FORBIDDEN' }} onGoOn={() => {}} />,
    );
    expect(screen.getByText('Signed in as visitor1')).toBeDefined();
    expect(screen.getByText('FORBIDDEN')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Use another account' })).toBeDefined();
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36', 'Chrome', 'Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0',
      'Edge',
      'Windows',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari', 'iOS'],
    ['curl/8', null, null],
  ])('knows the browser of %s', (userAgent, browser, system) => {
    expect(browserOf(userAgent)).toEqual({ browser, system });
  });
});

function Stumbles(): ReactNode {
  throw new TypeError('x is not a function');
}

describe('our own mistakes', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  it('end in a page with a code, and a report that can be copied', async () => {
    const user = userEvent.setup();
    show(
      <ErrorBoundary>
        <Stumbles />
      </ErrorBoundary>,
    );
    const code = (await screen.findByText(/^D-[0-9A-Z]{7}$/)).textContent;
    await user.click(screen.getByRole('button', { name: 'Copy for support' }));
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeDefined();
    const report = await navigator.clipboard.readText();
    expect(report).toContain(code);
    expect(report).toContain('TypeError: x is not a function');
    expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
  });
});
