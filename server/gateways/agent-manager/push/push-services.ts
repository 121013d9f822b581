/** Push services of the browsers there are: an agent names an address, and the server must not be led elsewhere. */
const KNOWN_HOSTS: readonly string[] = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '.notify.windows.com',
  'web.push.apple.com',
  '.push.apple.com',
];

/** Whether messages may be sent to an endpoint; `services` are further origins. */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, protocol, hostname, username, port } = new URL(endpoint);
  if (services.includes(origin)) return true;
  if (protocol !== 'https:' || username !== '' || port !== '') return false;
  return KNOWN_HOSTS.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));
}
