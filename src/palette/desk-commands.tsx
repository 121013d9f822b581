/** Places, the look of the desk, and the agent's account. */
import {
  ArrowDownToLine,
  ArrowUpToLine,
  Bell,
  Contrast,
  Footprints,
  Hourglass,
  Keyboard,
  Languages,
  LogOut,
  Rows3,
  Volume2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { waitsForMe } from '../conversations/list-view.ts';
import { control } from '../desk/actions/actions.ts';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { usePlaces } from '../desk/use-places.ts';
import { LANGUAGES } from '../i18n/i18n.ts';
import { useReasonName } from '../desk/reason-name.ts';
import { perform } from '../desk/keys/use-shortcut.ts';
import type { Action } from '../desk/keys/table.ts';
import { ownOpenConversations } from '../store/kind.ts';
import type { Reason, Settings } from '../store/model.ts';
import type { Command } from './command.ts';
import { useWhyNot } from './state-commands.tsx';

const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark'];
const DENSITIES: readonly Settings['density'][] = ['comfortable', 'compact'];

/** What can be gone to. */
export function usePlaceCommands(): Command[] {
  const { t } = useTranslation();
  const actions = useActions();
  const place = useDesk((state) => state.place);
  const places = usePlaces();
  const at = (
    id: string,
    title: string,
    icon: Command['icon'],
    run: () => void,
    more: { action?: Action; chosen?: boolean } = {},
  ): Command => ({ id, group: 'places', title, words: '', icon, why: null, control: null, run, ...more });
  return [
    ...places.map(({ id, icon: Icon, action }) =>
      at(
        `place:${id}`,
        t(`place.${id}`),
        <Icon size={16} aria-hidden="true" />,
        () => {
          actions.go(id);
        },
        { ...(action !== undefined && { action }), chosen: place === id },
      ),
    ),
    at(
      'notices',
      t('notices.title'),
      <Bell size={16} aria-hidden="true" />,
      () => {
        perform('notices');
      },
      { action: 'notices' },
    ),
    at(
      'shortcuts',
      t('shortcuts.title'),
      <Keyboard size={16} aria-hidden="true" />,
      () => {
        actions.show('shortcuts');
      },
      { action: 'sheet' },
    ),
    at('guide', t('guide.title'), <Footprints size={16} aria-hidden="true" />, () => {
      actions.guide(0);
    }),
    at('sound', t('home.testSound'), <Volume2 size={16} aria-hidden="true" />, actions.testSound),
  ];
}

/** To those who wait for an answer, as long as there are any. */
export function useWaitingCommands(): Command[] {
  const { t } = useTranslation();
  const some = useDesk((state) => Object.values(state.conversations).some(waitsForMe));
  if (!some) return [];
  const icons = { waiting: Hourglass, nextWaiting: ArrowDownToLine, previousWaiting: ArrowUpToLine };
  return (['waiting', 'nextWaiting', 'previousWaiting'] as const).map((action): Command => {
    const Icon = icons[action];
    return {
      id: action,
      group: 'places',
      title: t(`shortcuts.${action}`),
      words: '',
      icon: <Icon size={16} aria-hidden="true" />,
      why: null,
      control: null,
      action,
      run: () => {
        perform(action);
      },
    };
  });
}

/** Theme, density and language. */
export function useLookCommands(): Command[] {
  const { t } = useTranslation();
  const actions = useActions();
  const settings = useDesk((state) => state.settings);
  const look = (
    id: string,
    kind: string,
    name: string,
    icon: Command['icon'],
    change: Partial<Settings>,
    chosen: boolean,
  ): Command => ({
    id,
    group: 'look',
    title: t('palette.look', { kind, name }),
    words: '',
    icon,
    chosen,
    why: null,
    control: null,
    run: () => {
      actions.changeSettings(change);
    },
  });
  return [
    ...THEMES.map((theme) =>
      look(
        `theme:${theme}`,
        t('settings.theme'),
        t(`settings.themes.${theme}`),
        <Contrast size={16} aria-hidden="true" />,
        { theme },
        settings.theme === theme,
      ),
    ),
    ...DENSITIES.map((density) =>
      look(
        `density:${density}`,
        t('settings.density'),
        t(`settings.densities.${density}`),
        <Rows3 size={16} aria-hidden="true" />,
        { density },
        settings.density === density,
      ),
    ),
    ...LANGUAGES.map(({ code, name }) =>
      look(
        `language:${code}`,
        t('settings.language'),
        name,
        <Languages size={16} aria-hidden="true" />,
        { language: code },
        settings.language === code,
      ),
    ),
  ];
}

/** Signing out, with each reason. */
export function useAccountCommands(reasons: readonly Reason[]): Command[] {
  const { t } = useTranslation();
  const reasonName = useReasonName();
  const actions = useActions();
  const working = useDesk((state) => ownOpenConversations(state).length > 0);
  const why = useWhyNot();
  const choices = reasons.filter((reason) => reason.type === 'LOGOUT');
  return (choices.length === 0 ? [null] : choices).map((reason) => ({
    id: `signOut:${reason?.id ?? ''}`,
    group: 'account',
    title: reason === null ? t('user.signOut') : t('user.signOutFor', { reason: reasonName(reason.name) }),
    ...(working && { detail: t('user.signOutOpen') }),
    words: '',
    icon: <LogOut className="mirror" size={16} aria-hidden="true" />,
    why,
    control: control.signOut,
    run: () => {
      actions.signOut(reason);
    },
  }));
}
