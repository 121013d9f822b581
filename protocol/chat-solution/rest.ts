/** The bodies of Chat Solution's REST. */
import * as z from 'zod/mini';
import { id, maybe } from '../cim/primitives.ts';

const words = z.string().check(z.maxLength(2_000));

/** `POST /api/customer/init`: further parameters are kept, and every text among them identifies the customer. */
export const chatInit = z.looseObject({
  channel: words,
  name: maybe(z.string().check(z.maxLength(300))),
  email: maybe(words),
  phone: maybe(words),
  requestId: maybe(id),
  timestamp: maybe(words),
});
