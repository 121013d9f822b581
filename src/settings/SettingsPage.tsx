import { ArrowLeft, Volume2 } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { LANGUAGES } from '../i18n/i18n.ts';
import type { Settings } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './SettingsPage.module.css';

const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark'];
const DENSITIES: readonly Settings['density'][] = ['comfortable', 'compact'];

function Row({
  name,
  text,
  children,
}: {
  name: string;
  text?: string;
  children: (labelId: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <span id={id} className={styles.name}>
          {name}
        </span>
        {text !== undefined && <span className={styles.text}>{text}</span>}
      </div>
      {children(id)}
    </div>
  );
}

/** How the desk looks, speaks and sounds. Takes effect at once and is kept on the server. */
export function SettingsPage() {
  const { t } = useTranslation();
  const actions = useActions();
  const settings = useDesk((state) => state.settings);
  const selected = useDesk((state) => state.selected);
  const { sounds } = settings;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <IconButton
          label={t('settings.back')}
          icon={<ArrowLeft className="mirror" size={18} />}
          onClick={() => {
            actions.open(selected);
          }}
        />
        <h1>{t('place.settings')}</h1>
      </header>
      <section className={styles.group} aria-label={t('settings.look')}>
        <h2>{t('settings.look')}</h2>
        <Row name={t('settings.theme')}>
          {(id) => (
            <Select
              aria-labelledby={id}
              value={settings.theme}
              choices={THEMES.map((theme) => ({ value: theme, name: t(`settings.themes.${theme}`) }))}
              onChange={(theme) => {
                actions.changeSettings({ theme: theme as Settings['theme'] });
              }}
            />
          )}
        </Row>
        <Row name={t('settings.density')}>
          {(id) => (
            <Select
              aria-labelledby={id}
              value={settings.density}
              choices={DENSITIES.map((density) => ({
                value: density,
                name: t(`settings.densities.${density}`),
              }))}
              onChange={(density) => {
                actions.changeSettings({ density: density as Settings['density'] });
              }}
            />
          )}
        </Row>
        <Row name={t('settings.language')}>
          {(id) => (
            <Select
              aria-labelledby={id}
              value={settings.language}
              choices={LANGUAGES.map((language) => ({ value: language.code, name: language.name }))}
              onChange={(language) => {
                actions.changeSettings({ language });
              }}
            />
          )}
        </Row>
      </section>
      <section className={styles.group} aria-label={t('settings.alerts')}>
        <h2>{t('settings.alerts')}</h2>
        <Row name={t('settings.sounds')} text={t('settings.soundsText')}>
          {(id) => (
            <Switch
              labelledBy={id}
              checked={sounds.enabled}
              onChange={(enabled) => {
                actions.changeSettings({ sounds: { ...sounds, enabled } });
              }}
            />
          )}
        </Row>
        <Row name={t('settings.volume')}>
          {(id) => (
            <span className={styles.volume}>
              <input
                type="range"
                min={0}
                max={1}
                step={0.1}
                value={sounds.volume}
                disabled={!sounds.enabled}
                aria-labelledby={id}
                onChange={(event) => {
                  actions.changeSettings({ sounds: { ...sounds, volume: Number(event.target.value) } });
                }}
              />
              <Button
                size="small"
                icon={<Volume2 size={15} aria-hidden="true" />}
                onClick={() => {
                  actions.testSound();
                }}
              >
                {t('settings.test')}
              </Button>
            </span>
          )}
        </Row>
        <Row name={t('settings.notifications')} text={t('settings.notificationsText')}>
          {(id) => (
            <Switch
              labelledBy={id}
              checked={settings.notifications}
              onChange={(on) => {
                if (on) actions.askForNotifications();
                else actions.changeSettings({ notifications: false });
              }}
            />
          )}
        </Row>
      </section>
    </div>
  );
}
