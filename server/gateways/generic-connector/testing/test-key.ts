/** A key and its own certificate for 127.0.0.1, made for one test by the tool that comes with Java. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TestKey = {
  /** PKCS #12, with the key and its certificate. */
  keyStore: string;
  password: string;
  /** The certificate alone, PEM. */
  certificate: string;
  remove(): void;
};

export function makeTestKey(): TestKey {
  const directory = mkdtempSync(join(tmpdir(), 'agent-desk-key-'));
  const [keyStore, certificate] = [join(directory, 'key.p12'), join(directory, 'certificate.pem')];
  const password = randomUUID();
  const store = ['-keystore', keyStore, '-storetype', 'PKCS12', '-storepass', password, '-alias', 'test'];
  const subject = ['-dname', 'CN=127.0.0.1', '-ext', 'san=ip:127.0.0.1', '-validity', '2'];
  execFileSync('keytool', ['-genkeypair', '-keyalg', 'EC', ...store, ...subject], { stdio: 'ignore' });
  execFileSync('keytool', ['-exportcert', '-rfc', '-file', certificate, ...store], { stdio: 'ignore' });
  return {
    keyStore,
    password,
    certificate,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
