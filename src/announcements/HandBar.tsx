import { Hand as HandIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionTools } from '../desk/actions/tools.ts';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useClickGuard } from '../desk/use-click-guard.ts';
import { useServerSlice } from '../desk/use-server-slice.ts';
import { useSlice } from '../desk/use-slice.ts';
import { Button } from '../ui/Button.tsx';
import styles from './AnnouncementBar.module.css';
import { handsSlice, type Hand } from './hands-slice.ts';

/** So long one is shown over the places, ms; in Team it stands until it goes down. */
const SHOWN_FOR = 30_000;
/** However many go up, they sound at most this often, ms. */
const SOUND_EVERY = 10_000;
/** So many are shown at once, the newest. */
const MOST = 3;

const keyOf = ({ conversationId, agentId, at }: Hand) => `${conversationId} ${agentId} ${String(at)}`;
const controlOf = ({ conversationId }: Hand) => `hand:${conversationId}`;

type HandActions = {
  /** Comes to whisper where a hand is up; resolves with whether that is so. */
  help: (hand: Hand) => Promise<boolean>;
};

function handActions({ ask, me }: ActionTools): HandActions {
  return {
    help: (hand) =>
      ask(controlOf(hand), 'help', 'joinAsWhisper', {
        conversationId: hand.conversationId,
        agentId: me(),
        channelSession: { conversationId: hand.conversationId },
        topicParticipant: { role: 'WHISPER' },
      }),
  };
}

/** Sounds once for those that have gone up, however many they are. */
function useSound(hands: readonly Hand[], now: number): void {
  const actions = useActions();
  const sounds = useDesk((state) => state.settings.sounds.enabled);
  const known = useRef<ReadonlySet<string>>(new Set());
  const soundedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const fresh = hands.some((hand) => !known.current.has(keyOf(hand)));
    known.current = new Set(hands.map(keyOf));
    if (!fresh || now - soundedAt.current < SOUND_EVERY) return;
    soundedAt.current = now;
    if (sounds) actions.testSound({ sound: 'bell', occasion: 'message' });
  }, [hands, now, actions, sounds]);
}

function Line({ hand, onDismiss }: { hand: Hand; onDismiss: () => void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { help } = useSlice(handActions);
  const refusalText = useRefusalText();
  const asking = useAsking(controlOf(hand));
  const refusal = useDesk((state) => state.refusals[controlOf(hand)]);
  const online = useDesk((state) => state.link.status === 'online');
  const { conversationId } = hand;
  const here = useDesk((state) => Object.hasOwn(state.conversations, conversationId));
  const [wanted, setWanted] = useState(false);
  const guard = useClickGuard<HTMLLIElement>();
  useEffect(() => {
    if (!wanted || !here) return;
    actions.open(conversationId);
    onDismiss();
  }, [wanted, here, actions, conversationId, onDismiss]);
  return (
    <li className={styles.bar} data-hand {...guard}>
      <HandIcon size={18} aria-hidden="true" />
      <p className={styles.words}>
        <span className={styles.text}>{t('hand.up', { name: hand.agent })}</span>
        {refusal !== undefined && <span role="alert">{refusalText(refusal)}</span>}
      </p>
      <Button size="small" look="quiet" onClick={onDismiss}>
        {t('hand.dismiss')}
      </Button>
      <Button
        size="small"
        look="primary"
        disabled={!online}
        pending={asking !== null}
        onClick={() => {
          void help(hand).then((yes) => {
            if (yes) setWanted(true);
          });
        }}
      >
        {t('hand.help')}
      </Button>
    </li>
  );
}

/** For supervisors, in every place: who has just raised a hand, with the way there. Gone by itself after a while. */
export function HandBar() {
  const supervises = useDesk((state) => state.me?.roles.includes('supervisor') === true);
  return supervises ? <RaisedHands /> : null;
}

function RaisedHands() {
  const { t } = useTranslation();
  const all = useServerSlice(handsSlice);
  const me = useDesk((state) => state.me?.id);
  const inTeam = useDesk((state) => state.place === 'team');
  const offset = useDesk((state) => state.clockOffset);
  // By this machine's clock, as they were heard.
  const now = useNow() - offset;
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [up, setUp] = useState<readonly Hand[]>([]);
  const wanted = all.filter(({ agentId }) => agentId !== me);
  // The same hands are the same list: what hears it is not run anew.
  if (wanted.map(keyOf).join() !== up.map(keyOf).join()) setUp(wanted);
  useSound(up, now);
  const shown = up.filter((hand) => now - hand.at < SHOWN_FOR && !dismissed.has(keyOf(hand))).slice(-MOST);
  return (
    <>
      <p className="sr-only" role="status">
        {shown.map(({ agent }) => t('hand.up', { name: agent })).join(' ')}
      </p>
      {shown.length > 0 && !inTeam && (
        <ul className={styles.hands} aria-label={t('hand.title')}>
          {shown.map((hand) => (
            <Line
              key={keyOf(hand)}
              hand={hand}
              onDismiss={() => {
                setDismissed(new Set([...dismissed, keyOf(hand)]));
              }}
            />
          ))}
        </ul>
      )}
    </>
  );
}
