/** A customer at the terminal, on the channel whose customers a bot meets. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

type Chat = { conversationId: string; participant: { id: string; name: string } };
type Message = { type: string; text?: string; activityType?: string; from: { name: string } };

/** Asks for a chat and joins it; what others say goes to `say`, what is given to the result goes to them. */
export async function startCustomer(
  origin: string,
  say: (line: string) => void,
): Promise<{ write: (text: string) => void; close: () => void }> {
  const response = await fetch(`${origin}/api/customer/init`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Demo customer', email: `${randomUUID()}@example.org`, channel: 'web' }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { conversationId, participant } = (await response.json()) as Chat;
  const socket = io(origin, { forceNew: true, transports: ['websocket'] });
  socket.on('messageArrived', ({ type, text = '', activityType = '', from }: Message) => {
    if (type === 'ChatMessage') say(`${from.name}: ${text}`);
    else if (activityType !== 'typing') say(`(${activityType}, ${from.name})`);
  });
  socket.on('connect', () => socket.emit('joinConversation', { conversationId, participant }));
  return {
    write: (text) => {
      socket.emit('sendMessage', {
        conversationId,
        type: 'ChatMessage',
        requestId: randomUUID(),
        text,
        attachments: [],
      });
    },
    close: () => void socket.disconnect(),
  };
}
