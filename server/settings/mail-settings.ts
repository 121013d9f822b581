/** The mail server by which customers get what was said. */
import { z } from 'zod';
import { address, orNull } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';

export const MAIL = {
  SMTP_URL: {
    shownDefault: '',
    meaning:
      'mail server for transcripts: `smtp://host:587` or `smtps://host:465`, with `user:password@` before the host where it asks; without it there are none by e-mail',
    schema: orNull(address('smtp:', 'smtps:')),
    secret: true,
  },
  SMTP_FROM: {
    shownDefault: '`no-reply@` the host of `SMTP_URL`',
    meaning: 'the sender of these e-mails',
    schema: orNull(z.string().pipe(z.email('an e-mail address'))),
  },
} as const satisfies SettingsByName;

/** Where e-mails go, and from whom they are. */
export type MailServer = { url: string; from: string };

/** Null: there is no mail server. */
export type MailSettings = { mail: MailServer | null };

export function mailSettings({ SMTP_URL: url, SMTP_FROM: from }: ValuesOf<typeof MAIL>): MailSettings {
  return { mail: url === null ? null : { url, from: from ?? `no-reply@${new URL(url).hostname}` } };
}
