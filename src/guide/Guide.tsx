import { Bell, Check, Ear, Footprints, Keyboard, MessagesSquare, Users, Volume2, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { ownConversations } from '../store/kind.ts';
import type { DeskState } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './Guide.module.css';

type Name = 'state' | 'offer' | 'team' | 'watched' | 'keys' | 'sound' | 'alerts';
type Step = { name: Name; target: string | null };

/** The steps, each with the place on the screen that it is about. */
const STEPS: readonly Step[] = [
  { name: 'state', target: '#state-menu' },
  { name: 'offer', target: '#pane-list' },
  { name: 'keys', target: null },
  { name: 'sound', target: null },
];

/** The same for supervisors to whom no customers are offered. */
const WATCHERS_STEPS: readonly Step[] = [
  { name: 'team', target: '[data-place="team"]' },
  { name: 'watched', target: '#pane-list' },
  { name: 'keys', target: null },
  { name: 'alerts', target: null },
];

/** Marks what a step is about, as long as it is open. */
function useMark(selector: string | null): void {
  useEffect(() => {
    const target = selector === null ? null : document.querySelector(selector);
    target?.setAttribute('data-guided', '');
    return () => {
      target?.removeAttribute('data-guided');
    };
  }, [selector]);
}

/** Whether what a step is about has been done. */
function isDone(step: Name, state: DeskState): boolean {
  if (step === 'state') return state.presence?.state === 'READY';
  return step === 'offer' && ownConversations(state).length > 0;
}

/** Whoever does what a step is about while it is open has understood it: the next one comes. */
function useGoOnWhenDone(step: number, name: Name): void {
  const actions = useActions();
  const done = useDesk((state) => isDone(name, state));
  const before = useRef({ name, done });
  useEffect(() => {
    const justDone = before.current.name === name && !before.current.done && done;
    before.current = { name, done };
    if (justDone) actions.guide(step + 1);
  }, [actions, done, name, step]);
}

function Key({ keys, children }: { keys: string | undefined; children: ReactNode }) {
  if (keys === undefined) return null;
  return (
    <li>
      <Kbd>{keys}</Kbd> {children}
    </li>
  );
}

function OfferStep() {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('guide.offer.text')}</p>
      <ul className={styles.keys}>
        <Key keys={useKeys('offer')}>{t('shortcuts.offer')}</Key>
        <Key keys={useKeys('accept')}>{t('shortcuts.accept')}</Key>
      </ul>
    </>
  );
}

function KeysStep() {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('guide.keys.text')}</p>
      <ul className={styles.keys}>
        <Key keys={useKeys('palette')}>{t('shortcuts.palette')}</Key>
        <Key keys={useKeys('next')}>{t('shortcuts.next')}</Key>
        <Key keys={useKeys('sheet')}>{t('shortcuts.sheet')}</Key>
      </ul>
    </>
  );
}

function SoundStep({ name }: { name: 'sound' | 'alerts' }) {
  const { t } = useTranslation();
  const actions = useActions();
  const notifications = useDesk((state) => state.settings.notifications);
  const [played, setPlayed] = useState(false);
  return (
    <>
      <p>{t(`guide.${name}.text`)}</p>
      <div className={styles.tries}>
        <Button
          size="small"
          icon={<Volume2 size={15} aria-hidden="true" />}
          onClick={() => {
            actions.testSound();
            setPlayed(true);
          }}
        >
          {t('guide.sound.play')}
        </Button>
        <Button
          size="small"
          disabled={notifications}
          icon={
            notifications ? <Check size={15} aria-hidden="true" /> : <Bell size={15} aria-hidden="true" />
          }
          onClick={() => {
            actions.askForNotifications();
          }}
        >
          {t('guide.sound.notify')}
        </Button>
      </div>
      <p className={styles.hint} role="status">
        {played ? t('guide.sound.heard') : ''}
      </p>
    </>
  );
}

const ICONS = {
  state: <Footprints size={18} aria-hidden="true" />,
  offer: <MessagesSquare size={18} aria-hidden="true" />,
  keys: <Keyboard size={18} aria-hidden="true" />,
  sound: <Volume2 size={18} aria-hidden="true" />,
  team: <Users size={18} aria-hidden="true" />,
  watched: <Ear size={18} aria-hidden="true" />,
  alerts: <Volume2 size={18} aria-hidden="true" />,
};

function Content({ name }: { name: Name }) {
  const { t } = useTranslation();
  switch (name) {
    case 'state':
    case 'team':
    case 'watched':
      return <p>{t(`guide.${name}.text`)}</p>;
    case 'offer':
      return <OfferStep />;
    case 'keys':
      return <KeysStep />;
    case 'sound':
    case 'alerts':
      return <SoundStep name={name} />;
  }
}

/** The first steps at the desk: four cards below the list, in nobody's way; skipped or done they are over. */
export function Guide() {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const step = useDesk((state) => state.guide) ?? 0;
  const steps = useDesk((state) => state.servesCustomers) ? STEPS : WATCHERS_STEPS;
  const last = step >= steps.length - 1;
  const current = steps[step] ?? { name: 'keys', target: null };
  useMark(current.target);
  useGoOnWhenDone(step, current.name);
  return (
    <section className={styles.guide} aria-label={t('guide.title')}>
      <header className={styles.head}>
        {ICONS[current.name]}
        <h2 className={styles.title}>{t(`guide.${current.name}.title`)}</h2>
        <IconButton
          className={styles.close}
          label={t('guide.skip')}
          icon={<X size={16} />}
          onClick={() => {
            actions.guide(null);
          }}
        />
      </header>
      <div className={styles.content}>
        <Content name={current.name} />
      </div>
      <footer className={styles.foot}>
        <span className={styles.count}>
          {t('guide.step', { step: format.number(step + 1), of: format.number(steps.length) })}
        </span>
        {step > 0 && (
          <Button
            size="small"
            look="quiet"
            onClick={() => {
              actions.guide(step - 1);
            }}
          >
            {t('guide.back')}
          </Button>
        )}
        <Button
          size="small"
          look="primary"
          onClick={() => {
            actions.guide(last ? null : step + 1);
          }}
        >
          {t(last ? 'guide.done' : 'guide.next')}
        </Button>
      </footer>
    </section>
  );
}
