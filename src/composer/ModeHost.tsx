import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useDesk } from '../desk/desk-context.ts';
import type { Conversation } from '../store/model.ts';
import { Choices } from '../ui/Choices.tsx';
import type { ComposerMode, WordsMode } from './mode.ts';
import styles from './ModeHost.module.css';

/**
 * Where is written for one audience: the modes that are offered now, to choose from where there are several, and the
 * field of the one that holds. To be keyed by the conversation: what was chosen for one holds for no other.
 */
export function ModeHost({
  modes,
  audience,
  conversation,
  words,
  none = null,
}: {
  modes: readonly ComposerMode[];
  audience: ComposerMode['audience'];
  conversation: Conversation;
  /** The field for words. */
  words: (mode: WordsMode) => ReactNode;
  /** What stands here when nothing can be written. */
  none?: ReactNode;
}) {
  const { t } = useTranslation();
  const offered = useDesk(
    useShallow((state) =>
      modes.filter((each) => each.audience === audience && each.offered(conversation, state)),
    ),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const mode = offered.find(({ id }) => id === chosen) ?? offered[0];
  if (mode === undefined) return none;
  return (
    <>
      {offered.length > 1 && (
        <div className={styles.modes}>
          <Choices
            label={t('composer.mode.label')}
            value={mode.id}
            choices={offered.map(({ id, name, icon: Icon }) => ({
              value: id,
              name: t(name),
              icon: <Icon size={14} aria-hidden="true" />,
            }))}
            onChange={setChosen}
          />
        </div>
      )}
      {'editor' in mode ? (
        <mode.editor
          key={mode.id}
          conversation={conversation}
          onDone={() => {
            setChosen(null);
          }}
        />
      ) : (
        words(mode)
      )}
    </>
  );
}
