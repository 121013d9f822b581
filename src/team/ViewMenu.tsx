import { BellRing, Check, Eye, Save, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import type { FloorView } from './floor-slice.ts';
import { AlarmsDialog, SaveViewDialog } from './SetupDialogs.tsx';
import { sameView, USUAL_VIEW } from './setup.ts';
import type { SetupHere } from './use-setup.ts';

/** Saved views to go to, and what is set up: the view as it stands, and alarms. */
export function ViewMenu({ floor, here }: { floor: FloorView; here: SetupHere }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'save' | 'alarms' | null>(null);
  const { setup, change } = here;
  const { saved, view, alarms } = setup;
  const current = saved.find((each) => sameView(each.view, view));
  const close = () => {
    setAsked(null);
  };
  return (
    <>
      <Menu
        label={t('team.view.title')}
        align="end"
        trigger={
          <Button size="small" look="quiet" icon={<Eye size={16} aria-hidden="true" />}>
            {current?.name ?? t('team.view.title')}
          </Button>
        }
      >
        <MenuItem
          icon={sameView(view, USUAL_VIEW) ? <Check size={16} /> : undefined}
          onSelect={() => change({ view: USUAL_VIEW })}
        >
          {t('team.view.usual')}
        </MenuItem>
        {saved.map((each) => (
          <MenuItem
            key={each.name}
            icon={each === current ? <Check size={16} /> : undefined}
            onSelect={() => change({ view: each.view })}
          >
            {each.name}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem icon={<Save size={16} />} onSelect={() => setAsked('save')}>
          {t('team.view.save')}
        </MenuItem>
        {current !== undefined && (
          <MenuItem
            icon={<Trash2 size={16} />}
            onSelect={() => change({ saved: saved.filter((each) => each !== current) })}
          >
            {t('team.view.remove', { name: current.name })}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<BellRing size={16} />} onSelect={() => setAsked('alarms')}>
          {t('team.alarm.set')}
        </MenuItem>
      </Menu>
      {asked === 'save' && (
        <SaveViewDialog
          saved={saved}
          onClose={close}
          onSave={(name) =>
            change({ saved: [...saved.filter((each) => each.name !== name), { name, view }] })
          }
        />
      )}
      {asked === 'alarms' && (
        <AlarmsDialog
          alarms={alarms}
          queues={[...floor.queues.values()]}
          onChange={(next) => change({ alarms: next })}
          onClose={close}
        />
      )}
    </>
  );
}
