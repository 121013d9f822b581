import { useState, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { ConversationList } from '../../conversations/ConversationList.tsx';
import { PartBoundary, QuietBoundary } from '../../desk/Boundary.tsx';
import { useActions, useDesk } from '../../desk/desk-context.ts';
import { DeferredPart } from '../../desk/DeferredPart.tsx';
import type { Panes as Widths } from '../../store/model.ts';
import { isWrappingUp } from '../../store/selectors.ts';
import { Home } from '../../home/Home.tsx';
import {
  deferredContext,
  deferredConversation,
  deferredGuide,
  deferredSplitter,
  deferredWhileAway,
} from '../deferred-parts.ts';
import { ConversationSkeleton, LinesSkeleton } from './PaneSkeletons.tsx';
import styles from './Panes.module.css';

/** The panes with an edge that moves: their default widths in CSS px, and how far the edge can be moved. */
const EDGES = {
  list: { edge: styles.listEdge, grows: 'forward', usual: 320, least: 240, most: 480 },
  context: { edge: styles.contextEdge, grows: 'back', usual: 320, least: 260, most: 480 },
} as const;

function FirstSteps() {
  const step = useDesk((state) => state.guide);
  return step === null ? null : <GuideWhenHere />;
}

function GuideWhenHere() {
  return (
    <div className={styles.guide} data-guide>
      <DeferredPart of={deferredGuide} props={{}} />
    </div>
  );
}

/** The widths that hold: what is being dragged before what is kept. */
function useWidths() {
  const actions = useActions();
  const kept = useDesk((state) => state.settings.panes);
  const [moving, setMoving] = useState<Partial<Widths>>({});
  const widths: Widths = { ...kept, ...moving };
  const set = (change: Partial<Widths>) => {
    setMoving({});
    actions.changeSettings({ panes: { ...kept, ...change } });
  };
  return { widths, set, move: setMoving };
}

/** The edge by which a pane is made wider or narrower. */
function Edge({ of: pane, widths, set, move }: { of: keyof Widths } & ReturnType<typeof useWidths>) {
  const { t } = useTranslation();
  const { edge, usual, ...bounds } = EDGES[pane];
  const props = {
    ...bounds,
    className: edge,
    label: t(`panes.${pane}`),
    controls: `pane-${pane}`,
    value: widths[pane] ?? usual,
    onMove: (width: number) => {
      move({ [pane]: width });
    },
    onDone: (width: number) => {
      set({ [pane]: width });
    },
    onReset: () => {
      set({ [pane]: null });
    },
  };
  return <DeferredPart of={deferredSplitter} props={props} />;
}

/** Widths as the style sheet takes them. */
function variables(widths: Widths): CSSProperties {
  const named: Record<`--${string}`, string> = {};
  if (widths.list !== null) named['--list'] = `${widths.list}px`;
  if (widths.context !== null) named['--context'] = `${widths.context}px`;
  return named;
}

/** List, conversation and context, side by side as far as there is room (the shape of the style sheet). */
export function Panes() {
  const { t } = useTranslation();
  const actions = useActions();
  const edges = useWidths();
  const selected = useDesk((state) =>
    !state.readingAway &&
    state.selected !== null &&
    state.conversations[state.selected]?.transcript.based === true
      ? state.selected
      : null,
  );
  const away = useDesk((state) => (state.readingAway ? state.away : null));
  const contextOpen = useDesk((state) => state.contextOpen);
  const wrapping = useDesk((state) => {
    const open =
      state.readingAway || state.selected === null ? undefined : state.conversations[state.selected];
    return open !== undefined && isWrappingUp(open);
  });
  return (
    <main
      className={styles.panes}
      data-view={selected === null && away === null ? 'list' : 'conversation'}
      style={variables(edges.widths)}
    >
      <h1 className="sr-only">{t('app.name')}</h1>
      <section className={styles.list} id="pane-list" aria-label={t('list.pane')}>
        <PartBoundary>
          <ConversationList />
        </PartBoundary>
      </section>
      <Edge of="list" {...edges} />
      <div className={styles.main}>
        <PartBoundary of={away ?? selected}>
          {away !== null ? (
            <DeferredPart of={deferredWhileAway} props={{ away }} meanwhile={<LinesSkeleton />} />
          ) : selected === null ? (
            <Home />
          ) : (
            <DeferredPart
              of={deferredConversation}
              props={{ id: selected }}
              meanwhile={<ConversationSkeleton />}
            />
          )}
        </PartBoundary>
      </div>
      {selected !== null && (
        <>
          {contextOpen && (
            <button
              type="button"
              className={styles.scrim}
              aria-label={t('conversation.hideContext')}
              tabIndex={-1}
              onClick={() => {
                actions.toggleContext();
              }}
            />
          )}
          <Edge of="context" {...edges} />
          <section
            className={styles.context}
            id="pane-context"
            data-open={contextOpen || wrapping || undefined}
            data-wrapup={wrapping || undefined}
            aria-label={t('customer.pane')}
          >
            <PartBoundary of={selected}>
              <DeferredPart of={deferredContext} props={{ id: selected }} meanwhile={<LinesSkeleton />} />
            </PartBoundary>
          </section>
        </>
      )}
      <QuietBoundary>
        <FirstSteps />
      </QuietBoundary>
    </main>
  );
}
