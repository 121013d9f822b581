// Asks something and prints the answer: `SERVER=http://127.0.0.1:8080 node example.mjs`
import { chatOnServer } from 'agent-desk-customer-client';

const server = process.env.SERVER ?? 'http://127.0.0.1:8080';
const chat = chatOnServer({ server, serviceIdentifier: 'demo-web' });
chat.subscribe(() => {
  const answer = chat
    .state()
    .entries.find((entry) => entry.kind === 'message' && !entry.mine && entry.senderType === 'AGENT');
  if (answer !== undefined) process.exit(console.log(`${answer.senderName}: ${answer.text}`));
});
chat.request({ queue: '', formId: null, answers: [] });
chat.send('Is anybody there?');
