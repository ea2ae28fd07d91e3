//! Rooms under control, in words: for the host, for those inside, and for those before the door.

use super::table::EndingTexts;

/// What Parley says about who may come in.
pub(crate) struct HostTexts {
    /// Names the part of the list of people, and stands beside the host's name.
    pub(crate) host: &'static str,
    /// Names the switches.
    pub(crate) lock: &'static str,
    pub(crate) knock: &'static str,
    /// How the room stands, for those inside.
    pub(crate) locked: &'static str,
    pub(crate) knocking: &'static str,
    /// Said in passing.
    pub(crate) opened: &'static str,
    pub(crate) you_are_host: &'static str,
    pub(crate) knocks: fn(name: &str) -> String,
    /// Names the list of those who wait.
    pub(crate) waiting: &'static str,
    pub(crate) many_wait: fn(count: usize) -> String,
    pub(crate) show: &'static str,
    pub(crate) admit: &'static str,
    /// Names the button.
    pub(crate) admit_name: fn(name: &str) -> String,
    pub(crate) deny: &'static str,
    /// Names the button.
    pub(crate) deny_name: fn(name: &str) -> String,
    /// Names the button in someone's line.
    pub(crate) remove_name: fn(name: &str) -> String,
    /// Names the dialog that asks again.
    pub(crate) remove_title: &'static str,
    pub(crate) remove_note: fn(name: &str) -> String,
    pub(crate) remove: &'static str,
    pub(crate) keep: &'static str,
    /// Before the door of a locked room.
    pub(crate) door_locked: &'static str,
    /// Before the door of a room where one knocks.
    pub(crate) door_knocking: &'static str,
    /// On the button there.
    pub(crate) ask: &'static str,
    /// While the person waits there.
    pub(crate) asked: &'static str,
    /// On the button meanwhile.
    pub(crate) being_asked: &'static str,
    /// The host took the person out of the call.
    pub(crate) removed: EndingTexts,
    /// The host did not let the person in.
    pub(crate) denied: EndingTexts,
}

pub(super) const ENGLISH: HostTexts = HostTexts {
    host: "Host",
    lock: "Lock the room: nobody else comes in",
    knock: "Ask before anyone comes in",
    locked: "The room is locked",
    knocking: "Whoever comes has to be let in",
    opened: "Anyone with the link can come in again",
    you_are_host: "You are the host now",
    knocks: |name| format!("{name} would like to come in"),
    waiting: "Waiting to be let in",
    many_wait: |count| format!("{count} people would like to come in"),
    show: "Show",
    admit: "Let in",
    admit_name: |name| format!("Let {name} in"),
    deny: "Refuse",
    deny_name: |name| format!("Refuse {name}"),
    remove_name: |name| format!("Remove {name} from the room"),
    remove_title: "Remove from the room?",
    remove_note: |name| {
        format!(
            "{name} is taken out of the call and cannot come back in the same way. Lock the room to be sure that \
             they do not come back in another."
        )
    },
    remove: "Remove",
    keep: "Cancel",
    door_locked: "This room is locked. You can join once the host unlocks it.",
    door_knocking: "Someone inside has to let you in.",
    ask: "Ask to join",
    asked: "Those inside have been asked. You come in as soon as someone lets you.",
    being_asked: "Waiting…",
    removed: EndingTexts {
        title: "You were removed from the room",
        note: "The host took you out of the call, and you cannot come back into it.",
        enter: None,
    },
    denied: EndingTexts {
        title: "You were not let in",
        note: "The host of this room does not let you in.",
        enter: None,
    },
};

pub(super) const GERMAN: HostTexts = HostTexts {
    host: "Leitung",
    lock: "Raum abschließen: niemand kommt mehr herein",
    knock: "Fragen, bevor jemand hereinkommt",
    locked: "Der Raum ist abgeschlossen",
    knocking: "Wer kommt, muss hereingelassen werden",
    opened: "Wer den Link hat, kann wieder herein",
    you_are_host: "Du leitest jetzt den Raum",
    knocks: |name| format!("{name} möchte herein"),
    waiting: "Warten auf Einlass",
    many_wait: |count| format!("{count} Personen möchten herein"),
    show: "Anzeigen",
    admit: "Einlassen",
    admit_name: |name| format!("{name} einlassen"),
    deny: "Abweisen",
    deny_name: |name| format!("{name} abweisen"),
    remove_name: |name| format!("{name} aus dem Raum entfernen"),
    remove_title: "Aus dem Raum entfernen?",
    remove_note: |name| {
        format!(
            "{name} verlässt den Anruf und kann so nicht zurückkommen. Schließe den Raum ab, damit es auch auf \
             anderem Weg nicht geht."
        )
    },
    remove: "Entfernen",
    keep: "Abbrechen",
    door_locked: "Dieser Raum ist abgeschlossen. Du kannst beitreten, sobald die Leitung ihn öffnet.",
    door_knocking: "Jemand im Raum muss dich hereinlassen.",
    ask: "Um Einlass bitten",
    asked: "Die im Raum sind gefragt. Du kommst hinein, sobald dich jemand einlässt.",
    being_asked: "Du wartest …",
    removed: EndingTexts {
        title: "Du wurdest aus dem Raum entfernt",
        note: "Die Leitung hat dich aus dem Anruf genommen, und du kannst nicht in ihn zurück.",
        enter: None,
    },
    denied: EndingTexts {
        title: "Du wurdest nicht eingelassen",
        note: "Die Leitung dieses Raums lässt dich nicht hinein.",
        enter: None,
    },
};

pub(super) const SPANISH: HostTexts = HostTexts {
    host: "Anfitrión",
    lock: "Cerrar la sala: nadie más entra",
    knock: "Preguntar antes de que alguien entre",
    locked: "La sala está cerrada",
    knocking: "A quien llega hay que dejarle entrar",
    opened: "Quien tenga el enlace puede volver a entrar",
    you_are_host: "Ahora diriges la sala",
    knocks: |name| format!("{name} quiere entrar"),
    waiting: "Esperan para entrar",
    many_wait: |count| format!("{count} personas quieren entrar"),
    show: "Mostrar",
    admit: "Dejar entrar",
    admit_name: |name| format!("Dejar entrar a {name}"),
    deny: "Rechazar",
    deny_name: |name| format!("Rechazar a {name}"),
    remove_name: |name| format!("Expulsar a {name} de la sala"),
    remove_title: "¿Expulsar de la sala?",
    remove_note: |name| {
        format!(
            "{name} sale de la llamada y no puede volver de la misma manera. Cierra la sala para que tampoco vuelva \
             de otra."
        )
    },
    remove: "Expulsar",
    keep: "Cancelar",
    door_locked: "Esta sala está cerrada. Podrás entrar cuando se abra.",
    door_knocking: "Alguien de dentro tiene que dejarte entrar.",
    ask: "Pedir entrar",
    asked: "Se ha avisado a quienes están dentro. Entrarás en cuanto alguien te deje.",
    being_asked: "Esperando…",
    removed: EndingTexts {
        title: "Te han expulsado de la sala",
        note: "Quien dirige la sala te sacó de la llamada, y no puedes volver a ella.",
        enter: None,
    },
    denied: EndingTexts {
        title: "No te han dejado entrar",
        note: "Quien dirige esta sala no te deja entrar.",
        enter: None,
    },
};
