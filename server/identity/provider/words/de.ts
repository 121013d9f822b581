import type { Words } from './translated.ts';

/** What the provider's pages say, in German. */
export const de: Words = {
  desk: 'Agent-Desk',
  problem: 'Problem: {title}',
  signIn: {
    title: 'Anmelden',
    lead: 'beim Agent-Desk',
    username: 'Benutzername',
    password: 'Passwort',
    showPassword: 'Passwort anzeigen',
    capsLock: 'Die Feststelltaste ist an.',
    submit: 'Anmelden',
  },
  refused: {
    'bad-credentials': 'Benutzername oder Passwort ist falsch.',
    'foreign-origin':
      'Die Anfrage kommt von einer anderen Website. Bitte melden Sie sich auf dieser Seite an.',
    locked: 'Dieses Konto ist nach zu vielen falschen Passwörtern für {time} gesperrt.',
    'network-locked': 'Aus Ihrem Netz kamen zu viele falsche Passwörter. Bitte warten Sie {time}.',
    busy: 'Im Augenblick melden sich zu viele Personen an. Bitte versuchen Sie es erneut.',
    unavailable: 'Die Anmeldung ist gerade nicht möglich. Bitte versuchen Sie es erneut.',
    other: 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es erneut.',
  },
  lockedHelp: 'Die Sperre endet automatisch. Passwort vergessen? Fragen Sie Ihre Administration.',
  minutes: { one: 'eine Minute', other: '{count} Minuten' },
  seconds: { one: 'einer Sekunde', other: '{count} Sekunden' },
  tooMany: {
    title: 'Zu viele Versuche',
    text: 'Aus Ihrem Netzwerk kamen zu viele Versuche. Versuchen Sie es in {time} erneut.',
    action: 'Erneut versuchen',
  },
  expired: {
    title: 'Diese Seite ist abgelaufen',
    text: 'Sie war zu lange offen. Bitte beginnen Sie von vorn.',
    action: 'Von vorn beginnen',
  },
  failed: {
    title: 'Die Anmeldung hat nicht geklappt',
    text: 'Die Anmeldung konnte nicht abgeschlossen werden ({code}). Die Seite war vielleicht zu lange offen.',
    action: 'Zurück zum Desk',
  },
  broken: {
    title: 'Etwas ist schiefgelaufen',
    text: 'Bitte versuchen Sie es gleich erneut.',
    action: 'Erneut versuchen',
  },
  signOut: {
    title: 'Abmelden',
    ask: 'Abmelden?',
    text: 'Sie werden in allen Tabs dieses Browsers abgemeldet.',
    submit: 'Abmelden',
    working: 'Sie werden abgemeldet …',
  },
  signedOut: {
    title: 'Sie sind abgemeldet',
    text: 'Sie können dieses Fenster schließen.',
    action: 'Neu anmelden',
  },
  goingOn: { title: 'Einen Moment …', action: 'Weiter' },
  frames: { cookies: 'Cookies', status: 'Stand der Anmeldung' },
};
