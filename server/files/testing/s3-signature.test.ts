import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signed } from './s3-signature.ts';

const WHO = {
  region: 'us-east-1',
  keyId: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const WHEN = Date.UTC(2013, 4, 24);
const BUCKET = 'https://examplebucket.s3.amazonaws.com';

/** Of the examples that AWS has published for the signature of S3. */
const EXAMPLES = [
  {
    what: 'a part of an object',
    request: { method: 'GET', path: '/test.txt', headers: { range: 'bytes=0-9' }, body: '' },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    what: 'an object that is stored',
    request: {
      method: 'PUT',
      path: '/test%24file.text',
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: 'Welcome to Amazon S3.',
    },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    what: 'a name without a value',
    request: { method: 'GET', path: '/?lifecycle', headers: {}, body: '' },
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    what: 'a list',
    request: { method: 'GET', path: '/?max-keys=2&prefix=J', headers: {}, body: '' },
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
];

describe('the signature of a request to S3', () => {
  it.each(EXAMPLES)('is that of AWS for $what', ({ request, signature }) => {
    const { method, path, headers, body } = request;
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const { authorization } = signed({ method, url: new URL(path, BUCKET), headers, bodyHash }, WHO, WHEN);
    expect(authorization).toMatch(new RegExp(`Signature=${signature}$`));
    expect(authorization).toContain('Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,');
  });
});
