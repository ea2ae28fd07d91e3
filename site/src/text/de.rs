//! German.

use super::table::*;
use super::{host, network, private, sealing};

pub(super) static FRONT: FrontTexts = FrontTexts {
    tag: "de",
    name: "Deutsch",

    landing: LandingTexts {
        language: "Sprache",
        title: "Von Angesicht zu Angesicht.",
        pitch: "Such dir einen Raum aus, teile seinen Link, und schon seht und hört ihr einander. \
                Nichts zu installieren, kein Konto.",
        privacy: "Anrufe gehen von Browser zu Browser. Unser Server macht euch miteinander bekannt \
                  und hält sich dann heraus.",
        room: "Raum",
        room_hint: "Gleicher Name, gleicher Raum.",
        name: "Dein Name",
        name_hint: "Die anderen sehen ihn auf deinem Bild.",
        join: "Beitreten",
        joining: "Einen Moment …",
    },

    notice: NoticeTexts {
        offline: "Du bist offline. Sobald dein Netz zurück ist, kann es losgehen.",
        no_server: "Der Server hat nicht geantwortet. Prüfe deine Verbindung und versuch es noch einmal.",
        not_loaded: "Parley konnte nicht ganz geladen werden. Sieh nach deiner Verbindung \
                     und versuche es noch einmal.",
    },

    problem: ProblemTexts {
        room_empty: "Gib den Namen eines Raums ein.",
        name_empty: "Gib einen Namen ein.",
        too_long: |max| format!("Nimm höchstens {max} Zeichen."),
        control: "Nimm keine Steuerzeichen.",
        slash: "Der Name eines Raums hat keinen Schrägstrich.",
        dots: "Der Name eines Raums besteht nicht nur aus Punkten.",
    },

    private: private::GERMAN,

    unsupported: UnsupportedTexts {
        title: "Dieser Browser kann nicht anrufen",
        needs: "Parley braucht WebRTC, das Browser nur Seiten anbieten, die über https kommen. \
                Öffne diese Seite in einem aktuellen Chrome, Edge, Firefox oder Safari.",
        in_an_app: "In einer App, die Webseiten anzeigt, suche in ihrem Menü nach \
                    „Im Browser öffnen“.",
    },

    crash: CrashTexts {
        sorry: "Parley ist abgestürzt. Das tut uns leid.",
        restart: "Neu starten",
    },
};

pub(super) static TEXTS: Texts = Texts {
    front: &FRONT,

    lobby: LobbyTexts {
        join: "Jetzt beitreten",
        joining: "Du trittst bei …",
        back: "Zurück",
        preview: "Dein Bild",
        asking: "Dein Browser fragt, ob Parley deine Kamera und dein Mikrofon verwenden darf. \
                 Die Frage steht in der Nähe der Adresszeile.",
        may_wait: "Du kannst beitreten, bevor du antwortest, oder ohne beides.",
        camera_off: "Deine Kamera ist aus",
        no_picture: "Kein Bild von dir",
        looking: "Mal sehen, wer hier ist …",
        unreachable: "Der Server antwortet nicht. Es wird weiter versucht …",
        people: |count| match count {
            0 => "Noch ist niemand hier".to_owned(),
            1 => "1 Person ist hier".to_owned(),
            _ => format!("{count} Personen sind hier"),
        },
        more: |count| format!("und {count} weitere"),
        full: "Dieser Raum ist voll. Du kannst beitreten, sobald jemand geht.",
        elsewhere: "Du bist in einem anderen Tab in diesem Raum.",
        move_here: "Hierher holen",
    },

    settings: SettingsTexts {
        title: "Einstellungen",
        devices: "Geräte",
        microphone: "Mikrofon",
        speaker: "Lautsprecher",
        camera: "Kamera",
        system: "Wahl des Systems",
        unnamed: |role, number| format!("{role} {number}"),
        level: "Lautstärke deines Mikrofons",
        test: "Testen",
        turn_camera: "Zwischen vorderer und hinterer Kamera wechseln",
        push_to_talk: "Stummgeschaltet: zum Sprechen die Leertaste halten",
        muted_warning: "Hinweisen, wenn ich stummgeschaltet spreche",
    },

    room: RoomTexts {
        room: "Raum ",
        people: |count| match count {
            1 => "1 Person".to_owned(),
            _ => format!("{count} Personen"),
        },
        copy_link: "Link zum Raum kopieren",
    },

    invitation: InvitationTexts {
        title: "Einladen",
        code: "QR-Code mit dem Link zu diesem Raum",
        scan: "Richte die Kamera eines anderen Handys auf den Code oder schick den Link.",
        share: "Teilen …",
        alone: "Außer dir ist niemand hier",
        invite: "Lade jemanden mit diesem Link ein.",
        link: "Link zu diesem Raum",
        copy: "Link kopieren",
        copied: "Kopiert",
        on_clipboard: "Der Link ist in der Zwischenablage.",
    },

    stage: StageTexts {
        people: "Teilnehmende",
        you: "Du",
        pin: |name| format!("{name} anheften"),
        unpin: |name| format!("{name} nicht mehr anheften"),
        hand: "Hebt die Hand. ",
        reacted: |name, emoji| format!("{name} reagiert mit {emoji}"),
        move_self: "Dein Bild verschieben",
        top_left: "Dein Bild ist oben links",
        top_right: "Dein Bild ist oben rechts",
        bottom_left: "Dein Bild ist unten links",
        bottom_right: "Dein Bild ist unten rechts",
        grid: "Alle im Raster zeigen",
        spotlight: "Wer spricht, groß zeigen",
        microphone_off: "Mikrofon aus. ",
        camera_off: "Kamera aus. ",
    },

    link: LinkTexts {
        connecting: "Verbindung wird aufgebaut …",
        reconnecting: "Neu verbinden …",
        away: "Lädt neu oder ist weg",
        unreachable: "Noch kein Weg gefunden",
        retry: "Erneut versuchen",
        retry_for: |name| format!("Erneut versuchen, {name} zu erreichen"),
        relayed: "über Relais",
        relayed_long: "Es gibt keinen direkten Weg. Ton und Bild laufen über ein Relais, das sie nicht lesen kann.",
        their_network: "Schwaches Netz dort: nur Ton",
        own_network: "Schwaches Netz: dort kommt nur dein Ton an",
    },

    network: network::GERMAN,
    host: host::GERMAN,
    sealing: sealing::GERMAN,

    controls: ControlTexts {
        controls: "Anrufsteuerung",
        mute: "Mikrofon ausschalten",
        unmute: "Mikrofon einschalten",
        camera_off: "Kamera ausschalten",
        camera_on: "Kamera einschalten",
        chat: |unread| match unread {
            0 => "Chat".to_owned(),
            1 => "Chat, 1 ungelesene Nachricht".to_owned(),
            _ => format!("Chat, {unread} ungelesene Nachrichten"),
        },
        leave: "Auflegen",
        more: "Mehr",
    },

    actions: ActionTexts {
        raise_hand: "Hand heben",
        lower_hand: "Hand senken",
        react: "Reagieren",
        reactions: [
            "Daumen hoch",
            "Herz",
            "Lachen",
            "Staunen",
            "Beifall",
            "Feiern",
        ],
        show_self: "Dein Bild zeigen",
        hide_self: "Dein Bild ausblenden",
        full_screen: "Vollbild",
        leave_full_screen: "Vollbild verlassen",
        small_window: "Kleines Fenster",
        close_small_window: "Kleines Fenster schließen",
    },

    keys: KeyTexts {
        title: "Tastenkürzel",
        shift: "Umschalt",
        microphone: "Mikrofon ein oder aus",
        camera: "Kamera ein oder aus",
        screen: "Bildschirm teilen oder nicht mehr teilen",
        hand: "Hand heben oder senken",
        react: "Reagieren",
        chat: "Chat öffnen oder schließen",
        people: "Liste der Leute öffnen oder schließen",
        layout: "Raster oder ein großes Bild",
        own_picture: "Dein Bild zeigen oder ausblenden",
        full_screen: "Vollbild ein oder aus",
        small_window: "Kleines Fenster ein oder aus",
        settings: "Einstellungen öffnen",
        keys: "Diese Liste",
        leave: "Auflegen",
        use_them: "Diese Tasten verwenden",
        typing: "Während du schreibst, schreiben Tasten wie immer.",
    },

    share: ShareTexts {
        start: "Bildschirm teilen",
        stop_screen: "Bildschirm nicht mehr teilen",
        stop: "Nicht mehr teilen",
        sharing: "Die anderen sehen deinen Bildschirm.",
        failed: "Dein Bildschirm ließ sich nicht teilen.",
        screen_of: |name| format!("Bildschirm von {name}"),
        arriving: "Der Bildschirm ist unterwegs …",
    },

    panel: PanelTexts {
        close: "Schließen"
    },

    chat: ChatTexts {
        title: "Chat",
        log: "Nachrichten",
        empty: "Noch keine Nachrichten",
        privacy: "Was du schreibst, geht direkt in die Browser der anderen. Kein Server bewahrt es \
              auf, und es ist weg, sobald alle gegangen sind.",
        came: "Du bist beigetreten",
        more: "Neue Nachrichten",
        only_to_you: "Nur an dich",
        only_to: |name| format!("Nur an {name}"),
        sending: "Wird gesendet …",
        delivered: "Zugestellt",
        nobody: "Noch ist niemand da. Wer kommt, bekommt sie.",
        lost: |name| format!("Nicht zugestellt: {name} ist gegangen."),
        one_types: |name| format!("{name} schreibt …"),
        two_type: |one, other| format!("{one} und {other} schreiben …"),
        many_type: "Mehrere schreiben …",
        to: "An",
        everyone: "Alle",
        gone: |name| format!("{name} (gegangen)"),
        gone_remark: |name| format!("{name} ist gegangen. Wähle, wer das bekommen soll."),
        message: "Nachricht",
        prompt: "Nachricht an alle",
        prompt_one: |name| format!("Nachricht nur an {name}"),
        send: "Senden",
        left: |count| match count {
            1 => "Noch 1 Zeichen".to_owned(),
            _ => format!("Noch {count} Zeichen"),
        },
        too_many: |count| format!("{count} Zeichen zu viel"),
    },

    people: PeopleTexts {
        title: "Teilnehmende",
        you: "(du)",
        guest: "Über eine PeerJS-Seite, ohne Chat",
        hand: "Hand erhoben. ",
        screen: "Teilt einen Bildschirm. ",
        volume: |name| format!("Lautstärke von {name}"),
        sounds: "Töne, wenn jemand kommt, geht oder schreibt",
        invite: "Jemanden einladen",
    },

    banner: BannerTexts {
        room_lost: "Die Verbindung zum Raum ist unterbrochen. Der Anruf geht weiter.",
        talking_muted: "Du sprichst, aber dein Mikrofon ist stumm.",
        hold_space: "Halte zum Sprechen die Leertaste.",
        unmute: "Ton einschalten",
        silent: "Dein Browser hält den Ton der anderen zurück.",
        enable_sound: "Ton einschalten",
        try_again: "Noch einmal versuchen",
        dismiss: "Ausblenden",
    },

    trouble: TroubleTexts {
        refused: DeviceTexts {
            microphone: "Parley darf dein Mikrofon nicht verwenden.",
            camera: "Parley darf deine Kamera nicht verwenden.",
            both: "Parley darf deine Kamera und dein Mikrofon nicht verwenden.",
        },
        missing: DeviceTexts {
            microphone: "Es wurde kein Mikrofon gefunden.",
            camera: "Es wurde keine Kamera gefunden.",
            both: "Es wurden weder Kamera noch Mikrofon gefunden.",
        },
        in_use: DeviceTexts {
            microphone: "Dein Mikrofon lässt sich gerade nicht verwenden.",
            camera: "Deine Kamera lässt sich gerade nicht verwenden.",
            both: "Deine Kamera und dein Mikrofon lassen sich gerade nicht verwenden.",
        },
        taken: DeviceTexts {
            microphone: "Ein anderes Programm oder das System hat dein Mikrofon übernommen.",
            camera: "Ein anderes Programm oder das System hat deine Kamera übernommen.",
            both: "Ein anderes Programm oder das System hat deine Kamera und dein Mikrofon übernommen.",
        },
        gone: DeviceTexts {
            microphone: "Das gewählte Mikrofon ist nicht angeschlossen.",
            camera: "Die gewählte Kamera ist nicht angeschlossen.",
            both: "Kamera und Mikrofon deiner Wahl sind nicht angeschlossen.",
        },
        failed: DeviceTexts {
            microphone: "Dein Mikrofon ließ sich nicht einschalten.",
            camera: "Deine Kamera ließ sich nicht einschalten.",
            both: "Deine Kamera und dein Mikrofon ließen sich nicht einschalten.",
        },
        refused_way_on: "Das änderst du in den Einstellungen des Browsers für diese Seite, neben \
                         der Adresse. Du kannst auch ohne bleiben.",
        missing_way_on: "Schließ etwas an und versuch es noch einmal, oder bleib ohne.",
        in_use_way_on: "Vielleicht braucht es gerade ein anderes Programm. Beende das und versuch es \
                        noch einmal, oder bleib ohne.",
        taken_way_on: "Parley macht weiter, sobald es frei ist. Du kannst es auch gleich noch einmal versuchen.",
        gone_way_on: "Schließ das Gerät wieder an, wähle ein anderes oder bleib ohne.",
        failed_way_on: "Versuch es noch einmal, oder bleib ohne.",
    },

    news: NewsTexts {
        joined: |name| format!("{name} ist gekommen"),
        left: |name| format!("{name} ist gegangen"),
        shares: |name| format!("{name} teilt einen Bildschirm"),
        shares_no_more: |name| format!("{name} teilt nicht mehr"),
        message: |name, text| format!("{name}: {text}"),
        private_message: |name, text| format!("{name}, nur an dich: {text}"),
        raises_hand: |name| format!("{name} hebt die Hand"),
        someone: "Jemand",
        link_copied: "Link kopiert",
        link_not_copied: "Der Link ließ sich nicht kopieren",
        device_used: |device| format!("Parley verwendet jetzt „{device}“."),
        device_gone: |device| format!("„{device}“ wurde getrennt."),
        device_absent: |role| {
            format!(
                "{role}: Die letzte Wahl ist nicht angeschlossen, ein anderes Gerät springt ein."
            )
        },
        device_kept: |role| {
            format!("{role}: Die Wahl ließ sich nicht starten, alles bleibt beim Alten.")
        },
    },

    ended: EndedTexts {
        left: EndingTexts {
            title: "Du hast aufgelegt",
            note: "Den Raum gibt es weiterhin, und sein Link führt wieder hinein.",
            enter: Some("Wieder beitreten"),
        },
        superseded: EndingTexts {
            title: "Ein anderer Tab hat deinen Platz",
            note: "Der Anruf geht dort weiter. Dieser Tab sendet nichts mehr.",
            enter: Some("Hier weitermachen"),
        },
        room: "Raum: ",
        home: "Zur Startseite",
    },
};
