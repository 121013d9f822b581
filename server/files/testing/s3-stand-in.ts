/** A bucket for tests: what a service that speaks S3 answers, and whether the requests were signed. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BucketAddress } from '../s3-bucket.ts';
import { signed } from './s3-signature.ts';

export type S3StandIn = {
  address: BucketAddress;
  /** By key. */
  objects: Map<string, { content: Buffer; type: string }>;
  /** Whatever is asked from now on fails so; null: it works again. */
  fail: (status: number | null) => void;
  /** What a list says from now on instead: bytes without end, or its first page again and again. */
  mislead: (how: 'ENDLESS' | 'SAME_PAGE') => void;
  close: () => Promise<void>;
};

const KEY = { region: 'eu-central-1', keyId: 'desk', secret: 'a secret' };

/** Objects on a page of the list. */
const PAGE = 2;

export async function startS3(bucket = 'files'): Promise<S3StandIn> {
  const objects: S3StandIn['objects'] = new Map();
  let failing: number | null = null;
  let misled: 'ENDLESS' | 'SAME_PAGE' | null = null;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (failing !== null) refuse(response, failing, 'InternalError');
      else if (!isSigned(request, body)) refuse(response, 403, 'SignatureDoesNotMatch');
      else answer(request, body, response);
    });
  });

  function answer({ method, url = '', headers }: IncomingMessage, body: Buffer, response: ServerResponse) {
    const { pathname, searchParams } = new URL(url, 'http://here');
    if (pathname === `/${bucket}`) {
      list(searchParams, response);
      return;
    }
    const key = decodeURIComponent(pathname.slice(bucket.length + 2));
    const object = objects.get(key);
    if (method === 'PUT') {
      // Without a length the real ones refuse.
      if (headers['content-length'] === undefined) {
        refuse(response, 411, 'MissingContentLength');
        return;
      }
      objects.set(key, { content: body, type: headers['content-type'] ?? '' });
      response.end();
    } else if (method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else if (object === undefined) refuse(response, 404, 'NoSuchKey');
    else give(object, headers, method === 'HEAD', response);
  }

  function list(asked: URLSearchParams, response: ServerResponse): void {
    if (misled === 'ENDLESS') {
      const more = () => response.write(Buffer.alloc(65_536, ' '));
      response.on('drain', more);
      more();
      return;
    }
    if (misled === 'SAME_PAGE') {
      response.end('<ListBucketResult><NextContinuationToken>x</NextContinuationToken></ListBucketResult>');
      return;
    }
    const keys = [...objects.keys()].filter((key) => key.startsWith(asked.get('prefix') ?? '')).toSorted();
    const from = Number(asked.get('continuation-token') ?? 0);
    const contents = keys
      .slice(from, from + PAGE)
      .map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.content.length}</Size></Contents>`);
    const next =
      from + PAGE < keys.length ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
    response.end(`<?xml version="1.0"?><ListBucketResult>${contents.join('')}${next}</ListBucketResult>`);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: { ...KEY, url: `http://127.0.0.1:${port}/${bucket}` },
    objects,
    fail: (status) => (failing = status),
    mislead: (how) => (misled = how),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Signs again what has arrived: nothing that was signed may have changed on the way. */
function isSigned({ method = '', url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const given = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const time = given['x-amz-date'] ?? '';
  const now = Date.parse(time.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const again = signed(
    { method, url: new URL(url, `http://${headers.host}`), headers: given, bodyHash },
    KEY,
    now,
  );
  return again.authorization === headers.authorization;
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
}

function give(
  { content, type }: { content: Buffer; type: string },
  headers: IncomingMessage['headers'],
  isHead: boolean,
  response: ServerResponse,
): void {
  const etag = `"${createHash('md5').update(content).digest('hex')}"`;
  if (headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
  const from = Number(range?.[1] ?? 0);
  const last = content.length - 1;
  const to = range?.[2] ? Math.min(Number(range[2]), last) : last;
  if (from > to) {
    refuse(response, 416, 'InvalidRange');
    return;
  }
  response.writeHead(range === null ? 200 : 206, {
    'content-type': type,
    'content-length': to - from + 1,
    'accept-ranges': 'bytes',
    etag,
    ...(range !== null && { 'content-range': `bytes ${from}-${to}/${content.length}` }),
  });
  response.end(isHead ? undefined : content.subarray(from, to + 1));
}
