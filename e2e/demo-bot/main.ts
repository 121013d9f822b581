/**
 * `npm run demo-bot [-- ORIGIN [KEY]]`: a bot at a running server, and a customer at this terminal who meets it. What
 * is typed is what the customer says.
 */
import { createInterface } from 'node:readline';
import { startBot } from './bot.ts';
import { startCustomer } from './customer.ts';

const [origin = 'http://127.0.0.1:8080', key = 'demo-connector'] = process.argv.slice(2);
const say = (line: string): void => console.log(line);

const bot = startBot(origin, key, (line) => say(`  [bot ${line}]`));
await bot.registered;
const customer = await startCustomer(origin, say);
say('You are the customer: type a question. "A person, please" gets an agent. Ctrl+D ends.');
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line.trim() !== '') customer.write(line.trim());
});
lines.on('close', () => {
  customer.close();
  bot.close();
});
