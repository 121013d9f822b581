/** What the provider's pages say, in English. The other languages have the same keys. */
export const en = {
  desk: 'Agent desk',
  /** Title of a page on which something went wrong. */
  problem: 'Problem: {title}',
  signIn: {
    title: 'Sign in',
    lead: 'to the agent desk',
    username: 'Username',
    password: 'Password',
    showPassword: 'Show password',
    capsLock: 'Caps Lock is on.',
    submit: 'Sign in',
  },
  /** By the reason of the refusal, see `errors.ts`. */
  refused: {
    'bad-credentials': 'Username or password is wrong.',
    'foreign-origin': 'The request comes from another site. Please sign in on this page.',
    locked: 'This account is locked for {time}: there were too many wrong passwords.',
    unavailable: 'Signing in is not possible right now. Please try again.',
    other: 'Signing in did not work. Please try again.',
  },
  lockedHelp: 'Then it opens by itself. If you do not know the password any more, ask your administrator.',
  /** How long a lock holds, as it stands in its sentence. */
  minutes: { one: 'a minute', other: '{count} minutes' },
  /** When to try again, as it stands in its sentence. */
  seconds: { one: 'a second', other: '{count} seconds' },
  tooMany: {
    title: 'Too many attempts',
    text: 'There were too many attempts from your network. Try again in {time}.',
    action: 'Try again',
  },
  expired: {
    title: 'This page has expired',
    text: 'It was open for too long. Please start again.',
    action: 'Start again',
  },
  /** `code` is the error of the protocol. */
  failed: {
    title: 'That did not work',
    text: 'The sign-in could not be completed ({code}). It may have been open for too long.',
    action: 'Back to the desk',
  },
  broken: {
    title: 'Something went wrong',
    text: 'That is our mistake. Please try again in a moment.',
    action: 'Try again',
  },
  signOut: {
    title: 'Sign out',
    ask: 'Sign out?',
    text: 'Other tabs of this browser are signed out as well.',
    submit: 'Sign out',
    working: 'Signing out …',
  },
  signedOut: {
    title: 'You are signed out',
    text: 'You can close this window.',
    action: 'Sign in again',
  },
  goingOn: { title: 'One moment …', action: 'Continue' },
  /** Titles of the pages in hidden frames. */
  frames: { cookies: 'Cookies', status: 'Sign-in status' },
};
