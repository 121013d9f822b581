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
    'foreign-origin': 'This request came from another site. Sign in on this page.',
    locked: 'This account is locked for {time} after too many wrong passwords.',
    'network-locked': 'Too many wrong passwords came from your network. Try again in {time}.',
    busy: 'Too many people are signing in right now. Please try again.',
    unavailable: 'Sign-in isn’t available right now. Please try again.',
    other: 'Sign-in didn’t work. Please try again.',
  },
  lockedHelp: 'It unlocks automatically. Forgot your password? Ask your administrator.',
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
    text: 'It was open for too long. Start again.',
    action: 'Start again',
  },
  /** `code` is the error of the protocol. */
  failed: {
    title: 'Sign-in didn’t work',
    text: 'Sign-in couldn’t be completed ({code}). The page may have been open for too long.',
    action: 'Back to the desk',
  },
  broken: {
    title: 'Something went wrong',
    text: 'Please try again in a moment.',
    action: 'Try again',
  },
  signOut: {
    title: 'Sign out',
    ask: 'Sign out?',
    text: 'You’ll be signed out in all tabs of this browser.',
    submit: 'Sign out',
    working: 'Signing out …',
  },
  signedOut: {
    title: 'You’re signed out',
    text: 'You can close this window.',
    action: 'Sign in again',
  },
  goingOn: { title: 'One moment …', action: 'Continue' },
  /** Titles of the pages in hidden frames. */
  frames: { cookies: 'Cookies', status: 'Sign-in status' },
};
