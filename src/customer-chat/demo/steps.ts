/**
 * The steps of the demo: it presses and types in frames of our own origin what a person would. It has no way in of
 * its own: it signs in on the sign-in page, with the name and password that are shown there, and writes in the widget.
 */

/** What the demo signs in as; DEMO serves this page only while these are no secret. */
const AGENT = { username: 'agent1', password: 'demo' };
const LOOK_MS = 120;
const PATIENCE_MS = 20_000;

export type DeskProgress = {
  /** The agent's state, as the desk shows it; null before it shows one. */
  state: string | null;
  offered: boolean;
  talking: boolean;
};

/** What can be seen of the desk in its frame. */
export function lookAtDesk(frame: HTMLIFrameElement): DeskProgress {
  const page = inside(frame);
  return {
    state: page?.querySelector<HTMLElement>('#state-menu')?.dataset.stateName ?? null,
    offered: page?.querySelector('[data-task]') != null,
    talking: page?.querySelector('[data-composer]') != null,
  };
}

/** Whether the customer has said something. */
export function hasWritten(frame: HTMLIFrameElement): boolean {
  return widgetIn(frame)?.querySelector('.mine') != null;
}

/** Signs the agent in, when nobody is, and goes ready. Rejects when the desk comes to something else. */
export async function signInAgent(frame: HTMLIFrameElement): Promise<void> {
  let filled: Document | null = null;
  let pressed: Element | null = null;
  await until(() => {
    const page = inside(frame);
    if (page === null) return null;
    const username = page.querySelector<HTMLInputElement>('form #username');
    const password = page.querySelector<HTMLInputElement>('form #password');
    if (username !== null && password !== null && filled !== page && page.readyState === 'complete') {
      filled = page;
      type(username, AGENT.username);
      type(password, AGENT.password);
      page.querySelector<HTMLElement>('form [type="submit"]')?.click();
    }
    const goReady = page.querySelector<HTMLButtonElement>('[data-go="READY"]');
    if (goReady !== null && goReady !== pressed && !goReady.disabled) {
      pressed = goReady;
      goReady.click();
    }
    return lookAtDesk(frame).state === 'READY' ? true : null;
  });
}

/** Opens the widget on the shop's page, says who it is, and writes. Rejects when the widget does not come. */
export async function writeAsCustomer(frame: HTMLIFrameElement, name: string, words: string): Promise<void> {
  const widget = await until(() => {
    frame.contentWindow?.AgentDeskWidget?.open();
    const shadow = widgetIn(frame);
    return shadow?.querySelector('.panel:not([hidden]) .header') == null ? null : shadow;
  });
  widget.querySelector<HTMLElement>('.again')?.click();
  const field = await until(() => {
    const answer = widget.querySelector<HTMLInputElement>('.form input[name="name"]');
    if (answer?.value === '') type(answer, name);
    // What was typed is taken over before the next look.
    else widget.querySelector<HTMLElement>('.form .start')?.click();
    return widget.querySelector<HTMLTextAreaElement>('.composer textarea:not(:disabled)');
  });
  type(field, words);
  const send = await until(() => widget.querySelector<HTMLButtonElement>('.composer .send:not(:disabled)'));
  send.click();
  await until(() => (hasWritten(frame) ? true : null));
}

function inside(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    // Somewhere else: at a provider of another origin, where nothing is pressed.
    return null;
  }
}

function widgetIn(frame: HTMLIFrameElement): ShadowRoot | null {
  return inside(frame)?.querySelector('[data-agent-desk-widget]')?.shadowRoot ?? null;
}

/** Types as far as a page can tell. */
function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Looks again and again until there is something to see. Rejects when it takes too long. */
function until<T>(look: () => T | null): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  return new Promise((resolve, reject) => {
    const attempt = (): void => {
      const found = look();
      if (found !== null) resolve(found);
      else if (Date.now() > deadline) reject(new Error('It did not come in time.'));
      else setTimeout(attempt, LOOK_MS);
    };
    attempt();
  });
}
