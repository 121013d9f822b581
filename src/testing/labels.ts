/** Labels of customers, always the same. */
import type { Label } from '../desk/labels.ts';

export const LABELS: readonly Label[] = [
  { id: 'vip', name: 'VIP', color: '#b3261e', priority: 9 },
  { id: 'late', name: 'Pays late', color: '#1e6bb3', priority: 3 },
  { id: 'partner', name: 'Partner', color: '#2e7d32', priority: 1 },
];
