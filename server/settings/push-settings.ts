/** How agents are reached while their desk is not connected. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { address, listOf, orNull, text } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';
import { SettingsError } from './settings-error.ts';

export const PUSH = {
  WEB_PUSH_SUBJECT: {
    shownDefault: '`no-reply@` the host of `PUBLIC_URL`',
    meaning:
      'whom operators of push services may write to about messages of this server: `mailto:…` or `https://…`',
    schema: orNull(address('mailto:', 'https:')),
  },
  WEB_PUSH_SERVICES: {
    shownDefault: '',
    meaning:
      'push services besides those of the known browsers that messages may be sent to: origins, like `https://push.example.org`',
    schema: listOf(address('https:', 'http:').transform((value) => new URL(value).origin)),
  },
  FCM_SERVICE_ACCOUNT_FILE: {
    shownDefault: '',
    meaning:
      'the JSON file of a Google service account, for messages by Firebase Cloud Messaging to the tokens that desks give (`fcm`); without it there are none',
    schema: text,
  },
  FCM_URL: {
    shownDefault: '`https://fcm.googleapis.com`',
    meaning: 'where these messages go',
    schema: address('https:', 'http:').prefault('https://fcm.googleapis.com'),
  },
  PUSH_CONTENT: {
    shownDefault: 'plain',
    meaning: '`plain`: messages say that a customer is waiting, and in which queue; `names`: also who',
    schema: z.enum(['plain', 'names'], 'plain or names').prefault('plain'),
  },
} as const satisfies SettingsByName;

/** What signs for Firebase Cloud Messaging, as Google gives it. */
export type ServiceAccount = { projectId: string; clientEmail: string; privateKey: string; tokenUrl: string };

export type PushOptions = {
  webPush: { subject: string; services: readonly string[] };
  /** Null: nothing is sent there. */
  fcm: { account: ServiceAccount; url: string } | null;
  /** Whether messages may say who the customer is. */
  names: boolean;
};
export type PushSettings = { push: PushOptions };

const accountFile = z.looseObject({
  project_id: z.string().min(1),
  client_email: z.string().min(1),
  private_key: z.string().startsWith('-----BEGIN'),
  token_uri: z.url(),
});

function accountIn(path: string): ServiceAccount {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new SettingsError('FCM_SERVICE_ACCOUNT_FILE must be a JSON file that can be read.');
  }
  const account = accountFile.safeParse(read);
  if (!account.success) {
    throw new SettingsError(
      'FCM_SERVICE_ACCOUNT_FILE must have project_id, client_email, private_key and token_uri.',
    );
  }
  const { project_id, client_email, private_key, token_uri } = account.data;
  return { projectId: project_id, clientEmail: client_email, privateKey: private_key, tokenUrl: token_uri };
}

export function pushSettings(
  values: ValuesOf<typeof PUSH>,
  { cwd, publicUrl }: { cwd: string; publicUrl: string | null },
): PushSettings {
  const host = publicUrl === null ? 'localhost' : new URL(publicUrl).hostname;
  const file = values.FCM_SERVICE_ACCOUNT_FILE;
  return {
    push: {
      webPush: {
        subject: values.WEB_PUSH_SUBJECT ?? `mailto:no-reply@${host}`,
        services: values.WEB_PUSH_SERVICES,
      },
      fcm:
        file === null
          ? null
          : { account: accountIn(resolve(cwd, file)), url: new URL(values.FCM_URL).origin },
      names: values.PUSH_CONTENT === 'names',
    },
  };
}
