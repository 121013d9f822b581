/** The signature of AWS, version 4, made anew from what has arrived: what a service that speaks S3 compares with. */
import { createHash, createHmac } from 'node:crypto';
import { encoded } from '../s3-bucket.ts';
import type { BucketAddress } from '../s3-bucket.ts';

type S3Request = {
  method: string;
  url: URL;
  /** By lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body, in hex. */
  bodyHash: string;
};

const SCHEME = 'AWS4-HMAC-SHA256';

/** The headers of the request, with those that prove who asks. `now` in epoch ms. */
export function signed(
  { method, url, headers, bodyHash }: S3Request,
  { region, keyId, secret }: Omit<BucketAddress, 'url'>,
  now: number,
): Record<string, string> {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': time,
  };
  const names = Object.keys(all).toSorted();
  const signedHeaders = names.join(';');
  const request = [
    method,
    url.pathname,
    queryOf(url),
    ...names.map((name) => `${name}:${(all[name] ?? '').trim()}`),
    '',
    signedHeaders,
    bodyHash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const signature = hmac(key, [SCHEME, time, scope, sha256(request)].join('\n')).toString('hex');
  const authorization = `${SCHEME} Credential=${keyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { ...all, authorization };
}

/** Names and values in order, encoded as the signature wants it. */
function queryOf({ searchParams }: URL): string {
  return [...searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
