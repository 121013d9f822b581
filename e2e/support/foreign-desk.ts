import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of an integrator, on an origin of its own. */
export type ForeignDesk = {
  port: number;
  /** Serves pages for the desk at this address from now on. */
  serve: (desk: string) => void;
  close: () => Promise<void>;
};

const CLIENT = readFileSync('node_modules/socket.io-client/dist/socket.io.min.js', 'utf8');

/**
 * `/` is a desk as an integrator builds one: it signs in, asks a service and connects the socket, and writes what it
 * came to. `/framed` shows our desk in a frame.
 */
export async function startForeignDesk(): Promise<ForeignDesk> {
  let desk = '';
  const page = () => `<!doctype html><html lang="en"><title>A desk of somebody else</title>
<p>Login: <output id="login"></output></p>
<p>Service: <output id="service"></output></p>
<p>Cookie: <output id="cookie"></output></p>
<p>Socket: <output id="socket"></output></p>
<script src="/socket.io.js"></script>
<script>
const say = (id, text) => { document.getElementById(id).textContent = text; };
const ask = async (path, options) => {
  const answer = await fetch('${desk}' + path, options);
  return { status: answer.status, body: await answer.json() };
};
(async () => {
  const login = await ask('/agent/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'agent1', password: 'demo' }),
  });
  say('login', login.body.data.keycloak_User.username);
  const { token } = login.body.data;
  const me = await ask('/agent-manager/me', { headers: { authorization: 'Bearer ' + token } });
  say('service', me.status);
  say('cookie', (await ask('/agent-manager/me', {})).status);
  const socket = io('${desk}', { auth: { token } });
  socket.on('connect_error', (error) => say('socket', error.message));
  socket.on('agentPresence', ({ agentPresence }) => say('socket', agentPresence.state.name));
})().catch((error) => say('login', error.message));
</script></html>`;
  const framed = () => `<!doctype html><html lang="en"><title>A CRM</title>
<iframe title="Agent desk" src="${desk}/" style="border:0;width:1400px;height:860px"></iframe></html>`;
  const server = createServer((request, response) => {
    if (request.url === '/socket.io.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(CLIENT);
      return;
    }
    const content = request.url === '/framed' ? framed() : page();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    serve: (address) => {
      desk = address;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
