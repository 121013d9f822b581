import { Pencil, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { charactersIn } from '../../protocol/shared/characters.ts';
import { isBlank } from '../../protocol/shared/visible.ts';
import { ANNOUNCE, announcementActions, type Announcement } from '../announcements/announcement.ts';
import { useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useRefusalText } from '../desk/refusal-text.ts';
import { useServerSlice } from '../desk/use-server-slice.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { DateField } from '../ui/DateField.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { floorSlice } from './floor-slice.ts';
import styles from './Announcements.module.css';
import asks from './Ask.module.css';

/** The longest text, and the longest time that an announcement is shown (ms). */
const MAX = 500;
const LASTS = [600_000, 1_800_000, 3_600_000, 14_400_000, 28_800_000, 86_400_000, 432_000_000] as const;

/** Text, teams, start, and how long it is shown. */
function Form({ of, onDone }: { of: Announcement | null; onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { announce } = useSlice(announcementActions);
  const teams = useServerSlice(floorSlice)?.teams ?? [];
  const asking = useAsking(ANNOUNCE);
  const online = useDesk((state) => state.link.status === 'online');
  const refusal = useDesk((state) => state.refusals[ANNOUNCE]);
  const refusalText = useRefusalText();
  const [text, setText] = useState(of?.text ?? '');
  const [teamIds, setTeamIds] = useState<readonly string[]>(
    of?.teams.map(({ id }) => id) ?? teams.map(({ id }) => id),
  );
  const [start, setStart] = useState(of?.status === 'scheduled' ? of.startsAt : null);
  const [lasts, setLasts] = useState<number>(of === null ? LASTS[0] : of.endsAt - of.startsAt);
  const letters = charactersIn(text);
  const ready = online && !isBlank(text) && letters <= MAX && teamIds.length > 0;
  const startsAt = start ?? (of?.status === 'active' ? of.startsAt : null);
  const spans = LASTS.some((span) => span === lasts) ? LASTS : [lasts, ...LASTS];
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        const wanted = { text, teamIds, startsAt, endsAt: (startsAt ?? now) + lasts };
        void announce(of?.id ?? null, wanted).then((yes) => {
          if (!yes) return;
          setText('');
          setStart(null);
          onDone();
        });
      }}
    >
      <TextField
        label={t('team.announce.text')}
        lines={3}
        value={text}
        hint={t('team.announce.letters', { count: Math.max(0, MAX - letters) })}
        {...(letters > MAX && { problem: t('team.announce.tooLong', { count: letters - MAX }) })}
        onChange={setText}
      />
      {teams.length > 1 && (
        <div className={styles.fields}>
          {teams.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={teamIds.includes(id)}
              onChange={(on) => {
                setTeamIds(on ? [...teamIds, id] : teamIds.filter((each) => each !== id));
              }}
            />
          ))}
        </div>
      )}
      <div className={styles.fields}>
        <DateField
          label={t('team.announce.start')}
          of="moment"
          value={start}
          min={now}
          hint={t('team.announce.startHint')}
          onChange={setStart}
        />
        <label className={styles.label}>
          <span>{t('team.announce.lasts')}</span>
          <Select
            value={String(lasts)}
            choices={spans.map((span) => ({ value: String(span), name: format.span(span) }))}
            onChange={(value) => {
              setLasts(Number(value));
            }}
          />
        </label>
      </div>
      {refusal !== undefined && (
        <p className={styles.wrong} role="alert">
          {refusalText(refusal)}
        </p>
      )}
      <div className={asks.submit}>
        <Button look="primary" submit disabled={!ready} pending={asking === 'announce'}>
          {t(of === null ? 'team.announce.send' : 'team.announce.save')}
        </Button>
        {of !== null && <Button onClick={onDone}>{t('team.cancel')}</Button>}
      </div>
    </form>
  );
}

function One({ one, onEdit, onGone }: { one: Announcement; onEdit: () => void; onGone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { remove } = useSlice(announcementActions);
  const tone = one.status === 'active' ? 'good' : one.status === 'scheduled' ? 'info' : 'neutral';
  return (
    <li className={styles.announcement}>
      <p dir="auto">{one.text}</p>
      <div className={styles.facts}>
        <Badge tone={tone}>{t(`team.announce.${one.status}`)}</Badge>
        <span>{format.moment(one.startsAt)}</span>
        <span>{t('team.announce.until', { time: format.moment(one.endsAt) })}</span>
        <bdi>{format.list(one.teams.map(({ name }) => name))}</bdi>
        <span>{t('team.announce.seenBy', { count: one.seenBy.length })}</span>
      </div>
      <div className={styles.buttons}>
        {one.status !== 'expired' && (
          <IconButton label={t('team.announce.edit')} icon={<Pencil size={16} />} onClick={onEdit} />
        )}
        <IconButton
          label={t('team.announce.remove')}
          icon={<Trash2 size={16} />}
          onClick={() => {
            void remove(one.id).then(onGone);
          }}
        />
      </div>
    </li>
  );
}

/** The announcements of a supervisor to the own teams, and a form for a new one. */
export function Announcements() {
  const { t } = useTranslation();
  const { all } = useSlice(announcementActions);
  const online = useDesk((state) => (state.link.status === 'online' ? state.link.since : null));
  const [found, setFound] = useState<readonly Announcement[] | null>(null);
  const [round, setRound] = useState(0);
  const [edited, setEdited] = useState<Announcement | null>(null);
  useEffect(() => {
    if (online === null) return;
    let here = true;
    all().then(
      (list) => {
        if (here) setFound(list);
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [all, online, round]);
  const again = () => {
    setEdited(null);
    setRound((count) => count + 1);
  };
  return (
    <div className={styles.both}>
      <Form key={edited?.id ?? ''} of={edited} onDone={again} />
      {found?.length === 0 && <p className={styles.none}>{t('team.announce.none')}</p>}
      {found !== null && found.length > 0 && (
        <ul className={styles.announcements} aria-label={t('team.tab.announcements')}>
          {found.map((one) => (
            <One key={one.id} one={one} onEdit={() => setEdited(one)} onGone={again} />
          ))}
        </ul>
      )}
    </div>
  );
}
