//! What is said about private rooms before the call.

/// The form, as far as it is about private rooms, and the rooms that this browser remembers.
pub(crate) struct PrivateTexts {
    /// Makes a private room and goes there.
    pub(crate) new_private: &'static str,
    pub(crate) new_private_hint: &'static str,
    /// On the landing page, of a link with a secret.
    pub(crate) private_link: &'static str,
    /// Shows the field for a passphrase.
    pub(crate) use_passphrase: &'static str,
    /// Hides it again.
    pub(crate) no_passphrase: &'static str,
    pub(crate) passphrase: &'static str,
    pub(crate) passphrase_hint: &'static str,
    /// Of a link that says that the room has a passphrase.
    pub(crate) passphrase_wanted: &'static str,
    pub(crate) passphrase_short: fn(min: usize) -> String,
    pub(crate) show: &'static str,
    pub(crate) hide: &'static str,
    /// On the button, while the passphrase is being worked on.
    pub(crate) stretching: &'static str,
    /// The passphrase could not be worked on.
    pub(crate) no_key: &'static str,
    /// A link lost part of its secret.
    pub(crate) damaged: &'static str,
    /// Over the rooms that this browser remembers.
    pub(crate) remembered: &'static str,
    pub(crate) forget: fn(room: &str) -> String,
}

pub(super) const ENGLISH: PrivateTexts = PrivateTexts {
    new_private: "New private room",
    new_private_hint: "A name nobody guesses, sealed by its link.",
    private_link: "A private room: this link seals it.",
    use_passphrase: "Seal it with a passphrase",
    no_passphrase: "Without a passphrase",
    passphrase: "Passphrase",
    passphrase_hint: "Everyone types the same. Several words are best.",
    passphrase_wanted: "This room has one. Ask whoever sent you the link.",
    passphrase_short: |min| format!("Use at least {min} characters."),
    show: "Show passphrase",
    hide: "Hide passphrase",
    stretching: "Making the key…",
    no_key: "Your browser could not make a key from the passphrase, which takes 64 MB of memory. \
             Close other tabs, then try again.",
    damaged: "This link is incomplete or has a mistake in it, so it does not open its private room. \
              Copy all of it, or ask for it again.",
    remembered: "Your private rooms",
    forget: |room| format!("Forget {room}"),
};

pub(super) const GERMAN: PrivateTexts = PrivateTexts {
    new_private: "Neuer privater Raum",
    new_private_hint: "Ein Name, den niemand errät, vom Link versiegelt.",
    private_link: "Ein privater Raum: Dieser Link versiegelt ihn.",
    use_passphrase: "Mit einer Passphrase versiegeln",
    no_passphrase: "Ohne Passphrase",
    passphrase: "Eure Passphrase",
    passphrase_hint: "Alle tippen dieselbe ein. Am besten mehrere Wörter.",
    passphrase_wanted: "Dieser Raum hat eine. Frag, wer dir den Link geschickt hat.",
    passphrase_short: |min| format!("Nimm mindestens {min} Zeichen."),
    show: "Passphrase anzeigen",
    hide: "Passphrase verbergen",
    stretching: "Der Schlüssel entsteht …",
    no_key: "Dein Browser konnte aus der Passphrase keinen Schlüssel machen; dazu braucht er 64 MB Speicher. \
             Schließ andere Tabs und versuch es noch einmal.",
    damaged: "Dieser Link ist unvollständig oder fehlerhaft und öffnet seinen privaten Raum deshalb nicht. \
              Kopiere ihn ganz oder lass ihn dir noch einmal schicken.",
    remembered: "Deine privaten Räume",
    forget: |room| format!("{room} vergessen"),
};

pub(super) const SPANISH: PrivateTexts = PrivateTexts {
    new_private: "Nueva sala privada",
    new_private_hint: "Un nombre que nadie adivina, sellada por su enlace.",
    private_link: "Una sala privada: este enlace la sella.",
    use_passphrase: "Sellarla con una frase secreta",
    no_passphrase: "Sin frase secreta",
    passphrase: "Frase secreta",
    passphrase_hint: "Todos escriben la misma. Mejor varias palabras.",
    passphrase_wanted: "Esta sala tiene una. Pregunta a quien te envió el enlace.",
    passphrase_short: |min| format!("Usa {min} caracteres como mínimo."),
    show: "Mostrar la frase secreta",
    hide: "Ocultar la frase secreta",
    stretching: "Creando la clave…",
    no_key: "Tu navegador no pudo crear una clave con la frase secreta; necesita 64 MB de memoria. \
             Cierra otras pestañas e inténtalo de nuevo.",
    damaged: "Este enlace está incompleto o tiene un error, así que no abre su sala privada. \
              Cópialo entero o pide que te lo envíen de nuevo.",
    remembered: "Tus salas privadas",
    forget: |room| format!("Olvidar {room}"),
};
