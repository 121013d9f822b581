/** The clients' process: does what it is told by its parent, one order after the other. */
import type { Order, Report } from './messages.ts';
import { until } from '../until.ts';
import { Agents } from './agents.ts';
import { Customers } from './customers.ts';

const customers: Customers = new Customers((messageId) => agents.arrived(messageId));
const agents = new Agents((messageId) => customers.arrived(messageId));
let begun = 0;

async function obey(order: Order): Promise<Report[Order['do']]> {
  switch (order.do) {
    case 'agents':
      await agents.open(order.target, order.url, order.from, order.count, order.accept);
      return { count: order.count };
    case 'customers':
      await customers.open(order.target, order.url, order.count, order.identifier, true);
      begun += order.count;
      if (order.waits) await until(() => agents.accepted >= begun, 'agents to accept');
      return { count: customers.count };
    case 'idle':
      await customers.open(order.target, order.url, order.count, 'idle', false);
      return { count: order.count };
    case 'write':
      return (order.by === 'agents' ? agents : customers).write(order.perSecond, order.ms);
    case 'deadlines': {
      const { offers, wrapups } = agents.deadlines;
      return { offers: offers.splice(0), wrapups: wrapups.splice(0) };
    }
    case 'leave':
      return { count: await agents.leaveAll() };
    case 'close':
      customers.close();
      agents.close();
      return null;
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (report) => process.send?.({ report }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
