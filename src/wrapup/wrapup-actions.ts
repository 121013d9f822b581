/** What is done with a wrap-up, and the form that it is done by. */
import { fields, list, text, texts, under } from '../base/fields.ts';
import { wrapupClosing } from '../connection/wrapup-closing.ts';
import { control } from '../desk/actions/actions.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { keptAnswer } from '../desk/kept-answer.ts';
import * as local from '../store/local.ts';
import type { WrapupDraft } from '../store/model.ts';
import { waitsLongest } from '../store/selectors.ts';

/** A form of the configuration, as far as the wrap-up needs it: categories with their codes. */
export type WrapupForm = {
  multiple: boolean;
  categories: readonly { name: string; values: readonly string[] }[];
};

export type WrapupActions = {
  /** Keeps what is being entered; null: nothing is any more. */
  draft: (conversationId: string, draft: WrapupDraft | null) => void;
  /** Ends the wrap-up with what has been entered, or without anything. */
  finish: (conversationId: string, draft: WrapupDraft | null) => void;
  extend: (conversationId: string) => void;
  /** The codes to choose from. */
  form: () => Promise<WrapupForm>;
};

/** The id under which desks of this family find the wrap-up form. */
const FORM = '62d07f4f0980a50a91210bef';

function readForm(value: unknown): WrapupForm {
  const options = under(list(fields(value).attributes)[0], 'categoryOptions');
  return {
    multiple: options.isMultipleChoice !== false,
    categories: list(options.categories).map((each) => {
      const wire = fields(each);
      return { name: text(wire.categoryName), values: texts(wire.values) };
    }),
  };
}

export function wrapupActions(tools: ActionTools): WrapupActions {
  const { store, rest, now, get, conversation, ask, about } = tools;

  /** After a wrap-up the next customer, where the agent wants that and has not gone elsewhere. */
  const goOn = (from: string) => {
    const { selected, settings } = get();
    if (!settings.openNext || (selected !== null && selected !== from)) return;
    const next = waitsLongest(get());
    if (next !== null) store.setState((state) => local.open(state, next.id));
  };

  return {
    draft: (id, draft) => store.setState((state) => local.wrapupDraft(state, id, draft)),
    finish: (id, draft) => {
      const known = conversation(id);
      if (known === undefined) return;
      const payload = wrapupClosing(tools.wrapupId(id), now(), draft, known, get());
      const wasOpen = get().selected === id;
      void ask(control.wrapup(id), draft === null ? 'skip' : 'apply', 'closeWrapup', payload).then((done) => {
        if (!done) return;
        store.setState((state) => local.wrapupDraft(state, id, null));
        if (wasOpen) goOn(id);
      });
    },
    extend: (id) => void ask(control.wrapup(id), 'extend', 'extendWrapup', about(id)),
    form: keptAnswer(async () => readForm(await rest.get(`/unified-admin/forms/${FORM}`)), now),
  };
}
