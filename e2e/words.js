// What Parley calls the things that every test uses, in each of its languages.

export const words = {
  en: {
    language: 'Language',
    room: 'Room',
    name: 'Your name',
    join: 'Join',
    joinNow: 'Join now',
    settings: 'Settings',
    leave: 'Leave call',
    rejoin: 'Rejoin',
  },
  de: {
    language: 'Sprache',
    room: 'Raum',
    name: 'Dein Name',
    join: 'Beitreten',
    joinNow: 'Jetzt beitreten',
    settings: 'Einstellungen',
    leave: 'Auflegen',
    rejoin: 'Wieder beitreten',
  },
  es: {
    language: 'Idioma',
    room: 'Sala',
    name: 'Tu nombre',
    join: 'Entrar',
    joinNow: 'Entrar ahora',
    settings: 'Ajustes',
    leave: 'Colgar',
    rejoin: 'Volver a entrar',
  },
}
