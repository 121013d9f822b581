/** Forms as desks of the family read them. */
import type { Directory, DirectoryForm } from '../../../configuration/directory.ts';
import { formIn } from '../../../configuration/texts.ts';
import { VALUE_TYPES } from '../../shared/form-fields.ts';

/** The one id of the wrap-up form that is baked into desks of the family. */
const FAMILY_WRAP_UP_FORM = '62d07f4f0980a50a91210bef';

type CategoryOptions = {
  isMultipleChoice: boolean;
  categories: { categoryName: string; values: string[] }[];
};

type Attribute = {
  key: string;
  label: string;
  helpText: string;
  isRequired: boolean;
  attributeType: 'INPUT' | 'OPTIONS';
  valueType: string;
  categoryOptions: CategoryOptions | null;
};

type WireForm = { id: string; formTitle: string; formDescription: string; attributes: Attribute[] };

/** A form by its id, the baked-in one included; undefined when there is none. */
export function findForm(directory: Directory, id: string): DirectoryForm | undefined {
  return id === FAMILY_WRAP_UP_FORM ? directory.wrapUpForm() : directory.form(id);
}

type FormOf<Kind> = Extract<ReturnType<typeof formIn>, { kind: Kind }>;

/** The form in a language; null is the default one. */
export function wireForm({ id, localized }: DirectoryForm, language: string | null, asked = id): WireForm {
  const form = formIn(localized, language === null ? [] : [language]);
  return {
    id: asked,
    formTitle: form.name,
    formDescription: form.description,
    attributes: form.kind === 'WRAP_UP' ? [wrapUpAttribute(form)] : preChatAttributes(form),
  };
}

function wrapUpAttribute(form: FormOf<'WRAP_UP'>): Attribute {
  return {
    key: 'wrapups',
    label: form.name,
    helpText: form.description,
    isRequired: false,
    attributeType: 'OPTIONS',
    valueType: 'StringList',
    categoryOptions: {
      isMultipleChoice: form.multiple,
      categories: form.categories.map(({ name, values }) => ({ categoryName: name, values: [...values] })),
    },
  };
}

function preChatAttributes(form: FormOf<'PRE_CHAT'>): Attribute[] {
  return form.fields.map(({ key, label, helpText, required, type, options }) => ({
    key,
    label,
    helpText,
    isRequired: required,
    attributeType: type === 'OPTIONS' ? 'OPTIONS' : 'INPUT',
    valueType: VALUE_TYPES[type],
    categoryOptions:
      type === 'OPTIONS'
        ? { isMultipleChoice: false, categories: [{ categoryName: label, values: [...options] }] }
        : null,
  }));
}
