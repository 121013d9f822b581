/** Where the server listens, and who may come how. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { address, listOf, orNull, wholeNumber, wordsIn } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';

/** How many proxies stand in front (0: none), or who they are. */
export type TrustedProxies = number | readonly string[];

const hostSchema = z
  .string()
  .transform((value) => (value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : value))
  .refine(isHost, 'an IP address or a host name')
  .prefault('127.0.0.1');

const originSchema = address('https:', 'http:')
  .refine(isOriginAlone, 'an origin alone, like https://desk.example.org, without a path')
  .transform((value) => new URL(value).origin);

const allowedOriginSchema = z
  .string()
  .refine(isOriginPattern, 'origins like https://desk.example.org or https://*.example.org');

const ancestorSchema = z
  .string()
  .regex(
    /^(self|none|https?:\/\/(\*\.)?[a-z\d.[\]:-]+(:(\d+|\*))?)$/i,
    'none, self, or origins like https://crm.example.org',
  );

/** Sources of the CSP directive `frame-ancestors`, ready to be joined. */
const ancestorsSchema = listOf(ancestorSchema)
  .refine((words) => words.length < 2 || !words.includes('none'), 'none alone, or self and origins')
  .transform((words): readonly string[] => {
    if (words.length === 0 || words[0] === 'none') return ["'none'"];
    return words.map((word) => (word === 'self' ? "'self'" : word));
  });

const PROXIES = 'on, off, a number of proxies, or addresses like 10.0.0.0/8 or loopback';

const proxiesSchema = z
  .union([
    z.literal('off').transform(() => 0),
    z.literal('on').transform(() => 1),
    z.string().regex(/^\d$/).transform(Number),
    z
      .string()
      .transform(wordsIn)
      .pipe(z.array(z.string().refine(isNetwork))),
  ])
  .prefault('off');

export const NETWORK = {
  PORT: {
    shownDefault: '8080',
    meaning: 'TCP port; `0` lets the system choose',
    schema: wholeNumber(8080, 65_535),
  },
  HOST: {
    shownDefault: '127.0.0.1',
    meaning: 'address to listen on; `0.0.0.0` or `::` for every interface',
    schema: hostSchema,
  },
  PUBLIC_URL: {
    shownDefault: '`http://HOST:PORT`',
    meaning: 'the origin that browsers see, when a proxy stands in front; `https` anywhere but on loopback',
    schema: orNull(originSchema),
    secret: true,
  },
  TRUST_PROXY: {
    shownDefault: 'off',
    meaning:
      'whose `X-Forwarded-For` is believed: addresses or networks of proxies, `loopback`, or how many stand in front (`on` is 1)',
    schema: z
      .string()
      .optional()
      .transform((value, context): TrustedProxies => {
        const parsed = proxiesSchema.safeParse(value);
        if (parsed.success) return parsed.data;
        context.addIssue({ code: 'custom', message: PROXIES });
        return z.NEVER;
      }),
  },
  FRAME_ANCESTORS: {
    shownDefault: 'none',
    meaning: 'origins (separated by spaces or commas) that may show the desk in a frame, `self`, or `none`',
    schema: ancestorsSchema,
  },
  CHAT_FRAME_ANCESTORS: {
    shownDefault: 'none',
    meaning: "the same for the customer's page `/chat`",
    schema: ancestorsSchema,
  },
  EMBED_ORIGINS: {
    shownDefault: '',
    meaning:
      'origins that may show the desk in a frame and sign it in: the page around hands over a token ([docs/embed.md](docs/embed.md))',
    schema: listOf(originSchema),
  },
  CRM_ORIGINS: {
    shownDefault: '',
    meaning:
      'origins that may show the desk in a frame, are told what happens there, and may command it ([docs/crm.md](docs/crm.md))',
    schema: listOf(originSchema),
  },
  ALLOWED_ORIGINS: {
    shownDefault: '',
    meaning:
      'other sites whose pages may use REST, sockets and sign-in with a token: exact origins, or `https://*.example.org`',
    schema: listOf(allowedOriginSchema),
  },
  DESKS_ELSEWHERE_READ: {
    shownDefault: 'off',
    meaning:
      '`on`: desks of this family on other sites, which show no proof, also read customers, history and reports at the address of their sign-in ([docs/operate.md](docs/operate.md#desks-and-pages-of-other-sites) says at which risk)',
    schema: z.enum(['on', 'off'], 'on or off').prefault('off'),
  },
} as const satisfies SettingsByName;

/** What the settings of the network are to the server. */
export type NetworkSettings = {
  port: number;
  host: string;
  /** Origin without a trailing slash, or null: made from `host` and the port once that is known. */
  publicUrl: string | null;
  trustProxy: TrustedProxies;
  /** Sources of the CSP directive `frame-ancestors`, ready to be joined. */
  frameAncestors: readonly string[];
  /** The same for the customer's page. */
  chatFrameAncestors: readonly string[];
  /** Origins whose pages show the desk in a frame and give it its token. */
  embedOrigins: readonly string[];
  /** Origins whose pages around the desk's frame are told what happens there, and command it. */
  crmOrigins: readonly string[];
  /** Origins, exact or with `*.` before the name. */
  allowedOrigins: readonly string[];
  /** Whether desks of such pages read by their address alone. */
  desksElsewhereRead: boolean;
};

export function networkSettings(values: ValuesOf<typeof NETWORK>): NetworkSettings {
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL,
    trustProxy: values.TRUST_PROXY,
    frameAncestors: values.FRAME_ANCESTORS,
    chatFrameAncestors: values.CHAT_FRAME_ANCESTORS,
    embedOrigins: values.EMBED_ORIGINS,
    crmOrigins: values.CRM_ORIGINS,
    allowedOrigins: values.ALLOWED_ORIGINS,
    desksElsewhereRead: values.DESKS_ELSEWHERE_READ === 'on',
  };
}

function isHost(bare: string): boolean {
  const isName = /^(?=.{1,253}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(bare);
  return isIP(bare) !== 0 || (isName && !/^[\d.]+$/.test(bare));
}

function isOriginAlone(value: string): boolean {
  const { hostname, pathname, search, hash, username } = new URL(value);
  return pathname === '/' && search === '' && hash === '' && username === '' && !hostname.includes('*');
}

function isOriginPattern(word: string): boolean {
  const bare = word.replace('://*.', '://');
  return (
    /^https?:\/\//.test(word) && !bare.includes('*') && URL.canParse(bare) && new URL(bare).origin === bare
  );
}

/** An IP address, a network of them (`10.0.0.0/8`), or the name of one. */
function isNetwork(word: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(word)) return true;
  const [bare = ''] = word.split('/');
  return isIP(bare) !== 0 && (word === bare || ipaddr.isValidCIDR(word));
}
