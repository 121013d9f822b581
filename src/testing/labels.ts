/** Labels of customers, always the same. */
import type { Label } from '../customer/customer-actions.ts';

export const LABELS: readonly Label[] = [
  { id: 'vip', name: 'VIP', color: '#b3261e' },
  { id: 'late', name: 'Pays late', color: '#1e6bb3' },
  { id: 'partner', name: 'Partner', color: '#2e7d32' },
];
