/** A bucket of a service that speaks S3: what is asked of it, signed, and how long an answer is waited for. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { AwsV4Signer } from 'aws4fetch';
import { SaxesParser } from 'saxes';

/** Where a bucket is: objects are below `url`, whose path is that of the bucket, and who may read and write there. */
export type BucketAddress = { url: string; region: string; keyId: string; secret: string };

/** A file on the disk that becomes an object. `hash`: SHA-256 of its content, in hex. */
type NewObject = { path: string; size: number; type: string; hash: string };

/** The bucket has not done what was asked. */
class BucketError extends Error {
  override readonly name = 'BucketError';
  /** As HTTP says it to whoever sent or wanted a file: not available now. */
  readonly statusCode = 503;
}

/** SHA-256 of no bytes, in hex. */
const NO_BODY = createHash('sha256').digest('hex');
/** The beginning of an answer has to come within this time (ms); an object within a minute for each started 10 MB. */
const ANSWER_MS = 15_000;
const MS_PER_PART = 60_000;
const PART = 10_000_000;
/** A refusal is told so far, for the log. */
const SHOWN_REFUSAL = 300;
/** Bytes of the longest answer in words: a page of a list has a thousand objects. */
const LONGEST_WORDS = 4_000_000;

export class S3Bucket {
  readonly #address: BucketAddress;
  readonly #url: string;

  constructor(address: BucketAddress) {
    this.#address = address;
    this.#url = address.url.replace(/\/+$/u, '');
  }

  /** Stores an object: all of it, or nothing. @throws BucketError */
  async put(key: string, { path, size, type, hash }: NewObject): Promise<void> {
    const headers = { 'content-length': String(size), 'content-type': type };
    const wait = ANSWER_MS + Math.ceil(size / PART) * MS_PER_PART;
    const answer = await this.#ask('PUT', this.#object(key), { headers, bodyHash: hash, path, wait });
    await this.#done(answer, 'PUT');
  }

  /**
   * The object, as `headers` (`range`, `if-none-match`) ask for it. Its body comes as it is read.
   * @throws BucketError when the service says anything but what is there and what is not
   */
  async get(method: 'GET' | 'HEAD', key: string, headers: Record<string, string>): Promise<Response> {
    const answer = await this.#ask(method, this.#object(key), { headers, isRead: false });
    if (answer.ok || answer.status === 304 || answer.status === 404 || answer.status === 416) return answer;
    await answer.body?.cancel();
    throw new BucketError(`The bucket refuses (${method}): ${answer.status}`);
  }

  /** The object's bytes, or null when it is not there. @throws BucketError */
  async size(key: string): Promise<number | null> {
    const answer = await this.get('HEAD', key, {});
    await answer.body?.cancel();
    return answer.ok ? Number(answer.headers.get('content-length') ?? 0) : null;
  }

  /** Removes an object, which may be gone already. @throws BucketError */
  async remove(key: string): Promise<void> {
    const answer = await this.#ask('DELETE', this.#object(key), {});
    if (answer.status === 404) await answer.body?.cancel();
    else await this.#done(answer, 'DELETE');
  }

  /** The bytes of all objects whose key begins so. @throws BucketError */
  async bytes(prefix: string): Promise<number> {
    let bytes = 0;
    let token: string | undefined;
    do {
      const url = new URL(this.#url);
      url.searchParams.set('list-type', '2');
      url.searchParams.set('prefix', prefix);
      if (token !== undefined) url.searchParams.set('continuation-token', token);
      const answer = await this.#ask('GET', url, {});
      const listed = listedIn(await this.#done(answer, 'GET'));
      bytes += listed.bytes;
      if (listed.next !== undefined && listed.next === token)
        throw new BucketError('The bucket’s list does not go on.');
      token = listed.next;
    } while (token !== undefined);
    return bytes;
  }

  #object(key: string): URL {
    return new URL(`${this.#url}/${key.split('/').map(encoded).join('/')}`);
  }

  /**
   * Resolves with the beginning of the answer, whatever it says. `isRead`: it is read at once, and all of it has to come
   * in time; else its body comes as long as somebody reads.
   */
  async #ask(
    method: string,
    url: URL,
    { headers = {}, bodyHash = NO_BODY, path, wait = ANSWER_MS, isRead = true }: Asking,
  ): Promise<Response> {
    const { region, keyId, secret } = this.#address;
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, 'x-amz-content-sha256': bodyHash },
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: 's3',
      region,
    });
    const { headers: signed } = await signer.sign();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), wait);
    try {
      return await fetch(url, {
        method,
        headers: signed,
        redirect: 'manual',
        signal: isRead ? AbortSignal.timeout(wait) : patience.signal,
        ...(path !== undefined && { body: Readable.toWeb(createReadStream(path)), duplex: 'half' }),
      });
    } catch (error) {
      throw new BucketError(`The bucket does not answer (${method}).`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** What the answer says. @throws BucketError unless that is that it is done */
  async #done(answer: Response, method: string): Promise<string> {
    const said = await wordsOf(answer, method);
    if (answer.ok) return said;
    throw new BucketError(`The bucket refuses (${method}): ${answer.status} ${said.slice(0, SHOWN_REFUSAL)}`);
  }
}

/** Everything but letters, digits and four signs as bytes of UTF-8; `encodeURIComponent` leaves some more as they are. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

type Asking = {
  headers?: Record<string, string>;
  bodyHash?: string;
  path?: string;
  wait?: number;
  isRead?: boolean;
};

/** An answer in words. @throws BucketError where it is too long, or breaks off */
async function wordsOf({ body }: Response, method: string): Promise<string> {
  const coming: AsyncIterable<Uint8Array> | Uint8Array[] = body ?? [];
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of coming) {
      size += part.length;
      if (size > LONGEST_WORDS) break;
      parts.push(part);
    }
  } catch (error) {
    throw new BucketError(`The bucket’s answer breaks off (${method}).`, { cause: error });
  }
  if (size > LONGEST_WORDS) throw new BucketError(`The bucket’s answer has no end (${method}).`);
  return Buffer.concat(parts).toString('utf8');
}

/** The bytes on a page of a bucket's list, and what asks for the next page. @throws BucketError */
function listedIn(text: string): { bytes: number; next: string | undefined } {
  const parser = new SaxesParser();
  const found = { isList: false, bytes: 0, next: undefined as string | undefined };
  let words = '';
  parser.on('opentag', ({ name }) => {
    found.isList ||= name === 'ListBucketResult';
    words = '';
  });
  parser.on('text', (more) => (words += more));
  parser.on('closetag', ({ name }) => {
    if (name === 'Size') found.bytes += Number(words);
    if (name === 'NextContinuationToken') found.next = words;
    words = '';
  });
  try {
    parser.write(text).close();
  } catch (error) {
    throw new BucketError('The bucket’s list of objects cannot be read.', { cause: error });
  }
  const { isList, bytes, next } = found;
  if (!isList || !Number.isSafeInteger(bytes)) throw new BucketError('The bucket’s list has no sizes.');
  return { bytes, next };
}
