//! The ways to the others, in words.

/// What Parley says about the connection.
pub(crate) struct NetworkTexts {
    /// Names the part of the settings.
    pub(crate) title: &'static str,
    pub(crate) relay_only: &'static str,
    /// What that is for.
    pub(crate) relay_only_why: &'static str,
    /// Why it cannot be switched on.
    pub(crate) no_relay: &'static str,
    /// What follows where it is on.
    pub(crate) relay_only_in_vain: &'static str,
    /// The button that tests the connection, and the same while it does.
    pub(crate) test: &'static str,
    pub(crate) testing: &'static str,
    pub(crate) direct: &'static str,
    pub(crate) by_relay: &'static str,
    pub(crate) by_relay_over_tcp: &'static str,
    pub(crate) blocked: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) relay_none: &'static str,
    pub(crate) relay_granted: &'static str,
    pub(crate) relay_refused: &'static str,
    pub(crate) relay_silent: &'static str,
    /// The relay refuses, and someone cannot be reached.
    pub(crate) refused: &'static str,
    /// On the tile of someone to whom no way was found, where it is the relay that is missing.
    pub(crate) unreachable_without_relay: &'static str,
    pub(crate) unreachable_refused: &'static str,
    pub(crate) unreachable_unavailable: &'static str,
}

pub(super) const ENGLISH: NetworkTexts = NetworkTexts {
    title: "Connection",
    relay_only: "Always use a relay",
    relay_only_why: "The others then do not learn your network address.",
    no_relay: "This server has no relay.",
    relay_only_in_vain: "This server has no relay, so nobody can be reached while this is on.",
    test: "Test the connection",
    testing: "Testing…",
    direct: "Your network allows direct connections.",
    by_relay: "Your network allows connections through a relay only.",
    by_relay_over_tcp: "Your network lets no UDP through. Calls go through a relay over TCP, which is slower.",
    blocked: "Your network blocks calls. You can reach only people in the same network.",
    unknown: "There was no server to test with. You can reach people in the same network.",
    relay_none: "This server has no relay for when a direct connection fails.",
    relay_granted: "A relay is ready for when a direct connection fails.",
    relay_refused: "The relay refused us.",
    relay_silent: "The relay does not answer.",
    refused: "The relay refused us. Whoever needs it cannot be reached.",
    unreachable_without_relay: "Found no way through yet, and this server has no relay",
    unreachable_refused: "Found no way through yet: the relay refused us",
    unreachable_unavailable: "Found no way through yet, and the relay is out of service",
};

pub(super) const GERMAN: NetworkTexts = NetworkTexts {
    title: "Verbindung",
    relay_only: "Immer ein Relais verwenden",
    relay_only_why: "Die anderen erfahren dann deine Netzadresse nicht.",
    no_relay: "Dieser Server hat kein Relais.",
    relay_only_in_vain: "Dieser Server hat kein Relais. Solange das eingeschaltet ist, ist niemand zu erreichen.",
    test: "Verbindung prüfen",
    testing: "Wird geprüft …",
    direct: "Dein Netz erlaubt direkte Verbindungen.",
    by_relay: "Dein Netz erlaubt nur Verbindungen über ein Relais.",
    by_relay_over_tcp: "Dein Netz lässt kein UDP durch. Anrufe laufen über ein Relais mit TCP, das ist langsamer.",
    blocked: "Dein Netz blockiert Anrufe. Du erreichst nur Leute im selben Netz.",
    unknown: "Es gab keinen Server zum Prüfen. Leute im selben Netz erreichst du.",
    relay_none: "Dieser Server hat kein Relais für den Fall, dass es direkt nicht geht.",
    relay_granted: "Ein Relais steht bereit, falls es direkt nicht geht.",
    relay_refused: "Das Relais hat uns abgewiesen.",
    relay_silent: "Das Relais antwortet nicht.",
    refused: "Das Relais hat uns abgewiesen. Wer darauf angewiesen ist, ist nicht zu erreichen.",
    unreachable_without_relay: "Noch kein Weg gefunden, und dieser Server hat kein Relais",
    unreachable_refused: "Noch kein Weg gefunden: Das Relais hat uns abgewiesen",
    unreachable_unavailable: "Noch kein Weg gefunden, und das Relais ist außer Betrieb",
};

pub(super) const SPANISH: NetworkTexts = NetworkTexts {
    title: "Conexión",
    relay_only: "Usar siempre un relé",
    relay_only_why: "Así los demás no ven tu dirección de red.",
    no_relay: "Este servidor no tiene relé.",
    relay_only_in_vain: "Este servidor no tiene relé: con esto activado no se puede conectar con nadie.",
    test: "Probar la conexión",
    testing: "Probando…",
    direct: "Tu red permite conexiones directas.",
    by_relay: "Tu red solo permite conexiones a través de un relé.",
    by_relay_over_tcp: "Tu red no deja pasar UDP. Las llamadas van por un relé con TCP, que es más lento.",
    blocked: "Tu red bloquea las llamadas. Solo puedes conectar con personas de la misma red.",
    unknown: "No hubo servidor con el que probar. Puedes conectar con personas de la misma red.",
    relay_none: "Este servidor no tiene relé para cuando falla la conexión directa.",
    relay_granted: "Hay un relé listo para cuando falla la conexión directa.",
    relay_refused: "El relé nos rechazó.",
    relay_silent: "El relé no responde.",
    refused: "El relé nos rechazó. No se puede conectar con quien lo necesita.",
    unreachable_without_relay: "Aún no hay conexión posible, y este servidor no tiene relé",
    unreachable_refused: "Aún no hay conexión posible: el relé nos rechazó",
    unreachable_unavailable: "Aún no hay conexión posible, y el relé está fuera de servicio",
};
