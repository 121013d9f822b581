/**
 * Notifications of the browser for offers. Where the platform has buttons on notifications a service worker shows
 * them (it does nothing else), so that an offer is accepted without finding the tab first; elsewhere it is a plain
 * one. Nothing waits for permission, and nothing asks for it but `askForNotifications`.
 */
import { fields, text } from '../base/fields.ts';
import { notifications, serviceWorkers } from '../base/browser-capabilities.ts';
import { deskWorker, hasDeskWorker } from './desk-worker.ts';
import calm from './icon.svg?no-inline';

/** What the agent has chosen on a notification. */
export type Choice = 'open' | 'accept' | 'reject';

export type OfferNotice = {
  taskId: string;
  /** Where in the desk its conversation is, such as `#/conversations/<id>`. */
  address: string;
  title: string;
  body: string;
  /** What can be done from the notification itself; null: it only leads to the desk. */
  buttons: { accept: string; reject: string } | null;
};

export type Notifier = {
  show: (offer: OfferNotice) => void;
  /** The offer has ended: its notification goes. */
  clear: (taskId: string) => void;
  stop: () => void;
};

/** What the page and its service worker tell each other. */
const OFFER_CHOSEN = 'offer.chosen';

/** Shows notifications; what is chosen on them goes to `onChoice`. */
export function createNotifier(onChoice: (taskId: string, choice: Choice) => void): Notifier {
  const plain = new Map<string, Notification>();
  const over = new Set<string>();

  const onMessage = (event: MessageEvent) => {
    const message = fields(event.data);
    const choice = text(message.choice);
    if (message.type !== OFFER_CHOSEN) return;
    // What the server pushed about a conversation leads there, as a link in the desk does.
    const address = text(message.address);
    if (choice === 'open' && text(message.taskId) === '' && address.startsWith('#/')) {
      window.location.hash = address;
      return;
    }
    if (choice === 'accept' || choice === 'reject' || choice === 'open')
      onChoice(text(message.taskId), choice);
  };
  const browser = notifications();
  const workers = serviceWorkers();
  workers?.addEventListener('message', onMessage);
  workers?.startMessages();

  const showPlain = (offer: OfferNotice) => {
    // The tag lets a second one replace the first instead of standing beside it.
    const notification = browser?.show(offer.title, {
      body: offer.body,
      tag: offer.taskId,
      icon: calm,
      requireInteraction: true,
    });
    if (notification == null) return;
    notification.onclick = () => {
      notification.close();
      window.focus();
      onChoice(offer.taskId, 'open');
    };
    plain.set(offer.taskId, notification);
  };

  const show = async (offer: OfferNotice) => {
    if (browser?.permission() !== 'granted') return;
    over.delete(offer.taskId);
    const registration = offer.buttons !== null && browser.buttons >= 2 ? await deskWorker() : null;
    if (over.has(offer.taskId)) return;
    if (registration === null || offer.buttons === null) {
      showPlain(offer);
      return;
    }
    await registration.showNotification(offer.title, {
      body: offer.body,
      tag: offer.taskId,
      icon: calm,
      requireInteraction: true,
      data: { taskId: offer.taskId, path: location.pathname, address: offer.address },
      actions: [
        { action: 'accept', title: offer.buttons.accept },
        { action: 'reject', title: offer.buttons.reject },
      ],
    } as NotificationOptions);
    if (over.has(offer.taskId)) await closeAt(registration, offer.taskId);
  };

  const closeAt = async (registration: ServiceWorkerRegistration, taskId: string) => {
    for (const notification of await registration.getNotifications({ tag: taskId })) notification.close();
  };

  return {
    show: (offer) => void show(offer).catch(() => undefined),
    clear: (taskId) => {
      over.add(taskId);
      plain.get(taskId)?.close();
      plain.delete(taskId);
      if (hasDeskWorker()) {
        void deskWorker()
          .then((registration) => registration && closeAt(registration, taskId))
          .catch(() => undefined);
      }
    },
    stop: () => {
      for (const notification of plain.values()) notification.close();
      workers?.removeEventListener('message', onMessage);
    },
  };
}
