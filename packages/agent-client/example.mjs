// Answers every customer: `SERVER=http://127.0.0.1:8080 node example.mjs`
import { connectAgent, passwordToken } from 'agent-desk-agent-client';

const server = process.env.SERVER ?? 'http://127.0.0.1:8080';
const agent = connectAgent({ server, token: passwordToken(server, 'agent1', 'demo') });
agent.on('taskRequest', (offer) => agent.ask('topicSubscription', offer));
agent.onEvent(async ({ name, data }, conversationId) => {
  if (name === 'CUSTOMER_MESSAGE')
    await agent.sendText(conversationId, `You said: ${data.body.markdownText}`);
});
agent.on('snapshotComplete', () => agent.setState('READY').then(() => console.log('ready')));
