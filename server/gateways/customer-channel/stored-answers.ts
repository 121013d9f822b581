/** What a customer entered before the chat, as it is stored. */
import type { ChatRequested } from '../../../protocol/customer-channel/requests.ts';
import { webChannelData } from '../../../protocol/customer-channel/requests.ts';
import { storedAnswer } from '../../configuration/choices.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { FormInFile } from '../../configuration/schema/desk.ts';
import type { Json } from '../../engine/contract.ts';

/**
 * The attributes of a request, in which an answer that was chosen from a form's options is the option in the default
 * language: the customer may have read it in another one. Everything else stays as it came.
 */
export function storedAttributes(request: ChatRequested, directory: Directory): Json[] {
  const attributes = (request.additionalAttributes ?? []).map((attribute) => {
    const data = webChannelData.safeParse(attribute.value).data;
    const { formData } = data ?? {};
    const form =
      typeof formData?.formId === 'string' ? directory.form(formData.formId)?.localized : undefined;
    if (form === undefined || !Array.isArray(formData?.attributes)) return attribute;
    const answers = formData.attributes.map((answer) => ({
      ...answer,
      value: storedValue(form, answer.key, answer.value),
    }));
    return { ...attribute, value: { ...data, formData: { ...formData, attributes: answers } } };
  });
  // Plain JSON: the payload was looked through before it was parsed.
  return attributes as Json[];
}

function storedValue(form: FormInFile, key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => storedValue(form, key, each));
  return typeof value === 'string' ? storedAnswer(form, key, value) : value;
}
