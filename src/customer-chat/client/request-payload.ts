import { randomId } from './random-id.ts';
import type { ChatRequest } from './memory.ts';

/** `CHAT_REQUESTED` as the web channel writes it. */
export function requestPayload(
  serviceIdentifier: string,
  channelCustomerIdentifier: string,
  request: ChatRequest & { requestId: string },
  now: number,
): Record<string, unknown> {
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
      language: navigator.language,
      country: navigator.language.split('-')[1] ?? '',
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

function browserName(): string {
  const agent = navigator.userAgent;
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
  return /Mobi|Android|iPhone|iPad/.test(navigator.userAgent) ? 'mobile' : 'desktop';
}
