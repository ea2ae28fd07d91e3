//! What is said about sealed rooms and about the words that people compare.

/// Sealed rooms, and the words.
pub(crate) struct SealingTexts {
    /// The switch that has this browser remember the room, and what comes of it.
    pub(crate) remember: &'static str,
    pub(crate) remember_hint: &'static str,

    /// At the door, how the room is sealed.
    pub(crate) door_open: &'static str,
    pub(crate) door_link: &'static str,
    pub(crate) door_passphrase: &'static str,

    /// In a word.
    pub(crate) sealed: &'static str,
    pub(crate) open: &'static str,
    /// The name of the dialog.
    pub(crate) title: &'static str,
    pub(crate) sealed_title: &'static str,
    pub(crate) open_title: &'static str,
    pub(crate) about_open: &'static str,
    pub(crate) about_link: &'static str,
    pub(crate) about_passphrase: &'static str,
    pub(crate) words: &'static str,
    pub(crate) words_how: &'static str,
    /// Instead of the words.
    pub(crate) words_alone: &'static str,
    pub(crate) words_coming: &'static str,
    pub(crate) words_differ: &'static str,
    /// Of PeerJS pages.
    pub(crate) guests: &'static str,
    pub(crate) each: &'static str,
    pub(crate) each_how: &'static str,
    /// Before one's own words.
    pub(crate) you: &'static str,

    /// People on the roster who are not shown, by the reason.
    pub(crate) other_secret: fn(count: usize) -> String,
    pub(crate) no_secret: fn(count: usize) -> String,
    pub(crate) secret_lacking: fn(count: usize) -> String,
    /// Something was changed on its way.
    pub(crate) tampered: &'static str,
}

pub(super) const ENGLISH: SealingTexts = SealingTexts {
    remember: "Remember this room on this device",
    remember_hint: "It is then on the start page, and whoever uses this browser can go in.",

    door_open: "Not sealed: whoever knows the name can come in.",
    door_link: "Sealed: only people with the whole link can take part. The server cannot read along.",
    door_passphrase: "Sealed: only people with the passphrase can take part. The server cannot read along.",

    sealed: "Sealed",
    open: "Not sealed",
    title: "Who could listen in?",
    sealed_title: "This room is sealed",
    open_title: "This room is not sealed",
    about_open: "Sound, picture and chat are encrypted between your browsers. But it is the server that introduces \
                 you to each other, and here you have to trust it not to put itself in between. The words below \
                 show whether it has. A private room, or one with a passphrase, needs no such trust.",
    about_link: "Sound, picture and chat are encrypted between your browsers. The link holds a secret that the \
                 server never gets; names and keys pass it sealed. So not even whoever runs the server can put \
                 themselves in between. Send the link only to those who are to take part.",
    about_passphrase: "Sound, picture and chat are encrypted between your browsers. The server never gets your \
                       passphrase; names and keys pass it sealed. So whoever runs the server cannot put themselves \
                       in between, unless they guess the passphrase.",
    words: "Your call in five words",
    words_how: "One of you reads them aloud. If everyone sees the same words, nobody is in between. \
                When someone comes or goes, there are new ones.",
    words_alone: "As soon as someone else is here, five words appear here.",
    words_coming: "The words are being found…",
    words_differ: "There are no common words: not everyone sees the same people and keys. For a moment after someone \
                   comes or goes that is usual. If it stays so, a connection does not work, or somebody is in \
                   between: compare the words for each person.",
    guests: "The words say nothing about people on PeerJS pages: those cannot take part in them.",
    each: "Words for each person",
    each_how: "They show with whom it is when the five words differ: everyone reads out their own, and the others \
               look for the same here.",
    you: "You",

    other_secret: |count| match count {
        1 => "1 person is here with another link or passphrase. You cannot see or hear each other."
            .to_owned(),
        _ => format!(
            "{count} people are here with another link or passphrase. You cannot see or hear them, nor they you."
        ),
    },
    no_secret: |count| match count {
        1 => "1 person came without the secret of this room. You cannot see or hear each other."
            .to_owned(),
        _ => format!(
            "{count} people came without the secret of this room. You cannot see or hear them, nor they you."
        ),
    },
    secret_lacking: |count| match count {
        1 => {
            "1 person is here in private. To meet them, you need the whole link or the passphrase."
                .to_owned()
        }
        _ => format!(
            "{count} people are here in private. To meet them, you need the whole link or the passphrase."
        ),
    },
    tampered: "Something was changed on its way to you, and Parley refused it. Somebody at the server may be trying to \
               get in between. What you say and show does not reach them.",
};

pub(super) const GERMAN: SealingTexts = SealingTexts {
    remember: "Raum auf diesem Gerät merken",
    remember_hint: "Er steht dann auf der Startseite, und wer diesen Browser benutzt, kann hinein.",

    door_open: "Nicht versiegelt: Wer den Namen kennt, kann herein.",
    door_link: "Versiegelt: Nur wer den ganzen Link hat, kann teilnehmen. Der Server kann nicht mitlesen.",
    door_passphrase: "Versiegelt: Nur wer die Passphrase hat, kann teilnehmen. Der Server kann nicht mitlesen.",

    sealed: "Versiegelt",
    open: "Nicht versiegelt",
    title: "Wer könnte mithören?",
    sealed_title: "Dieser Raum ist versiegelt",
    open_title: "Dieser Raum ist nicht versiegelt",
    about_open: "Ton, Bild und Chat sind zwischen euren Browsern verschlüsselt. Aber der Server macht euch miteinander \
                 bekannt, und hier müsst ihr ihm vertrauen, dass er sich nicht dazwischensetzt. Ob er es getan hat, \
                 zeigen die Wörter weiter unten. Ein privater Raum oder einer mit Passphrase braucht dieses \
                 Vertrauen nicht.",
    about_link: "Ton, Bild und Chat sind zwischen euren Browsern verschlüsselt. Der Link enthält ein Geheimnis, das der \
                 Server nie bekommt; Namen und Schlüssel gehen versiegelt durch ihn hindurch. So kann sich nicht \
                 einmal dazwischensetzen, wer den Server betreibt. Schick den Link nur denen, die teilnehmen sollen.",
    about_passphrase: "Ton, Bild und Chat sind zwischen euren Browsern verschlüsselt. Der Server bekommt eure \
                       Passphrase nie; Namen und Schlüssel gehen versiegelt durch ihn hindurch. So kann sich nicht \
                       dazwischensetzen, wer den Server betreibt, außer er errät die Passphrase.",
    words: "Euer Gespräch in fünf Wörtern",
    words_how: "Jemand von euch liest sie vor. Sehen alle dieselben Wörter, sitzt niemand dazwischen. \
                Kommt oder geht jemand, gibt es neue.",
    words_alone: "Sobald noch jemand hier ist, erscheinen hier fünf Wörter.",
    words_coming: "Die Wörter werden gefunden …",
    words_differ: "Es gibt keine gemeinsamen Wörter: Nicht alle sehen dieselben Leute und Schlüssel. Für einen Moment, \
                   nachdem jemand kam oder ging, ist das so üblich. Bleibt es dabei, dann geht eine Verbindung \
                   nicht, oder jemand sitzt dazwischen: Vergleicht die Wörter für jede Person.",
    guests: "Über Leute auf PeerJS-Seiten sagen die Wörter nichts: Die können nicht daran teilnehmen.",
    each: "Wörter für jede Person",
    each_how: "Sie zeigen, mit wem es zu tun hat, wenn die fünf Wörter verschieden sind: Alle lesen ihre eigenen vor, \
               und die anderen suchen hier dieselben.",
    you: "Du",

    other_secret: |count| {
        match count {
        1 => "1 Person ist mit einem anderen Link oder einer anderen Passphrase hier. Ihr könnt einander weder sehen noch hören.".to_owned(),
        _ => format!("{count} Personen sind mit einem anderen Link oder einer anderen Passphrase hier. Ihr könnt einander weder sehen noch hören."),
    }
    },
    no_secret: |count| {
        match count {
        1 => "1 Person kam ohne das Geheimnis dieses Raums. Ihr könnt einander weder sehen noch hören.".to_owned(),
        _ => format!("{count} Personen kamen ohne das Geheimnis dieses Raums. Ihr könnt einander weder sehen noch hören."),
    }
    },
    secret_lacking: |count| {
        match count {
        1 => "1 Person ist privat hier. Um sie zu treffen, brauchst du den ganzen Link oder die Passphrase.".to_owned(),
        _ => format!("{count} Personen sind privat hier. Um sie zu treffen, brauchst du den ganzen Link oder die Passphrase."),
    }
    },
    tampered: "Etwas wurde auf dem Weg zu dir verändert, und Parley hat es abgelehnt. Vielleicht will sich jemand beim \
               Server dazwischensetzen. Was du sagst und zeigst, kommt dort nicht an.",
};

pub(super) const SPANISH: SealingTexts = SealingTexts {
    remember: "Recordar la sala en este dispositivo",
    remember_hint: "Estará en la página de inicio, y quien use este navegador podrá entrar.",

    door_open: "Sin sellar: quien sepa el nombre puede entrar.",
    door_link: "Sellada: solo participa quien tiene el enlace completo. El servidor no puede leer nada.",
    door_passphrase: "Sellada: solo participa quien tiene la frase secreta. El servidor no puede leer nada.",

    sealed: "Sellada",
    open: "Sin sellar",
    title: "¿Quién podría escuchar?",
    sealed_title: "Esta sala está sellada",
    open_title: "Esta sala no está sellada",
    about_open: "El sonido, la imagen y el chat van cifrados de navegador a navegador. Pero es el servidor quien hace las \
                 presentaciones, y aquí hay que confiar en que no se ponga en medio. Las palabras de abajo muestran si \
                 lo ha hecho. Una sala privada, o con frase secreta, no necesita esa confianza.",
    about_link: "El sonido, la imagen y el chat van cifrados de navegador a navegador. El enlace guarda un secreto que el \
                 servidor nunca recibe; los nombres y las claves pasan por él sellados. Así, ni siquiera quien lo \
                 administra puede ponerse en medio. Envía el enlace solo a quienes vayan a participar.",
    about_passphrase: "El sonido, la imagen y el chat van cifrados de navegador a navegador. El servidor nunca recibe la \
                       frase secreta; los nombres y las claves pasan por él sellados. Así, quien lo administra no \
                       puede ponerse en medio, salvo que adivine la frase.",
    words: "Tu llamada en cinco palabras",
    words_how: "Alguien las lee en voz alta. Si todos ven las mismas palabras, no hay nadie en medio. \
                Cuando alguien llega o se va, cambian.",
    words_alone: "En cuanto haya alguien más, aquí aparecerán cinco palabras.",
    words_coming: "Buscando las palabras…",
    words_differ: "No hay palabras comunes: no todos ven a las mismas personas y claves. Un momento después de que alguien \
                   llegue o se vaya es normal. Si sigue así, una conexión no funciona o hay alguien en medio: compara \
                   las palabras de cada persona.",
    guests: "Las palabras no dicen nada de quienes están en páginas PeerJS: no pueden participar en ellas.",
    each: "Palabras de cada persona",
    each_how: "Muestran con quién es el problema cuando las cinco palabras no coinciden: cada cual lee las suyas y los \
               demás las buscan aquí.",
    you: "Tú",

    other_secret: |count| match count {
        1 => "Hay 1 persona con otro enlace u otra frase secreta. No es posible verse ni oírse."
            .to_owned(),
        _ => format!(
            "Hay {count} personas con otro enlace u otra frase secreta. No es posible verse ni oírse."
        ),
    },
    no_secret: |count| match count {
        1 => {
            "1 persona llegó sin el secreto de esta sala. No es posible verse ni oírse.".to_owned()
        }
        _ => format!(
            "{count} personas llegaron sin el secreto de esta sala. No es posible verse ni oírse."
        ),
    },
    secret_lacking: |count| {
        match count {
        1 => "Hay 1 persona en privado. Para reunirte con ella necesitas el enlace completo o la frase secreta.".to_owned(),
        _ => format!("Hay {count} personas en privado. Para reunirte con ellas necesitas el enlace completo o la frase secreta."),
    }
    },
    tampered: "Algo cambió por el camino hasta ti y Parley lo rechazó. Quizá alguien intenta ponerse en medio desde el \
               servidor. Lo que dices y muestras no le llega.",
};
