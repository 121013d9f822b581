/** Channel icons as SVG: our own drawings, one per kind of channel, in one size and one stroke. */

const SPEECH = '<path d="M4 5h16v11H9l-5 4z"/>';
const ENVELOPE = '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3 7 9 6 9-6"/>';
const HANDSET =
  '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z"/>';
const GLOBE = '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>';
const PHONE = '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>';
const PLANE = '<path d="m3 11 18-8-6 18-4-7z"/>';
const CAMERA =
  '<rect x="4" y="4" width="16" height="16" rx="4"/><circle cx="12" cy="12" r="4"/><path d="M16.5 7.5h.01"/>';
const BUBBLE = '<path d="M12 4a8 8 0 0 0-7 12l-1 4 4-1a8 8 0 1 0 4-15z"/><path d="M9 9c0 4 2 6 6 6"/>';

/** Drawing and colour by channel type. */
const DRAWINGS: Record<string, readonly [string, string]> = {
  WEB: [GLOBE, '#1f6feb'],
  WHATSAPP: [BUBBLE, '#128c4b'],
  FACEBOOK: [SPEECH, '#1b5fc1'],
  INSTAGRAM: [CAMERA, '#b3396d'],
  TELEGRAM: [PLANE, '#1f7fb3'],
  TWITTER: [SPEECH, '#31424f'],
  VIBER: [HANDSET, '#6a4fb3'],
  SMS: [PHONE, '#3b6e22'],
  EMAIL: [ENVELOPE, '#8a5a00'],
  CX_VOICE: [HANDSET, '#0f7b6c'],
  WEB_RTC: [HANDSET, '#0f7b6c'],
  CISCO_CC: [HANDSET, '#0f5b8c'],
  GENERIC: [SPEECH, '#4f5b66'],
};

/** The icon of a channel type; unknown types get a speech bubble. */
export function channelLogo(type: string): string {
  const [drawing, colour] = DRAWINGS[type] ?? [SPEECH, '#4f5b66'];
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" ' +
    `stroke="${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawing}</svg>`
  );
}
