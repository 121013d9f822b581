import type { Page, WebSocketRoute } from '@playwright/test';

type Cut = { page: WebSocketRoute; server: WebSocketRoute };

/**
 * What stands between a page and its server's socket, as a network or a slow server would: the line can be cut, and
 * what the server says can be held back and let through later, in its order.
 */
export class SocketGate {
  #open = true;
  #holdFrom: RegExp | null = null;
  #held: (() => void)[] | null = null;
  readonly #lines = new Set<Cut>();

  /** Stands at every socket that the page opens from now on. */
  static async at(page: Page): Promise<SocketGate> {
    const gate = new SocketGate();
    await page.routeWebSocket(/\/agent-manager\/socket\.io/, (route) => {
      gate.#take(route);
    });
    // While the line is cut there is no other way either.
    await page.route('**/agent-manager/socket.io/**', (route) =>
      gate.#open ? route.fallback() : route.abort('internetdisconnected'),
    );
    return gate;
  }

  /** Cuts the line; every attempt to connect fails until it is restored. */
  async cut(): Promise<void> {
    this.#open = false;
    const lines = [...this.#lines];
    this.#lines.clear();
    await Promise.all(lines.flatMap(({ page, server }) => [page.close(), server.close()]));
  }

  restore(): void {
    this.#open = true;
  }

  /** From the next message on that matches, everything the server says waits. */
  hold(from: RegExp): void {
    this.#holdFrom = from;
  }

  /** Whether something is waiting. */
  get holding(): boolean {
    return this.#held !== null;
  }

  /** Lets through what has waited, and what comes from now on. */
  release(): void {
    const held = this.#held ?? [];
    this.#holdFrom = null;
    this.#held = null;
    for (const send of held) send();
  }

  #take(route: WebSocketRoute): void {
    if (!this.#open) {
      void route.close();
      return;
    }
    const server = route.connectToServer();
    this.#lines.add({ page: route, server });
    server.onMessage((message) => {
      if (this.#holdFrom?.test(message.toString()) === true) this.#held ??= [];
      if (this.#held === null) route.send(message);
      else
        this.#held.push(() => {
          route.send(message);
        });
    });
  }
}
