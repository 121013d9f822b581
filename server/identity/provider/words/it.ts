import type { Words } from './translated.ts';

/** What the provider's pages say, in Italian. */
export const it: Words = {
  desk: 'Desk agente',
  problem: 'Problema: {title}',
  signIn: {
    title: 'Accedi',
    lead: 'al desk agente',
    username: 'Nome utente',
    password: 'Password',
    showPassword: 'Mostra password',
    capsLock: 'Il blocco maiuscole è attivo.',
    submit: 'Accedi',
  },
  refused: {
    'bad-credentials': 'Nome utente o password errati.',
    'foreign-origin': 'La richiesta viene da un altro sito. Acceda in questa pagina.',
    locked: 'Questo account è bloccato per {time} dopo troppe password errate.',
    'network-locked': 'Dalla sua rete sono arrivate troppe password errate. Riprovi tra {time}.',
    busy: 'In questo momento troppe persone stanno accedendo. Riprovi.',
    unavailable: 'Al momento non è possibile accedere. Riprovi.',
    other: 'L’accesso non è riuscito. Riprovi.',
  },
  lockedHelp: 'Si sblocca automaticamente. Password dimenticata? Chieda all’amministratore.',
  minutes: { one: 'un minuto', many: '{count} minuti', other: '{count} minuti' },
  seconds: { one: 'un secondo', many: '{count} secondi', other: '{count} secondi' },
  tooMany: {
    title: 'Troppi tentativi',
    text: 'Ci sono stati troppi tentativi dalla sua rete. Riprovi tra {time}.',
    action: 'Riprova',
  },
  expired: {
    title: 'Questa pagina è scaduta',
    text: 'È rimasta aperta troppo a lungo. Ricominci.',
    action: 'Ricomincia',
  },
  failed: {
    title: 'L’accesso non è riuscito',
    text: 'Non è stato possibile completare l’accesso ({code}). Forse la pagina è rimasta aperta troppo a lungo.',
    action: 'Torna al desk',
  },
  broken: { title: 'Qualcosa è andato storto', text: 'Riprovi tra poco.', action: 'Riprova' },
  signOut: {
    title: 'Esci',
    ask: 'Uscire?',
    text: 'Uscirà in tutte le schede di questo browser.',
    submit: 'Esci',
    working: 'Uscita in corso…',
  },
  signedOut: { title: 'È uscito', text: 'Può chiudere questa finestra.', action: 'Accedi di nuovo' },
  goingOn: { title: 'Un momento…', action: 'Continua' },
  frames: { cookies: 'Cookie', status: 'Stato dell’accesso' },
};
