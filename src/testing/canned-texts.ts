/** Texts that agents use again, as the server gives them. */
const shared = { scope: 'SHARED', texts: {} };

export const CANNED: readonly object[] = [
  {
    ...shared,
    id: 'greeting',
    title: 'Greeting',
    shortcut: 'hello',
    group: 'Beginning and end',
    text: 'Hello {customer.firstName}, thank you for waiting. How can I help?',
    texts: { de: 'Hallo {customer.firstName}, danke fürs Warten. Wie kann ich helfen?' },
  },
  {
    ...shared,
    id: 'bye',
    title: 'Goodbye',
    shortcut: 'bye',
    group: 'Beginning and end',
    text: 'Thank you for your message. Have a good day!',
  },
  {
    ...shared,
    id: 'order',
    title: 'Order is on its way',
    shortcut: 'order',
    group: '',
    text: 'Your order {customer.orderNumber} is on its way.',
  },
  {
    ...shared,
    scope: 'PERSONAL',
    id: 'mine',
    title: 'Opening hours',
    shortcut: 'hours',
    group: '',
    text: 'Our shop is open from 9 to 18, Monday to Saturday.',
  },
];
