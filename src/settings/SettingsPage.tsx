import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SoundSettings } from '../alerts/SoundSettings.tsx';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { LANGUAGES } from '../i18n/i18n.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { ShortcutList } from '../shortcuts/ShortcutList.tsx';
import type { Settings } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { Choices } from '../ui/Choices.tsx';
import { NotificationSettings } from './NotificationSettings.tsx';
import { PushSettings } from './PushSettings.tsx';
import { SavingState } from './SavingState.tsx';
import { SettingRow } from '../ui/SettingRow.tsx';
import styles from './SettingsPage.module.css';

const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark'];
const DENSITIES: readonly Settings['density'][] = ['comfortable', 'compact'];

function Look() {
  const { t } = useTranslation();
  const actions = useActions();
  const settings = useDesk((state) => state.settings);
  const { panes } = settings;
  return (
    <section className={styles.group} aria-labelledby="settings-look">
      <h2 id="settings-look">{t('settings.look')}</h2>
      <SettingRow name={t('settings.theme')} text={t('settings.themeText')}>
        {(labelledBy) => (
          <Choices
            labelledBy={labelledBy}
            value={settings.theme}
            choices={THEMES.map((theme) => ({ value: theme, name: t(`settings.themes.${theme}`) }))}
            onChange={(theme) => {
              actions.changeSettings({ theme });
            }}
          />
        )}
      </SettingRow>
      <SettingRow name={t('settings.density')} text={t('settings.densityText')}>
        {(labelledBy) => (
          <Choices
            labelledBy={labelledBy}
            value={settings.density}
            choices={DENSITIES.map((density) => ({
              value: density,
              name: t(`settings.densities.${density}`),
            }))}
            onChange={(density) => {
              actions.changeSettings({ density });
            }}
          />
        )}
      </SettingRow>
      <SettingRow name={t('settings.language')}>
        {(labelledBy) => (
          <Choices
            labelledBy={labelledBy}
            value={settings.language}
            choices={[
              { value: 'system', name: t('settings.themes.system') },
              ...LANGUAGES.map(({ code, name }) => ({ value: code, name, lang: code })),
            ]}
            onChange={(language) => {
              actions.changeSettings({ language });
            }}
          />
        )}
      </SettingRow>
      <SettingRow name={t('settings.openNext')} text={t('settings.openNextText')}>
        {(labelledBy) => (
          <Switch
            labelledBy={labelledBy}
            checked={settings.openNext}
            onChange={(openNext) => {
              actions.changeSettings({ openNext });
            }}
          />
        )}
      </SettingRow>
      <SettingRow name={t('settings.panes')} text={t('settings.panesText')}>
        {() => (
          <Button
            size="small"
            disabled={panes.list === null && panes.context === null}
            onClick={() => {
              actions.changeSettings({ panes: { list: null, context: null } });
            }}
          >
            {t('settings.panesReset')}
          </Button>
        )}
      </SettingRow>
    </section>
  );
}

/** How the desk looks, speaks, sounds and is worked. Takes effect at once and is kept on the server. */
export function SettingsPage() {
  const { t } = useTranslation();
  const actions = useActions();
  const selected = useDesk((state) => state.selected);
  const back = useKeys('back');
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <IconButton
          label={t('settings.back')}
          icon={<ArrowLeft className="mirror" size={18} />}
          {...(back !== undefined && { shortcut: back })}
          onClick={() => {
            actions.open(selected);
          }}
        />
        <h1>{t('place.settings')}</h1>
        <SavingState />
      </header>
      <Look />
      <section className={styles.group} aria-labelledby="settings-alerts">
        <h2 id="settings-alerts">{t('settings.alerts')}</h2>
        <SoundSettings />
        <NotificationSettings />
        <PushSettings />
      </section>
      <section className={styles.group} aria-labelledby="settings-keys">
        <h2 id="settings-keys">{t('shortcuts.title')}</h2>
        <ShortcutList />
      </section>
      <section className={styles.group} aria-labelledby="settings-help">
        <h2 id="settings-help">{t('settings.help')}</h2>
        <SettingRow name={t('guide.title')} text={t('settings.guideText')}>
          {() => (
            <Button
              size="small"
              onClick={() => {
                actions.guide(0);
              }}
            >
              {t('settings.guideStart')}
            </Button>
          )}
        </SettingRow>
      </section>
    </div>
  );
}
