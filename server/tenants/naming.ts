/**
 * What in a request or a handshake names a tenant: a token, a connector's key, a customer's session, a service
 * identifier, a file, `?tenant=`, or else the host that was asked. Nothing is proven here: the tenant's own routes verify
 * what was shown, so a wrong name only leads to a refusal.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { ShownHandshake, TenantNaming } from '../http/tenants.ts';
import type { Identity } from '../identity/identity-contract.ts';
import type { Directory } from '../configuration/directory.ts';
import { tokenOfAgent } from '../identity/claimed-agent.ts';
import { readProgramCookie } from '../identity/cookies.ts';
import { claimedTenant } from '../identity/tokens.ts';
import { realmPath } from '../identity/provider/configuration.ts';

/** What is asked of a tenant. */
export type NameableTenant = {
  readonly id: string;
  readonly identity: Pick<Identity, 'claims' | 'cookie' | 'openId' | 'verifyConnector'>;
  readonly directory: () => Pick<Directory, 'channelByServiceIdentifier' | 'channels' | 'form'>;
  readonly files: { has(name: string): Promise<boolean> };
  /** Whether a customer's session of this id is open or was. */
  hasSession(id: string): Promise<boolean>;
};

export type NamingOptions = {
  /** In order: the first is asked when nothing names another. */
  tenants: readonly NameableTenant[];
  /** Ids of the tenants with an origin of their own, by host; also of those that could not be opened. */
  hosts: ReadonlyMap<string, string>;
  /** All ids. */
  known: ReadonlySet<string>;
  /** Whom a request is for that names nobody. */
  otherwise: string;
};

/** `<session>.<secret>`: what customers show. */
const SESSION_TOKEN = /^([0-9a-f-]{36})\.[\w-]{43}$/;

type Find = (tenant: NameableTenant) => boolean | Promise<boolean>;

/** Tells tenants apart. */
export function createTenantNaming({ tenants, hosts, known, otherwise }: NamingOptions): TenantNaming {
  const first = (matches: (tenant: NameableTenant) => boolean): string | undefined =>
    tenants.find(matches)?.id;

  const named = (tenant: unknown): string | undefined =>
    typeof tenant === 'string' && known.has(tenant) ? tenant : undefined;

  // A tenant that could not be opened is known by the token alone.
  const byToken = (token: string): string | undefined =>
    first(({ identity }) => identity.claims(token)) ?? named(claimedTenant(token));

  const ofAgent = (agent: unknown): string | undefined => {
    const token = tokenOfAgent(agent);
    return token === undefined ? undefined : byToken(token);
  };

  const byCookie = (headers: IncomingHttpHeaders): string | undefined => {
    if (headers.cookie === undefined) return undefined;
    const program = readProgramCookie(headers.cookie);
    return (
      (program === undefined ? undefined : first(({ identity }) => identity.claims(program))) ??
      first(({ identity }) => identity.claims(identity.cookie().read(headers.cookie) ?? ''))
    );
  };

  const byHost = ({ host }: IncomingHttpHeaders): string => hosts.get(host ?? '') ?? otherwise;

  return {
    ofHandshake({ auth, headers, query }: ShownHandshake): string {
      const { token, serviceIdentifier } = auth;
      const { key } = query;
      return (
        (typeof token === 'string' ? byToken(token) : undefined) ??
        ofAgent(auth.agent) ??
        (typeof serviceIdentifier === 'string'
          ? first(({ directory }) => isWebChannel(directory(), serviceIdentifier))
          : undefined) ??
        // Programs of older protocols show their key in the address.
        (typeof key === 'string' && key !== ''
          ? first(({ identity }) => identity.verifyConnector(key) !== undefined)
          : undefined) ??
        byCookie(headers) ??
        named(query.tenant) ??
        byHost(headers)
      );
    },

    async ofRequest({ url = '/', headers }): Promise<string> {
      const asked = URL.canParse(url, 'http://here') ? new URL(url, 'http://here') : null;
      for (const find of shownBy(asked, headers)) {
        for (const tenant of tenants) if (await find(tenant)) return tenant.id;
      }
      const bearer = bearerOf(headers);
      const claimed = bearer === undefined ? undefined : named(claimedTenant(bearer));
      return claimed ?? byCookie(headers) ?? named(asked?.searchParams.get('tenant')) ?? byHost(headers);
    },
  };
}

/** How the tenant is found of what a request shows, the strongest first. */
function shownBy(asked: URL | null, headers: IncomingHttpHeaders): Find[] {
  const found: Find[] = [];
  const shown = bearerOf(headers);
  if (shown !== undefined) {
    const session = SESSION_TOKEN.exec(shown)?.[1];
    if (session !== undefined) found.push((tenant) => tenant.hasSession(session));
    else {
      found.push(({ identity }) => identity.claims(shown));
      found.push(({ identity }) => identity.verifyConnector(shown) !== undefined);
    }
  }
  if (asked === null) return found;
  found.push(({ identity }) => asked.pathname.startsWith(`${realmPath(identity.openId().realm)}/`));
  const [, kind, id = ''] = /^(?:\/ccm)?\/(widget-configs|forms)\/([^/]+)$/.exec(asked.pathname) ?? [];
  const name = decoded(id);
  if (kind === 'forms') found.push(({ directory }) => directory().form(name) !== undefined);
  if (kind === 'widget-configs') {
    found.push(({ directory }) => isWebChannel(directory(), name));
    found.push(({ directory }) => directory().channels.some((channel) => channel.name === name));
  }
  const file = asked.searchParams.get('filename');
  if (file !== null && shown === undefined) found.push(({ files }) => files.has(file));
  return found;
}

function bearerOf({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}

function isWebChannel(
  directory: Pick<Directory, 'channelByServiceIdentifier'>,
  serviceIdentifier: string,
): boolean {
  return directory.channelByServiceIdentifier(serviceIdentifier)?.type === 'WEB';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
