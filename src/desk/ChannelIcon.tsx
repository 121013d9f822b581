import { Globe, Mail, MessageCircle, MessageSquareText, Phone } from 'lucide-react';

/** The mark of a channel type. Its name stands beside it or in a title. */
export function ChannelIcon({ type, size = 14 }: { type: string; size?: number }) {
  switch (type.toUpperCase()) {
    case 'WEB':
      return <Globe size={size} aria-hidden="true" />;
    case 'EMAIL':
      return <Mail size={size} aria-hidden="true" />;
    case 'SMS':
      return <MessageSquareText size={size} aria-hidden="true" />;
    case 'CX_VOICE':
    case 'CISCO_CC':
    case 'WEB_RTC':
      return <Phone size={size} aria-hidden="true" />;
    default:
      return <MessageCircle size={size} aria-hidden="true" />;
  }
}

/** Brand and channel names are the same in every language; what is not known is shown as it came. */
const NAMES: Readonly<Record<string, string>> = {
  WEB: 'Web',
  EMAIL: 'E-mail',
  SMS: 'SMS',
  WHATSAPP: 'WhatsApp',
  FACEBOOK: 'Facebook',
  INSTAGRAM: 'Instagram',
  TELEGRAM: 'Telegram',
  VIBER: 'Viber',
  TWITTER: 'X',
  CISCO_CC: 'Voice',
  CX_VOICE: 'Voice',
  WEB_RTC: 'Voice',
};

/** What a channel type is called. */
export function channelName(type: string): string {
  return NAMES[type.toUpperCase()] ?? type;
}
