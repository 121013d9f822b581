/** Pull lists, and who stands on them. */
import { listsSlice, type ListedRequest, type RequestState } from '../../src/lists/lists-slice.ts';
import { requestControl } from '../../src/lists/lists-actions.ts';
import type { DeskState } from '../../src/store/model.ts';
import { ME, NOW, presence } from '../../src/testing/people.ts';

const MINUTE = 60_000;

const LISTS = [
  { id: 'list-1', name: 'Back office' },
  { id: 'list-2', name: 'Complaints and refunds of business customers in the northern region' },
];

const NAMES = [
  'Maria Lopez',
  'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh',
  'سارة عبد الرحمن المنصوري',
  '',
  'Jonas Weber',
];
const STATES: readonly RequestState[] = ['waiting', 'served', 'parked', 'waiting'];
const CHANNELS = ['WEB', 'WHATSAPP', 'EMAIL'];

function request(at: number, listId: string): ListedRequest {
  const name = NAMES[at % NAMES.length] ?? '';
  return {
    id: `request-${listId}-${at}`,
    listId,
    state: STATES[at % STATES.length] ?? 'waiting',
    since: NOW - (70 - at * 4) * MINUTE,
    customer: { id: `customer-${at}`, name, anonymous: name === '', identities: [] },
    channelType: CHANNELS[at % CHANNELS.length] ?? 'WEB',
  };
}

function lists(requests: readonly ListedRequest[], change: Partial<DeskState> = {}): Partial<DeskState> {
  return {
    me: { ...ME, permissions: [...ME.permissions, 'subscribed-list/view', 'subscribed-list/manage'] },
    link: { status: 'online', since: NOW - 10 * MINUTE, caughtUp: null },
    presence: presence('READY'),
    place: 'lists',
    slices: new Map([[listsSlice, { lists: LISTS, requests: new Map(requests.map((one) => [one.id, one])) }]]),
    ...change,
  };
}

const SIX = Array.from({ length: 6 }, (_, at) => request(at, at < 4 ? 'list-1' : 'list-2'));
const GONE = { [requestControl(SIX[0]?.id ?? '')]: { code: 'TOPIC_CLOSED', msg: '' } };

export const LIST_STORIES = [
  { name: 'lists', title: 'Pull lists', state: lists(SIX) },
  { name: 'lists-busy', title: 'Pull lists, forty requests', state: lists(Array.from({ length: 40 }, (_, at) => request(at % 17, 'list-1')).map((one, at) => ({ ...one, id: `request-${at}` }))) },
  { name: 'lists-none', title: 'Pull lists with nobody on them', state: lists([]) },
  { name: 'lists-refused', title: 'A request that is gone', state: lists(SIX, { refusals: GONE }) },
  {
    name: 'lists-end',
    title: 'Ending a request',
    state: lists(SIX),
    click: '[data-request] [aria-haspopup=menu]',
    then: '[role=menuitem]',
  },
];
