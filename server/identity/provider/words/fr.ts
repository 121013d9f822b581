import type { Words } from './translated.ts';

/** What the provider's pages say, in French. */
export const fr: Words = {
  desk: 'Poste agent',
  problem: 'Problème : {title}',
  signIn: {
    title: 'Connexion',
    lead: 'au poste agent',
    username: 'Identifiant',
    password: 'Mot de passe',
    showPassword: 'Afficher le mot de passe',
    capsLock: 'Le verrouillage des majuscules est activé.',
    submit: 'Se connecter',
  },
  refused: {
    'bad-credentials': 'Identifiant ou mot de passe incorrect.',
    'foreign-origin': 'La demande vient d’un autre site. Connectez-vous sur cette page.',
    locked: 'Ce compte est verrouillé pendant {time} après trop de mots de passe erronés.',
    'network-locked': 'Trop de mots de passe erronés sont venus de votre réseau. Réessayez dans {time}.',
    busy: 'Trop de personnes se connectent en ce moment. Veuillez réessayer.',
    unavailable: 'La connexion est indisponible pour l’instant. Veuillez réessayer.',
    other: 'La connexion n’a pas fonctionné. Veuillez réessayer.',
  },
  lockedHelp: 'Il se déverrouille automatiquement. Mot de passe oublié ? Contactez votre administrateur.',
  minutes: { one: 'une minute', many: '{count} minutes', other: '{count} minutes' },
  seconds: { one: 'une seconde', many: '{count} secondes', other: '{count} secondes' },
  tooMany: {
    title: 'Trop de tentatives',
    text: 'Il y a eu trop de tentatives depuis votre réseau. Réessayez dans {time}.',
    action: 'Réessayer',
  },
  expired: {
    title: 'Cette page a expiré',
    text: 'Elle est restée ouverte trop longtemps. Recommencez.',
    action: 'Recommencer',
  },
  failed: {
    title: 'La connexion n’a pas fonctionné',
    text: 'La connexion n’a pas pu aboutir ({code}). La page est peut-être restée ouverte trop longtemps.',
    action: 'Retour au poste',
  },
  broken: {
    title: 'Une erreur s’est produite',
    text: 'Veuillez réessayer dans un instant.',
    action: 'Réessayer',
  },
  signOut: {
    title: 'Se déconnecter',
    ask: 'Se déconnecter ?',
    text: 'Vous serez déconnecté dans tous les onglets de ce navigateur.',
    submit: 'Se déconnecter',
    working: 'Déconnexion…',
  },
  signedOut: {
    title: 'Vous êtes déconnecté',
    text: 'Vous pouvez fermer cette fenêtre.',
    action: 'Se reconnecter',
  },
  goingOn: { title: 'Un instant…', action: 'Continuer' },
  frames: { cookies: 'Cookies', status: 'État de la connexion' },
};
