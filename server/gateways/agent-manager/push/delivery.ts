/** What became of a message. `gone`: nobody is behind this address any more. */
export type Delivery = 'sent' | 'gone';
