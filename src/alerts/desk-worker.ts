/** The desk's service worker, `/sw.js`: it shows notifications and does nothing else. */
import { startedWorker } from '../base/browser-capabilities.ts';

type Policies = { createPolicy: (name: string, rules: { createScriptURL: () => string }) => unknown };
type ScriptAddress = { createScriptURL: (address: string) => string };

/** The worker's address in the form that a page under Trusted Types asks for: this one and no other. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  if (trustedTypes === undefined) return '/sw.js';
  const policy = trustedTypes.createPolicy('desk-worker', { createScriptURL: () => '/sw.js' });
  return (policy as ScriptAddress).createScriptURL('/sw.js');
}

let worker: Promise<ServiceWorkerRegistration | null> | null = null;

/** The worker, which is started when it is first asked for; null where the browser has none. */
export function deskWorker(): Promise<ServiceWorkerRegistration | null> {
  worker ??= startedWorker(workerAddress, '/');
  return worker;
}

/** Whether it was asked for already. */
export function hasDeskWorker(): boolean {
  return worker !== null;
}
