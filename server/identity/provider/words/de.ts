import type { Words } from './words.ts';

/** What the provider's pages say, in German. */
export const de: Words = {
  desk: 'Agentenplatz',
  problem: 'Problem: {title}',
  signIn: {
    title: 'Anmelden',
    lead: 'am Agentenplatz',
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
    locked: 'Dieses Konto ist für {time} gesperrt: Es gab zu viele falsche Passwörter.',
    unavailable: 'Die Anmeldung ist gerade nicht möglich. Bitte versuchen Sie es noch einmal.',
    other: 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
  },
  lockedHelp:
    'Danach öffnet es sich von selbst. Wenn Sie das Passwort nicht mehr wissen, fragen Sie Ihre Verwaltung.',
  minutes: { one: 'eine Minute', other: '{count} Minuten' },
  seconds: { one: 'einer Sekunde', other: '{count} Sekunden' },
  tooMany: {
    title: 'Zu viele Versuche',
    text: 'Aus Ihrem Netz kamen zu viele Versuche. Versuchen Sie es in {time} noch einmal.',
    action: 'Noch einmal versuchen',
  },
  expired: {
    title: 'Diese Seite ist abgelaufen',
    text: 'Sie war zu lange offen. Bitte beginnen Sie von vorn.',
    action: 'Von vorn beginnen',
  },
  failed: {
    title: 'Das hat nicht geklappt',
    text: 'Die Anmeldung ließ sich nicht abschließen ({code}). Vielleicht war sie zu lange offen.',
    action: 'Zurück zum Agentenplatz',
  },
  broken: {
    title: 'Hier ist etwas schiefgegangen',
    text: 'Das ist unser Fehler. Bitte versuchen Sie es gleich noch einmal.',
    action: 'Noch einmal versuchen',
  },
  signOut: {
    title: 'Abmelden',
    ask: 'Abmelden?',
    text: 'Auch andere Tabs dieses Browsers werden abgemeldet.',
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
