/** Settings as the server keeps them (`agentSettingInput` in the contract): read whole, written piece by piece. */
import { SOUNDS } from '../../protocol/agent-manager/sounds.ts';
import { fields, number, text, type Fields } from '../base/fields.ts';
import { bestLanguage } from '../i18n/i18n.ts';
import { DEFAULT_SETTINGS, type Panes, type Settings, type SoundsByMrd } from '../store/model.ts';

/** Widths that a pane may have, CSS px; what the server bounds as well. */
const PANE = { least: 200, most: 1000 };

function width(value: unknown): number | null {
  const wanted = number(value);
  return wanted === null || wanted < PANE.least || wanted > PANE.most ? null : Math.round(wanted);
}

function readPanes(value: unknown): Panes {
  const wire = fields(value);
  return { list: width(wire.list), context: width(wire.context) };
}

function readShortcuts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields(value)).flatMap(([action, keys]) =>
      typeof keys === 'string' ? [[action, keys]] : [],
    ),
  );
}

function readSounds(value: unknown): SoundsByMrd {
  return Object.fromEntries(
    Object.entries(fields(value)).flatMap(([mrdId, name]) => {
      const sound = SOUNDS.find((each) => each === name);
      return sound === undefined ? [] : [[mrdId, sound]];
    }),
  );
}

/** Settings as the server keeps them; what is missing is as by default. */
export function readSettings(value: unknown): Settings {
  const wire = fields(value);
  const theme = text(wire.theme);
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: wire.density === 'compact' ? 'compact' : 'comfortable',
    language: text(wire.language) === '' ? 'system' : bestLanguage([text(wire.language)]),
    sounds: {
      enabled: wire.sounds !== false,
      volume: Math.min(1, Math.max(0, number(wire.soundVolume) ?? DEFAULT_SETTINGS.sounds.volume)),
    },
    ringSeconds: Math.min(300, Math.max(0, number(wire.ringSeconds) ?? DEFAULT_SETTINGS.ringSeconds)),
    offerSounds: readSounds(wire.offerSounds),
    messageSounds: readSounds(wire.messageSounds),
    notifications: wire.notifications === true,
    shortcuts: readShortcuts(wire.shortcuts),
    panes: readPanes(wire.panes),
    guideSeen: wire.guideSeen === true,
    openNext: wire.openNext === true,
  };
}

export type SettingName = keyof Settings;

/** Each setting in the words of the contract. */
const WRITE: Readonly<Record<SettingName, (settings: Settings) => Fields>> = {
  theme: ({ theme }) => ({ theme }),
  density: ({ density }) => ({ density }),
  // Nothing chosen: desks follow the browser.
  language: ({ language }) => ({ language: language === 'system' ? null : language }),
  sounds: ({ sounds }) => ({ sounds: sounds.enabled, soundVolume: sounds.volume }),
  ringSeconds: ({ ringSeconds }) => ({ ringSeconds }),
  offerSounds: ({ offerSounds }) => ({ offerSounds }),
  messageSounds: ({ messageSounds }) => ({ messageSounds }),
  notifications: ({ notifications }) => ({ notifications }),
  shortcuts: ({ shortcuts }) => ({ shortcuts }),
  panes: ({ panes }) => ({ panes }),
  guideSeen: ({ guideSeen }) => ({ guideSeen }),
  openNext: ({ openNext }) => ({ openNext }),
};

/** The named settings, to be sent. */
export function writeSettings(settings: Settings, names: Iterable<SettingName>): Fields {
  return Object.assign({}, ...[...names].map((name) => WRITE[name](settings))) as Fields;
}

/** The names of settings that differ. */
export function changedSettings(now: Settings, before: Settings): SettingName[] {
  return (Object.keys(WRITE) as SettingName[]).filter((name) => now[name] !== before[name]);
}
