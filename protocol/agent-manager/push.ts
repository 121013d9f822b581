/** How agents are reached while their desk is not connected. */
import * as z from 'zod/mini';

/** A point of the curve P-256, uncompressed, base64url: what a browser subscribes with (`applicationServerKey`). */
export const pushKey = z.object({ publicKey: z.string() });

const address = z.string().check(z.minLength(1), z.maxLength(2_000));

/** A `PushSubscription` of a browser, as JSON. */
export const subscription = z.looseObject({
  endpoint: address,
  keys: z.object({
    p256dh: z.string().check(z.regex(/^[\w-]{87}=?$/)),
    auth: z.string().check(z.regex(/^[\w-]{22}(==)?$/)),
  }),
});

export const endpoint = z.looseObject({ endpoint: address });
export const done = z.object({ status: z.literal('ok') });

/** What the desk's service worker is sent: what to show, and where a click leads (`address` in the desk). */
export type PushNotification = {
  title: string;
  body: string;
  tag: string;
  taskId: string;
  address: string;
};
