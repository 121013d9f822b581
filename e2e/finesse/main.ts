/** `npm run finesse`: the Finesse stand-in on `PORT` (8445) and `HOST`. */
import { containerPages } from './container/pages.ts';
import { readSettings } from './settings.ts';
import { startFinesse } from './start.ts';

const port = Number(process.env.PORT ?? '8445');
const host = process.env.HOST ?? '127.0.0.1';
const finesse = await startFinesse(port, readSettings(process.env), { host, pages: containerPages });
console.log(
  `Finesse stand-in at ${finesse.url}/finesse/api, a desktop for gadgets at ${finesse.url}/desktop/container`,
);

const stop = (): void => void finesse.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
