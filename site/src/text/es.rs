//! Spanish, in words that are at home on both sides of the Atlantic: neither "vosotros" nor "ustedes".

use super::table::*;
use super::{host, network, private, sealing};

pub(super) static FRONT: FrontTexts = FrontTexts {
    tag: "es",
    name: "Español",

    landing: LandingTexts {
        language: "Idioma",
        title: "Habla cara a cara.",
        pitch: "Elige una sala, comparte el enlace y a conversar, con imagen y sonido. \
                Sin instalar nada y sin cuenta.",
        privacy: "Las llamadas van de navegador a navegador. Nuestro servidor hace las \
                  presentaciones y luego se retira.",
        room: "Sala",
        room_hint: "Mismo nombre, misma sala.",
        name: "Tu nombre",
        name_hint: "Los demás lo ven sobre tu imagen.",
        join: "Entrar",
        joining: "Un momento…",
    },

    notice: NoticeTexts {
        offline: "Estás sin conexión. En cuanto vuelva la red, podrás entrar.",
        no_server: "El servidor no respondió. Revisa tu conexión e inténtalo de nuevo.",
        not_loaded: "Parley no se pudo cargar del todo. \
                     Revisa tu conexión e inténtalo de nuevo.",
    },

    problem: ProblemTexts {
        room_empty: "Escribe el nombre de una sala.",
        name_empty: "Escribe un nombre.",
        too_long: |max| format!("Usa {max} caracteres como máximo."),
        control: "No uses caracteres de control.",
        slash: "El nombre de una sala no lleva barras.",
        dots: "El nombre de una sala no puede ser solo puntos.",
    },

    private: private::SPANISH,

    unsupported: UnsupportedTexts {
        title: "Este navegador no puede hacer llamadas",
        needs: "Parley necesita WebRTC, que los navegadores ofrecen a las páginas que llegan por https. \
                Abre esta página en una versión actual de Chrome, Edge, Firefox o Safari.",
        in_an_app: "Si la ves dentro de una aplicación, busca «Abrir en el navegador» en su menú.",
    },

    crash: CrashTexts {
        sorry: "Parley ha dejado de funcionar. Lo sentimos.",
        restart: "Empezar de nuevo",
    },
};

pub(super) static TEXTS: Texts = Texts {
    front: &FRONT,

    lobby: LobbyTexts {
        join: "Entrar ahora",
        joining: "Entrando…",
        back: "Volver",
        preview: "Tu imagen",
        asking: "Tu navegador pregunta si Parley puede usar tu cámara y tu micrófono. \
                 La pregunta está cerca de la barra de direcciones.",
        may_wait: "Puedes entrar antes de responder, o sin ellos.",
        camera_off: "Tu cámara está apagada",
        no_picture: "No hay imagen tuya",
        looking: "Mirando quién está aquí…",
        unreachable: "El servidor no responde. Intentándolo de nuevo…",
        people: |count| match count {
            0 => "Aún no hay nadie".to_owned(),
            1 => "Hay 1 persona".to_owned(),
            _ => format!("Hay {count} personas"),
        },
        more: |count| format!("y {count} más"),
        full: "La sala está llena. Podrás entrar en cuanto alguien se vaya.",
        elsewhere: "Ya estás en esta sala en otra pestaña.",
        move_here: "Continuar aquí",
    },

    settings: SettingsTexts {
        title: "Ajustes",
        devices: "Dispositivos",
        microphone: "Micrófono",
        speaker: "Altavoz",
        camera: "Cámara",
        system: "El que elija el sistema",
        unnamed: |role, number| format!("{role} {number}"),
        level: "Volumen de tu micrófono",
        test: "Probar",
        turn_camera: "Cambiar entre cámara frontal y trasera",
        push_to_talk: "En silencio: mantén la barra espaciadora para hablar",
        muted_warning: "Avisarme cuando hablo en silencio",
    },

    room: RoomTexts {
        room: "Sala ",
        people: |count| match count {
            1 => "1 persona".to_owned(),
            _ => format!("{count} personas"),
        },
        copy_link: "Copiar el enlace de la sala",
    },

    invitation: InvitationTexts {
        title: "Invitar",
        code: "Código QR con el enlace a esta sala",
        scan: "Apunta la cámara de otro móvil al código o envía el enlace.",
        share: "Compartir…",
        alone: "No hay nadie más aquí",
        invite: "Invita a alguien con este enlace.",
        link: "Enlace a esta sala",
        copy: "Copiar enlace",
        copied: "Copiado",
        on_clipboard: "El enlace está en el portapapeles.",
    },

    stage: StageTexts {
        people: "Participantes",
        you: "Tú",
        pin: |name| format!("Fijar a {name}"),
        unpin: |name| format!("Dejar de fijar a {name}"),
        hand: "Levanta la mano. ",
        reacted: |name, emoji| format!("{name} reacciona con {emoji}"),
        move_self: "Mover tu imagen",
        top_left: "Tu imagen está arriba a la izquierda",
        top_right: "Tu imagen está arriba a la derecha",
        bottom_left: "Tu imagen está abajo a la izquierda",
        bottom_right: "Tu imagen está abajo a la derecha",
        grid: "Ver a todos en cuadrícula",
        spotlight: "Ver en grande a quien habla",
        microphone_off: "Micrófono apagado. ",
        camera_off: "Cámara apagada. ",
    },

    link: LinkTexts {
        connecting: "Conectando…",
        reconnecting: "Reconectando…",
        away: "Recargando, o se ha ido",
        unreachable: "Aún no hay conexión posible",
        retry: "Reintentar",
        retry_for: |name| format!("Reintentar la conexión con {name}"),
        relayed: "por relé",
        relayed_long: "No hay camino directo. El sonido y la imagen pasan por un relé que no puede leerlos.",
        their_network: "Su red es débil: solo sonido",
        own_network: "Red débil: solo reciben tu sonido",
    },

    network: network::SPANISH,
    host: host::SPANISH,
    sealing: sealing::SPANISH,

    controls: ControlTexts {
        controls: "Controles de la llamada",
        mute: "Silenciar el micrófono",
        unmute: "Activar el micrófono",
        camera_off: "Apagar la cámara",
        camera_on: "Encender la cámara",
        chat: |unread| match unread {
            0 => "Chat".to_owned(),
            1 => "Chat, 1 mensaje sin leer".to_owned(),
            _ => format!("Chat, {unread} mensajes sin leer"),
        },
        leave: "Colgar",
        more: "Más",
    },

    actions: ActionTexts {
        raise_hand: "Levantar la mano",
        lower_hand: "Bajar la mano",
        react: "Reaccionar",
        reactions: [
            "Pulgar arriba",
            "Corazón",
            "Risa",
            "Sorpresa",
            "Aplauso",
            "Fiesta",
        ],
        show_self: "Mostrar tu imagen",
        hide_self: "Ocultar tu imagen",
        full_screen: "Pantalla completa",
        leave_full_screen: "Salir de pantalla completa",
        small_window: "Ventana pequeña",
        close_small_window: "Cerrar la ventana pequeña",
    },

    keys: KeyTexts {
        title: "Atajos de teclado",
        shift: "Mayús",
        microphone: "Activar o silenciar el micrófono",
        camera: "Encender o apagar la cámara",
        screen: "Compartir una pantalla o dejar de hacerlo",
        hand: "Levantar o bajar la mano",
        react: "Reaccionar",
        chat: "Abrir o cerrar el chat",
        people: "Abrir o cerrar la lista de personas",
        layout: "Cuadrícula o una imagen grande",
        own_picture: "Mostrar u ocultar tu imagen",
        full_screen: "Entrar o salir de pantalla completa",
        small_window: "Abrir o cerrar la ventana pequeña",
        settings: "Abrir los ajustes",
        keys: "Esta lista",
        leave: "Colgar",
        use_them: "Usar estas teclas",
        typing: "Mientras escribes, las teclas escriben como siempre.",
    },

    share: ShareTexts {
        start: "Compartir pantalla",
        stop_screen: "Dejar de compartir pantalla",
        stop: "Dejar de compartir",
        sharing: "Los demás ven tu pantalla.",
        failed: "Tu pantalla no se pudo compartir.",
        screen_of: |name| format!("Pantalla de {name}"),
        arriving: "La pantalla está en camino…",
    },

    panel: PanelTexts { close: "Cerrar" },

    chat: ChatTexts {
        title: "Chat",
        log: "Mensajes",
        empty: "Aún no hay mensajes",
        privacy: "Lo que escribes va directo a los navegadores de los demás. Ningún servidor lo \
              guarda, y desaparece cuando todos se han ido.",
        came: "Te has unido",
        more: "Mensajes nuevos",
        only_to_you: "Solo para ti",
        only_to: |name| format!("Solo para {name}"),
        sending: "Enviando…",
        delivered: "Entregado",
        nobody: "Aún no hay nadie. Quien llegue lo recibirá.",
        lost: |name| format!("No entregado: {name} se ha ido."),
        one_types: |name| format!("{name} está escribiendo…"),
        two_type: |one, other| format!("{one} y {other} están escribiendo…"),
        many_type: "Varias personas están escribiendo…",
        to: "Para",
        everyone: "Todos",
        gone: |name| format!("{name} (se ha ido)"),
        gone_remark: |name| format!("{name} se ha ido. Elige quién lo recibe."),
        message: "Mensaje",
        prompt: "Mensaje para todos",
        prompt_one: |name| format!("Mensaje solo para {name}"),
        send: "Enviar",
        left: |count| match count {
            1 => "Queda 1 carácter".to_owned(),
            _ => format!("Quedan {count} caracteres"),
        },
        too_many: |count| match count {
            1 => "Sobra 1 carácter".to_owned(),
            _ => format!("Sobran {count} caracteres"),
        },
    },

    people: PeopleTexts {
        title: "Participantes",
        you: "(tú)",
        guest: "Desde una página PeerJS, sin chat",
        hand: "Mano levantada. ",
        screen: "Comparte una pantalla. ",
        volume: |name| format!("Volumen de {name}"),
        sounds: "Sonidos cuando alguien llega, se va o escribe",
        invite: "Invitar a alguien",
    },

    banner: BannerTexts {
        room_lost: "Se perdió la conexión con la sala. La llamada continúa.",
        talking_muted: "Estás hablando, pero tu micrófono está silenciado.",
        hold_space: "Mantén la barra espaciadora para hablar.",
        unmute: "Activar",
        silent: "Tu navegador retiene el sonido de los demás.",
        enable_sound: "Activar el sonido",
        try_again: "Intentar de nuevo",
        dismiss: "Descartar",
    },

    trouble: TroubleTexts {
        refused: DeviceTexts {
            microphone: "Parley no tiene permiso para usar tu micrófono.",
            camera: "Parley no tiene permiso para usar tu cámara.",
            both: "Parley no tiene permiso para usar tu cámara ni tu micrófono.",
        },
        missing: DeviceTexts {
            microphone: "No se encontró ningún micrófono.",
            camera: "No se encontró ninguna cámara.",
            both: "No se encontró ninguna cámara ni ningún micrófono.",
        },
        in_use: DeviceTexts {
            microphone: "Tu micrófono no se puede usar en este momento.",
            camera: "Tu cámara no se puede usar en este momento.",
            both: "Tu cámara y tu micrófono no se pueden usar en este momento.",
        },
        taken: DeviceTexts {
            microphone: "Otra aplicación o el sistema ha tomado tu micrófono.",
            camera: "Otra aplicación o el sistema ha tomado tu cámara.",
            both: "Otra aplicación o el sistema ha tomado tu cámara y tu micrófono.",
        },
        gone: DeviceTexts {
            microphone: "El micrófono elegido no está conectado.",
            camera: "La cámara elegida no está conectada.",
            both: "La cámara y el micrófono elegidos no están conectados.",
        },
        failed: DeviceTexts {
            microphone: "Tu micrófono no se encendió.",
            camera: "Tu cámara no se encendió.",
            both: "Tu cámara y tu micrófono no se encendieron.",
        },
        refused_way_on: "Para cambiarlo, dale permiso en los ajustes del navegador para esta página, \
                         junto a la dirección. También puedes seguir sin ello.",
        missing_way_on: "Conecta el que falta e inténtalo de nuevo, o sigue sin ello.",
        in_use_way_on: "Quizá lo esté usando otro programa. Ciérralo e inténtalo de nuevo, \
                        o sigue sin ello.",
        taken_way_on: "Parley sigue en cuanto quede libre. También puedes intentarlo de nuevo ahora.",
        gone_way_on: "Vuelve a conectarlo, elige otro o sigue sin él.",
        failed_way_on: "Inténtalo de nuevo, o sigue sin ello.",
    },

    news: NewsTexts {
        joined: |name| format!("{name} entró"),
        left: |name| format!("{name} salió"),
        shares: |name| format!("{name} comparte una pantalla"),
        shares_no_more: |name| format!("{name} dejó de compartir"),
        message: |name, text| format!("{name}: {text}"),
        private_message: |name, text| format!("{name}, solo para ti: {text}"),
        raises_hand: |name| format!("{name} levanta la mano"),
        someone: "Alguien",
        link_copied: "Enlace copiado",
        link_not_copied: "No se pudo copiar el enlace",
        device_used: |device| format!("Parley usa ahora «{device}»."),
        device_gone: |device| format!("Se ha desconectado «{device}»."),
        device_absent: |role| {
            format!(
                "{role}: lo que elegiste la última vez no está conectado; se usa otro dispositivo."
            )
        },
        device_kept: |role| format!("{role}: lo elegido no ha arrancado; todo sigue igual."),
    },

    ended: EndedTexts {
        left: EndingTexts {
            title: "Saliste de la llamada",
            note: "La sala sigue ahí, y su enlace te lleva de vuelta.",
            enter: Some("Volver a entrar"),
        },
        superseded: EndingTexts {
            title: "Otra pestaña ocupa tu lugar",
            note: "La llamada sigue allí. Esta pestaña ya no envía nada.",
            enter: Some("Usar aquí"),
        },
        room: "Sala: ",
        home: "Ir al inicio",
    },
};
