import { randomId } from './random-id.ts';
import type { ChatRequest } from './memory.ts';

/** `CHAT_REQUESTED` as the web channel writes it. */
export function requestPayload(
  serviceIdentifier: string,
  channelCustomerIdentifier: string,
  request: ChatRequest & { requestId: string },
  now: number,
): Record<string, unknown> {
  const language = browser()?.language ?? '';
  const formData = {
    id: randomId(),
    formId: request.formId ?? '',
    filledBy: 'web-init',
    createdOn: new Date(now).toISOString(),
    attributes: request.answers,
  };
  const value = {
    browserDeviceInfo: {
      browserId: channelCustomerIdentifier,
      browserName: browserName(),
      deviceType: deviceType(),
    },
    queue: request.queue,
    locale: {
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      language,
      country: language.split('-')[1] ?? '',
    },
    formData,
  };
  return {
    channelCustomerIdentifier,
    serviceIdentifier,
    requestId: request.requestId,
    additionalAttributes: [{ key: 'WebChannelData', type: 'WebChannelData', value }],
  };
}

/** None in a program. */
function browser(): Navigator | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator;
}

function browserName(): string {
  const agent = browser()?.userAgent ?? '';
  for (const [mark, name] of [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ] as const) {
    if (agent.includes(mark)) return name;
  }
  return 'Other';
}

function deviceType(): string {
  return /Mobi|Android|iPhone|iPad/.test(browser()?.userAgent ?? '') ? 'mobile' : 'desktop';
}
