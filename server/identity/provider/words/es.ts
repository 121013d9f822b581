import type { Words } from './translated.ts';

/** What the provider's pages say, in Spanish. */
export const es: Words = {
  desk: 'Escritorio de agente',
  problem: 'Problema: {title}',
  signIn: {
    title: 'Iniciar sesión',
    lead: 'en el escritorio de agente',
    username: 'Usuario',
    password: 'Contraseña',
    showPassword: 'Mostrar la contraseña',
    capsLock: 'El bloqueo de mayúsculas está activado.',
    submit: 'Iniciar sesión',
  },
  refused: {
    'bad-credentials': 'El usuario o la contraseña no es correcto.',
    'foreign-origin': 'La solicitud vino de otro sitio. Inicie sesión en esta página.',
    locked: 'Esta cuenta está bloqueada durante {time} tras demasiadas contraseñas incorrectas.',
    'network-locked':
      'Desde su red llegaron demasiadas contraseñas incorrectas. Inténtelo de nuevo en {time}.',
    busy: 'Ahora mismo demasiadas personas inician sesión. Inténtelo de nuevo.',
    unavailable: 'Ahora no se puede iniciar sesión. Inténtelo de nuevo.',
    other: 'El inicio de sesión no funcionó. Inténtelo de nuevo.',
  },
  lockedHelp: 'Se desbloquea automáticamente. ¿Olvidó su contraseña? Pregunte a su administrador.',
  minutes: { one: 'un minuto', many: '{count} minutos', other: '{count} minutos' },
  seconds: { one: 'un segundo', many: '{count} segundos', other: '{count} segundos' },
  tooMany: {
    title: 'Demasiados intentos',
    text: 'Hubo demasiados intentos desde su red. Inténtelo de nuevo en {time}.',
    action: 'Reintentar',
  },
  expired: {
    title: 'Esta página ha caducado',
    text: 'Estuvo abierta demasiado tiempo. Empiece de nuevo.',
    action: 'Empezar de nuevo',
  },
  failed: {
    title: 'El inicio de sesión no funcionó',
    text: 'No se pudo completar el inicio de sesión ({code}). Puede que la página estuviera abierta demasiado tiempo.',
    action: 'Volver al escritorio',
  },
  broken: { title: 'Algo salió mal', text: 'Inténtelo de nuevo en un momento.', action: 'Reintentar' },
  signOut: {
    title: 'Cerrar sesión',
    ask: '¿Cerrar sesión?',
    text: 'Se cerrará su sesión en todas las pestañas de este navegador.',
    submit: 'Cerrar sesión',
    working: 'Cerrando sesión…',
  },
  signedOut: {
    title: 'Ha cerrado sesión',
    text: 'Puede cerrar esta ventana.',
    action: 'Volver a iniciar sesión',
  },
  goingOn: { title: 'Un momento…', action: 'Continuar' },
  frames: { cookies: 'Cookies', status: 'Estado de la sesión' },
};
